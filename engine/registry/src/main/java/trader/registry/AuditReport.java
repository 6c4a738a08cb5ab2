package trader.registry;

import java.time.Instant;
import java.util.List;

/**
 * What an audit of {@code trades.db} found. Every count but the checked ones should be zero.
 *
 * @param duplicateActiveSymbolKeys canonical symbols of an account with more than one open position
 * @param nonTerminalInClosedHistory orders and positions that say that they ended and live on
 * @param remainingQtyViolations orders whose fills do not add up to what they say is filled
 * @param notInBooks orders and positions that are open here and not in the core's books, or the
 *     other way round
 * @param details the first findings in words
 */
public record AuditReport(
    Instant at,
    int checkedOrders,
    int checkedFills,
    int duplicateActiveSymbolKeys,
    int nonTerminalInClosedHistory,
    int remainingQtyViolations,
    int notInBooks,
    List<String> details) {

  /** Copies the list. */
  public AuditReport {
    details = List.copyOf(details);
  }

  /** All violations together. */
  public int violationsTotal() {
    return duplicateActiveSymbolKeys
        + nonTerminalInClosedHistory
        + remainingQtyViolations
        + notInBooks;
  }

  /** The fields of the log line as {@code name=value} pairs. */
  public String fields() {
    return "violations_total="
        + violationsTotal()
        + " duplicate_active_symbol_keys="
        + duplicateActiveSymbolKeys
        + " non_terminal_in_closed_history="
        + nonTerminalInClosedHistory
        + " remaining_qty_violations="
        + remainingQtyViolations
        + " not_in_books="
        + notInBooks
        + " checked_orders="
        + checkedOrders
        + " checked_fills="
        + checkedFills
        + (details.isEmpty() ? "" : " details=\"" + String.join("; ", details) + "\"");
  }
}

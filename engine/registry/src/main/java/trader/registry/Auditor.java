package trader.registry;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint;
import trader.engine.core.orders.OrderState;

/** Holds {@code trades.db} against what must always be so, and against the core's books. */
final class Auditor {
  private static final int DETAILS = 5;
  private final Connection connection;
  private final List<String> details = new ArrayList<>();
  private final Set<String> open = new HashSet<>();
  private final Map<String, String> openPositions = new HashMap<>();
  private int orders;
  private int fills;
  private int duplicates;
  private int nonTerminal;
  private int remaining;
  private int notInBooks;

  private Auditor(Connection connection) {
    this.connection = connection;
  }

  /**
   * Audits every row.
   *
   * @param books what the rows should say; empty where only the file is at hand
   */
  static AuditReport run(Connection connection, Optional<Checkpoint> books, Instant at)
      throws SQLException {
    Auditor auditor = new Auditor(connection);
    auditor.orders();
    auditor.positions();
    books.ifPresent(auditor::compare);
    return new AuditReport(
        at,
        auditor.orders,
        auditor.fills,
        auditor.duplicates,
        auditor.nonTerminal,
        auditor.remaining,
        auditor.notInBooks,
        auditor.details);
  }

  private void orders() throws SQLException {
    Map<String, BigDecimal> filled = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement("SELECT order_id, qty FROM fills");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        fills++;
        filled.merge(rows.getString(1), new BigDecimal(rows.getString(2)), BigDecimal::add);
      }
    }
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT id, state, qty, filled_qty, ended_micros IS NOT NULL FROM orders");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        orders++;
        BigDecimal sum = filled.remove(rows.getString(1));
        order(
            rows.getString(1),
            rows.getString(2),
            new BigDecimal(rows.getString(3)),
            new BigDecimal(rows.getString(4)),
            rows.getBoolean(5),
            sum == null ? BigDecimal.ZERO : sum);
      }
    }
    filled.forEach((id, sum) -> {
      remaining++;
      found("fills of " + id + " belong to no order");
    });
  }

  private void order(
      String id, String stateText, BigDecimal qty, BigDecimal says, boolean ended, BigDecimal sum) {
    OrderState state = OrderState.valueOf(stateText.toUpperCase(Locale.ROOT));
    if (!state.finished()) {
      open.add(id);
    }
    if (ended != state.finished()) {
      nonTerminal++;
      found("order " + id + " is " + stateText + (ended ? " and has ended" : " and has no end"));
    }
    boolean whole = state != OrderState.FILLED || says.compareTo(qty) >= 0;
    if (sum.compareTo(says) != 0 || says.compareTo(qty) > 0 || !whole) {
      remaining++;
      found(
          "order "
              + id
              + " of "
              + qty.toPlainString()
              + " is "
              + stateText
              + ", says that "
              + says.toPlainString()
              + " is filled, and its fills are "
              + sum.toPlainString());
    }
  }

  private void positions() throws SQLException {
    Map<String, Integer> counts = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT account, instrument, state, qty, closed_micros IS NOT NULL FROM positions");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        String key = rows.getString(1) + " " + InstrumentId.parse(rows.getString(2), "UNKNOWN");
        boolean isOpen = rows.getString(3).equals("open");
        BigDecimal qty = new BigDecimal(rows.getString(4));
        if (isOpen && counts.merge(key, 1, Integer::sum) == 2) {
          duplicates++;
          found("position " + key + " is open more than once");
        }
        if (isOpen) {
          openPositions.put(key, qty.stripTrailingZeros().toPlainString());
        }
        if (isOpen == rows.getBoolean(5) || isOpen == (qty.signum() == 0)) {
          nonTerminal++;
          found(
              "position "
                  + key
                  + " is "
                  + rows.getString(3)
                  + " with a quantity of "
                  + qty.toPlainString());
        }
      }
    }
  }

  private void compare(Checkpoint core) {
    Set<String> inBooks = new HashSet<>();
    core.orders().stream()
        .filter(record -> !record.state().finished())
        .forEach(record -> inBooks.add(record.order().id().value()));
    different("order", open, inBooks);
    Set<String> held = new HashSet<>();
    core.positions().stream()
        .filter(record -> record.qty().signum() != 0)
        .forEach(record ->
            held.add(
                record.account().text()
                    + " "
                    + record.instrument()
                    + " "
                    + record.qty().stripTrailingZeros().toPlainString()));
    Set<String> here = new HashSet<>();
    openPositions.forEach((key, qty) -> here.add(key + " " + qty));
    different("position", here, held);
  }

  private void different(String what, Set<String> here, Set<String> inBooks) {
    for (String one : here) {
      if (!inBooks.contains(one)) {
        notInBooks++;
        found(what + " " + one + " is open in trades.db and not in the engine's books");
      }
    }
    for (String one : inBooks) {
      if (!here.contains(one)) {
        notInBooks++;
        found(what + " " + one + " is open in the engine's books and not in trades.db");
      }
    }
  }

  private void found(String what) {
    if (details.size() < DETAILS) {
      details.add(what);
    }
  }
}

package trader.engine.tools;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trader.registry.TradesFile;
import trader.registry.TradesFile.OpenOrder;
import trader.registry.TradesFile.OpenPosition;

/** {@code check-tp-coverage}: what of each position has a take-profit and a stop at the venue. */
final class TpCoverage {
  static final String NAME = "check-tp-coverage";

  private TpCoverage() {}

  static ToolReport run(ToolContext context) {
    List<Finding> findings = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    String headline;
    try (TradesFile file = TradesFile.open(context.database())) {
      List<OpenOrder> orders = file.openOrders();
      List<OpenPosition> positions = file.openPositions();
      positions.forEach(one -> look(one, orders, findings, rows));
      headline =
          positions.isEmpty()
              ? "no position is open"
              : positions.size() + " positions, by trades.db of this engine";
    } catch (UncheckedIOException e) {
      headline = "coverage cannot be read";
      findings.add(
          Finding.fail("file", String.valueOf(e.getMessage()), "trader check-db-health says more"));
    }
    return ToolReport.of(NAME, context.now(), headline, findings, rows);
  }

  private static void look(
      OpenPosition position,
      List<OpenOrder> orders,
      List<Finding> findings,
      List<Map<String, Object>> rows) {
    BigDecimal held = position.qty().abs();
    BigDecimal profit = covered(position, orders, "take_profit");
    BigDecimal stop = covered(position, orders, "stop");
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("symbol", position.symbol());
    row.put("account", position.account());
    row.put("qty", position.qty().toPlainString());
    row.put("average_price", position.averagePrice().toPlainString());
    row.put("take_profit_qty", profit.toPlainString());
    row.put("stop_qty", stop.toPlainString());
    row.put("strategy", position.strategy());
    rows.add(row);
    String name = position.symbol() + " " + position.account();
    if (stop.signum() == 0) {
      findings.add(
          Finding.fail(
              name,
              "no stop works for " + held.toPlainString(),
              "trader recover-sl-order-ids --execute has it compared and placed"));
    }
    if (profit.signum() == 0) {
      findings.add(
          Finding.warn(
              name,
              "no take-profit works for " + held.toPlainString(),
              "trader backfill-tp --execute, where the strategy takes profit at a price"));
    } else if (profit.compareTo(held) < 0) {
      findings.add(
          Finding.warn(
              name,
              profit.toPlainString() + " of " + held.toPlainString() + " has a take-profit",
              "trader backfill-tp --execute"));
    }
  }

  private static BigDecimal covered(OpenPosition position, List<OpenOrder> orders, String purpose) {
    return orders.stream()
        .filter(order -> order.account().equals(position.account()))
        .filter(order -> order.symbol().equals(position.symbol()))
        .filter(order -> order.purpose().replace(' ', '_').equals(purpose))
        .filter(order -> order.state().equals("working") || order.state().equals("replacing"))
        .map(OpenOrder::openQty)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}

package trader.engine.tools;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trader.registry.TradesFile;
import trader.registry.TradesFile.Execution;
import trader.registry.TradesFile.Fill;

/** {@code monitor-trade-execution}: how well orders were executed, by venue and symbol. */
final class ExecutionMonitor {
  static final String NAME = "monitor-trade-execution";
  private static final int LEAST_FILL_RATE = 80;

  private ExecutionMonitor() {}

  static ToolReport run(ToolContext context, Duration since) {
    try (TradesFile file = TradesFile.open(context.database())) {
      Map<String, List<Execution>> orders = new TreeMap<>();
      file.executions(context.now().minus(since))
          .forEach(one ->
              orders
                  .computeIfAbsent(one.symbol() + " " + one.account(), _ -> new ArrayList<>())
                  .add(one));
      Map<String, List<Fill>> fills = new TreeMap<>();
      file.fills(context.now().minus(since))
          .forEach(one ->
              fills
                  .computeIfAbsent(one.symbol() + " " + one.account(), _ -> new ArrayList<>())
                  .add(one));
      List<Map<String, Object>> rows =
          orders.entrySet().stream()
              .map(each -> row(each.getValue(), fills.getOrDefault(each.getKey(), List.of())))
              .toList();
      List<Finding> findings = new ArrayList<>();
      for (Map<String, Object> row : rows) {
        judge(row, findings);
      }
      int count = orders.values().stream().mapToInt(List::size).sum();
      return ToolReport.of(
          NAME,
          context.now(),
          count + " orders in the last " + since.toHours() + " h; slippage above zero is a cost",
          findings,
          rows);
    } catch (UncheckedIOException e) {
      return ToolReport.of(
          NAME,
          context.now(),
          "no executions can be read",
          List.of(
              Finding.fail(
                  "file", String.valueOf(e.getMessage()), "trader check-db-health says more")),
          List.of());
    }
  }

  private static void judge(Map<String, Object> row, List<Finding> findings) {
    if (row.get("fill_rate_pct") instanceof BigDecimal rate
        && rate.compareTo(BigDecimal.valueOf(LEAST_FILL_RATE)) < 0) {
      findings.add(
          Finding.warn(
              row.get("venue") + " " + row.get("symbol"),
              "only " + rate + "% of ended orders were filled",
              "look for ORDER_REJECTED_BY_VENUE and at slippage before widening the collar"));
    }
  }

  private static Map<String, Object> row(List<Execution> orders, List<Fill> fills) {
    Execution first = orders.getFirst();
    int dot = first.symbol().indexOf('.');
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("venue", first.symbol().substring(dot + 1));
    row.put("symbol", first.symbol().substring(0, dot));
    row.put("account", first.account());
    row.put("orders", orders.size());
    long ended = orders.stream().filter(ExecutionMonitor::counts).count();
    long filled =
        orders.stream().filter(ExecutionMonitor::counts).filter(o -> o.filledQty() > 0).count();
    row.put("filled", orders.stream().filter(one -> one.filledQty() > 0).count());
    row.put("rejected", orders.stream().filter(one -> one.state().equals("rejected")).count());
    row.put("unknown", orders.stream().filter(one -> one.state().equals("unknown")).count());
    row.put("fill_rate_pct", ended == 0 ? "none" : round(100.0 * filled / ended));
    row.put("notional", round(orders.stream().mapToDouble(Execution::notional).sum()));
    double[] slippage = sorted(orders, Execution::slippageBps);
    row.put(
        "slippage_avg_bps",
        slippage.length == 0 ? "none" : round(Arrays.stream(slippage).average().orElse(0)));
    row.put("slippage_p95_bps", percentile(slippage, 95));
    double[] ack = sorted(orders, Execution::ackMs);
    row.put("ack_p50_ms", percentile(ack, 50));
    row.put("ack_p95_ms", percentile(ack, 95));
    row.put("fill_p50_ms", percentile(sorted(orders, Execution::firstFillMs), 50));
    row.put(
        "maker_pct",
        fills.isEmpty()
            ? "none"
            : round(100.0 * fills.stream().filter(Fill::maker).count() / fills.size()));
    Map<String, BigDecimal> fees = new TreeMap<>();
    fills.forEach(one -> fees.merge(one.feeAsset(), one.fee(), BigDecimal::add));
    List<String> words = new ArrayList<>();
    fees.forEach((asset, fee) -> words.add(fee.stripTrailingZeros().toPlainString() + " " + asset));
    row.put("fees", words.isEmpty() ? "none" : String.join(", ", words));
    return row;
  }

  /** Orders that are still open tell nothing about the rate yet. */
  private static boolean counts(Execution order) {
    return switch (order.state()) {
      case "filled", "cancelled", "expired", "rejected" -> true;
      default -> false;
    };
  }

  private static double[] sorted(
      List<Execution> orders, Function<Execution, @Nullable Double> figure) {
    return orders.stream()
        .map(figure)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  private static Object percentile(double[] sorted, int percent) {
    if (sorted.length == 0) {
      return "none";
    }
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return round(sorted[Math.max(0, rank - 1)]);
  }

  private static BigDecimal round(double value) {
    return new BigDecimal(String.format(Locale.ROOT, "%.2f", value));
  }
}

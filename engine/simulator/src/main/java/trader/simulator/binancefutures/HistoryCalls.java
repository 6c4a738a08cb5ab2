package trader.simulator.binancefutures;

import java.util.List;
import java.util.OptionalLong;
import trader.simulator.binance.ApiError;
import trader.simulator.binance.Call;
import trader.simulator.binance.Operation;
import trader.simulator.binance.Params;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Order;
import trader.simulator.net.Json;

/** What was: orders, executions and income. */
final class HistoryCalls {
  private static final long WEEK_MILLIS = 7 * 86_400_000L;

  private final FuturesVenue venue;

  HistoryCalls(FuturesVenue venue) {
    this.venue = venue;
  }

  List<Operation> operations() {
    return List.of(
        Operation.signed(
            "GET /fapi/v1/userTrades",
            "",
            5,
            this::trades,
            "symbol",
            "orderId",
            "startTime",
            "endTime",
            "fromId",
            "limit"),
        Operation.signed(
            "GET /fapi/v1/allOrders",
            "",
            5,
            this::orders,
            "symbol",
            "orderId",
            "startTime",
            "endTime",
            "limit"),
        Operation.signed(
            "GET /fapi/v1/income",
            "",
            30,
            this::income,
            "symbol",
            "incomeType",
            "startTime",
            "endTime",
            "page",
            "limit"));
  }

  /** A span of time in epoch milliseconds and how much of it is wanted. */
  private record Span(long from, long to, int limit, boolean oldest) {
    boolean holds(long micros) {
      long millis = Math.floorDiv(micros, 1_000L);
      return millis >= from && millis <= to;
    }

    <T> List<T> cut(List<T> found) {
      if (found.size() <= limit) {
        return found;
      }
      return oldest ? found.subList(0, limit) : found.subList(found.size() - limit, found.size());
    }
  }

  private static Span span(Params params, boolean byId, int usual) {
    OptionalLong start = params.number("startTime");
    OptionalLong end = params.number("endTime");
    if (start.isPresent() && end.isPresent() && end.getAsLong() - start.getAsLong() > WEEK_MILLIS) {
      throw ApiError.of(-4166, "Search window is restricted to recent 90 days only.");
    }
    return new Span(
        start.orElse(0),
        end.orElse(start.isPresent() ? start.getAsLong() + WEEK_MILLIS : Long.MAX_VALUE),
        Math.min(params.count("limit").orElse(usual), 1_000),
        byId || start.isPresent());
  }

  private void trades(Call call, Json out) {
    Params params = call.params();
    Contract contract = venue.contract(params.mandatory("symbol"));
    OptionalLong from = params.number("fromId");
    OptionalLong order = params.number("orderId");
    if (from.isPresent() && (params.has("startTime") || params.has("endTime"))) {
      throw ApiError.of(-1128, "Combination of optional parameters invalid.");
    }
    Span span = span(params, from.isPresent(), 500);
    List<Fill> found =
        venue.exchange().orders().fills(call.account()).stream()
            .filter(f -> f.symbol().equals(contract.symbol()) && span.holds(f.timeMicros()))
            .filter(f -> f.tradeId() >= from.orElse(0))
            .filter(f -> order.isEmpty() || f.orderId() == order.getAsLong())
            .toList();
    out.openArray();
    span.cut(found).forEach(f -> FuturesJson.trade(out, contract, f));
    out.closeArray();
  }

  private void orders(Call call, Json out) {
    Params params = call.params();
    Contract contract = venue.contract(params.mandatory("symbol"));
    OptionalLong from = params.number("orderId");
    Span span = span(params, from.isPresent(), 500);
    List<Order> found =
        venue.exchange().orders().from(call.account(), from.orElse(0)).stream()
            .filter(o -> o.symbol().equals(contract.symbol()) && Algos.isPlain(o))
            .filter(o -> span.holds(o.createdMicros()))
            .toList();
    out.openArray();
    span.cut(found).forEach(o -> FuturesJson.order(out, contract, o, false));
    out.closeArray();
  }

  private void income(Call call, Json out) {
    Params params = call.params();
    String symbol = params.optional("symbol");
    String type = params.optional("incomeType");
    Span span = span(params, false, 100);
    List<FuturesReports.Income> found =
        venue.reports().incomes().stream()
            .filter(i -> i.account().equals(call.account()) && span.holds(i.timeMicros()))
            .filter(i -> symbol == null || i.symbol().equals(symbol))
            .filter(i -> type == null || i.type().equals(type))
            .toList();
    out.openArray();
    for (FuturesReports.Income income : span.cut(found)) {
      out.open()
          .put("symbol", income.symbol())
          .put("incomeType", income.type())
          .putDecimal("income", income.amount())
          .put("asset", venue.exchange().margins().collateral())
          .put("info", income.type())
          .putTime("time", income.timeMicros())
          .put("tranId", venue.reports().incomes().indexOf(income) + 1)
          .put("tradeId", income.tradeId() == 0 ? "" : Long.toString(income.tradeId()))
          .close();
    }
    out.closeArray();
  }
}

package trader.simulator.binancefutures;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import trader.simulator.binance.ApiError;
import trader.simulator.binance.Call;
import trader.simulator.binance.Operation;
import trader.simulator.binance.Params;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.net.Json;

/** Conditional orders, in their list of their own until they are triggered. */
final class AlgoOrderCalls {
  private final FuturesVenue venue;

  AlgoOrderCalls(FuturesVenue venue) {
    this.venue = venue;
  }

  List<Operation> operations() {
    return List.of(
        Operation.signed("POST /fapi/v1/algoOrder", "algoOrder.place", 0, this::place)
            .taking(FuturesRequests.ALGO)
            .counting(1),
        Operation.signed("GET /fapi/v1/algoOrder", "", 1, this::query, "algoId", "clientAlgoId"),
        Operation.signed(
            "DELETE /fapi/v1/algoOrder",
            "algoOrder.cancel",
            1,
            this::cancel,
            "algoId",
            "clientAlgoId"),
        Operation.signed(
                "GET /fapi/v1/openAlgoOrders", "", 1, this::open, "symbol", "algoType", "algoId")
            .weighing(p -> p.has("symbol") ? 1 : 40),
        Operation.signed("DELETE /fapi/v1/algoOpenOrders", "", 1, this::cancelAll, "symbol"),
        Operation.signed(
            "GET /fapi/v1/allAlgoOrders",
            "",
            5,
            this::all,
            "symbol",
            "algoId",
            "startTime",
            "endTime",
            "page",
            "limit"));
  }

  private void place(Call call, Json out) {
    Params params = call.params();
    Contract contract = venue.contract(params.mandatory("symbol"));
    NewOrder request = FuturesRequests.algo(params, call.account(), venue.newId());
    FuturesFilters.check(contract, request, venue.exchange().orders().open(call.account()));
    Order order = PlainOrderCalls.place(venue, contract, request);
    FuturesJson.algo(out, contract, order);
  }

  private Optional<Order> find(Call call) {
    Params params = call.params();
    OptionalLong id = params.number("algoId");
    String clientId = FuturesRequests.clientId(params, "clientAlgoId");
    if (id.isEmpty() && clientId == null) {
      throw ApiError.eitherMandatory("clientAlgoId", "algoId");
    }
    Optional<Order> found =
        id.isPresent()
            ? venue.exchange().orders().byId(call.account(), Algos.orderId(id.getAsLong()))
            : venue.exchange().orders().byClientId(call.account(), String.valueOf(clientId));
    return found.filter(Algos::isAlgo);
  }

  private void query(Call call, Json out) {
    Order order = find(call).orElseThrow(() -> ApiError.of(-2013, "Order does not exist."));
    FuturesJson.algo(out, venue.contract(order.symbol()), order);
  }

  private void cancel(Call call, Json out) {
    Order order =
        find(call)
            .filter(o -> Algos.isWaiting(o) && o.status().isOpen())
            .orElseThrow(() -> ApiError.of(-2011, "Unknown order sent."));
    venue.exchange().cancel(order, venue.newId(), venue.clock().transactionMicros());
    out.open()
        .put("algoId", Algos.id(order))
        .put("clientAlgoId", order.clientOrderId())
        .put("code", "200")
        .put("msg", "success")
        .close();
  }

  private List<Order> openOrders(String account, String symbol) {
    return venue.exchange().orders().open(account).stream()
        .filter(o -> Algos.isWaiting(o) && (symbol.isEmpty() || o.symbol().equals(symbol)))
        .toList();
  }

  private void open(Call call, Json out) {
    String symbol = call.params().optional("symbol");
    if (symbol != null) {
      venue.contract(symbol);
    }
    out.openArray();
    for (Order order : openOrders(call.account(), symbol == null ? "" : symbol)) {
      FuturesJson.algo(out, venue.contract(order.symbol()), order);
    }
    out.closeArray();
  }

  private void cancelAll(Call call, Json out) {
    Contract contract = venue.contract(call.params().mandatory("symbol"));
    for (Order order : openOrders(call.account(), contract.symbol())) {
      venue.exchange().cancel(order, venue.newId(), venue.clock().transactionMicros());
    }
    out.open()
        .put("code", 200)
        .put("msg", "The operation of cancel all open order is done.")
        .close();
  }

  private void all(Call call, Json out) {
    Contract contract = venue.contract(call.params().mandatory("symbol"));
    out.openArray();
    venue.exchange().orders().from(call.account(), 0).stream()
        .filter(o -> Algos.isAlgo(o) && o.symbol().equals(contract.symbol()))
        .forEach(o -> FuturesJson.algo(out, contract, o));
    out.closeArray();
  }
}

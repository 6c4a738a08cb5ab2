package trader.simulator.binancefutures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.simulator.binance.ApiError;
import trader.simulator.binance.Call;
import trader.simulator.binance.KnownErrors;
import trader.simulator.binance.Operation;
import trader.simulator.binance.Params;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.RejectedException;
import trader.simulator.net.Json;

/** Plain orders: placed, amended, cancelled and asked for. */
final class PlainOrderCalls {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int MOST_IN_BATCH = 5;
  private static final String[] ONE = {"symbol", "orderId", "origClientOrderId"};

  private final FuturesVenue venue;

  PlainOrderCalls(FuturesVenue venue) {
    this.venue = venue;
  }

  List<Operation> operations() {
    return List.of(
        Operation.signed("POST /fapi/v1/order", "order.place", 0, this::place)
            .taking(FuturesRequests.PLAIN)
            .counting(1),
        Operation.signed(
                "PUT /fapi/v1/order",
                "order.modify",
                1,
                this::amend,
                "symbol",
                "orderId",
                "origClientOrderId",
                "side",
                "quantity",
                "price")
            .counting(1),
        Operation.signed("DELETE /fapi/v1/order", "order.cancel", 1, this::cancel, ONE),
        Operation.signed("GET /fapi/v1/order", "order.status", 1, this::query, ONE),
        Operation.signed("GET /fapi/v1/openOrders", "", 1, this::open, "symbol")
            .weighing(p -> p.has("symbol") ? 1 : 40),
        Operation.signed("DELETE /fapi/v1/allOpenOrders", "", 1, this::cancelAll, "symbol"),
        Operation.signed("POST /fapi/v1/batchOrders", "", 5, this::batch, "batchOrders")
            .counting(MOST_IN_BATCH));
  }

  private void place(Call call, Json out) {
    place(call.params(), call.account(), out);
  }

  private void place(Params params, String account, Json out) {
    Contract contract = venue.contract(params.mandatory("symbol"));
    NewOrder request = FuturesRequests.plain(params, account, venue.newId());
    boolean result =
        switch (params.optional("newOrderRespType")) {
          case null -> false;
          case "ACK" -> false;
          case "RESULT" -> true;
          default -> throw ApiError.invalid("newOrderRespType");
        };
    FuturesFilters.check(contract, request, venue.exchange().orders().open(account));
    Order order = place(venue, contract, request);
    FuturesJson.order(out, contract, order, !result);
  }

  static Order place(FuturesVenue venue, Contract contract, NewOrder request) {
    if (venue.modes().isHedged(request.account())) {
      throw KnownErrors.of(-4061);
    }
    if (!contract.market().isOpen()) {
      throw ApiError.of(-4108, "Symbol is on delivering or delivered or settling or closed.");
    }
    try {
      Order order = venue.exchange().place(request, venue.clock().transactionMicros());
      contract.feed().onBookChange();
      return order;
    } catch (RejectedException e) {
      throw refusal(e);
    }
  }

  static ApiError refusal(RejectedException e) {
    return switch (e.rejection()) {
      case INSUFFICIENT_BALANCE -> ApiError.of(-2019, "Margin is insufficient.");
      case DUPLICATE_CLIENT_ORDER_ID -> ApiError.of(-4116, "ClientOrderId is duplicated.");
      case MARKET_CLOSED ->
          ApiError.of(-4108, "Symbol is on delivering or delivered or settling or closed.");
      case WOULD_MATCH_IMMEDIATELY ->
          ApiError.of(
              -5022,
              "Due to the order could not be executed as maker, the Post Only order will be"
                  + " rejected. The order will not be recorded in the order history");
      case WOULD_TRIGGER_IMMEDIATELY -> ApiError.of(-2021, "Order would immediately trigger.");
      case WOULD_NOT_REDUCE_POSITION -> ApiError.of(-2022, "ReduceOnly Order is rejected.");
      case ZERO_NOTIONAL -> ApiError.of(-4003, "Quantity less than or equal to zero.");
      case BAD_LIST_PRICES -> throw new IllegalStateException("futures have no order lists", e);
    };
  }

  /** The account's plain order that a call names. */
  private Order find(Call call) {
    Params params = call.params();
    Contract contract = venue.contract(params.mandatory("symbol"));
    OptionalLong id = params.number("orderId");
    String clientId = FuturesRequests.clientId(params, "origClientOrderId");
    if (id.isEmpty() && clientId == null) {
      throw ApiError.eitherMandatory("origClientOrderId", "orderId");
    }
    List<Order> all = venue.exchange().orders().from(call.account(), id.orElse(0));
    Order found = null;
    for (Order order : all) {
      boolean named =
          id.isPresent()
              ? order.id() == id.getAsLong()
              : Algos.plainClientId(order).equals(clientId);
      if (named && Algos.isPlain(order) && order.symbol().equals(contract.symbol())) {
        found = order;
      }
    }
    if (found == null) {
      throw ApiError.of(-2013, "Order does not exist.");
    }
    return found;
  }

  private Order findOpen(Call call) {
    Order order;
    try {
      order = find(call);
    } catch (ApiError e) {
      throw e.code() == -2013 ? ApiError.of(-2011, "Unknown order sent.") : e;
    }
    if (!order.status().isOpen()) {
      throw ApiError.of(-2011, "Unknown order sent.");
    }
    return order;
  }

  private void query(Call call, Json out) {
    Order order = find(call);
    FuturesJson.order(out, venue.contract(order.symbol()), order, false);
  }

  private void cancel(Call call, Json out) {
    Order order = findOpen(call);
    Contract contract = venue.contract(order.symbol());
    venue.exchange().cancel(order, venue.newId(), venue.clock().transactionMicros());
    contract.feed().onBookChange();
    FuturesJson.order(out, contract, order, false);
  }

  private void amend(Call call, Json out) {
    Params params = call.params();
    Order order = findOpen(call);
    Contract contract = venue.contract(order.symbol());
    long quantity = params.mandatoryDecimal("quantity");
    long price = params.mandatoryDecimal("price");
    if (FuturesRequests.side(params.mandatory("side")) != order.side()) {
      throw ApiError.invalid("side");
    }
    if (order.type() != OrderType.LIMIT && order.type() != OrderType.LIMIT_MAKER) {
      throw ApiError.of(-4120, "Only limit order is supported.");
    }
    if (quantity == order.quantity() && price == order.price()) {
      throw KnownErrors.of(-5027);
    }
    FuturesFilters.check(contract, order.request().amended(quantity, price, 0), List.of());
    long now = venue.clock().transactionMicros();
    if (quantity <= order.executed()) {
      venue.exchange().cancel(order, venue.newId(), now);
    } else {
      try {
        venue.exchange().amend(order, quantity, price, 0, now);
      } catch (RejectedException e) {
        throw refusal(e);
      }
    }
    contract.feed().onBookChange();
    FuturesJson.order(out, contract, order, false);
  }

  private List<Order> openOrders(String account, String symbol) {
    return venue.exchange().orders().open(account).stream()
        .filter(o -> Algos.isPlain(o) && (symbol.isEmpty() || o.symbol().equals(symbol)))
        .toList();
  }

  private void open(Call call, Json out) {
    String symbol = call.params().optional("symbol");
    if (symbol != null) {
      venue.contract(symbol);
    }
    out.openArray();
    for (Order order : openOrders(call.account(), symbol == null ? "" : symbol)) {
      FuturesJson.order(out, venue.contract(order.symbol()), order, false);
    }
    out.closeArray();
  }

  private void cancelAll(Call call, Json out) {
    Contract contract = venue.contract(call.params().mandatory("symbol"));
    for (Order order : openOrders(call.account(), contract.symbol())) {
      venue.exchange().cancel(order, venue.newId(), venue.clock().transactionMicros());
    }
    contract.feed().onBookChange();
    out.open()
        .put("code", 200)
        .put("msg", "The operation of cancel all open order is done.")
        .close();
  }

  private void batch(Call call, Json out) {
    JsonNode list;
    try {
      list = MAPPER.readTree(call.params().mandatory("batchOrders"));
    } catch (JacksonException e) {
      throw ApiError.invalid("batchOrders");
    }
    if (!list.isArray() || list.isEmpty() || list.size() > MOST_IN_BATCH) {
      throw ApiError.invalid("batchOrders");
    }
    out.openArray();
    for (JsonNode each : list) {
      Map<String, String> values = new LinkedHashMap<>();
      each.properties()
          .forEach(field ->
              values.put(
                  field.getKey(),
                  field.getValue().isString()
                      ? field.getValue().asString()
                      : field.getValue().toString()));
      Json one = new Json();
      try {
        place(new Params(values), call.account(), one);
      } catch (ApiError e) {
        e.write(one.reset());
      }
      out.raw(one.text());
    }
    out.closeArray();
  }
}

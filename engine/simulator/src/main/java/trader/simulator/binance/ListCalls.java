package trader.simulator.binance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.OrderList;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.RejectedException;
import trader.simulator.matching.Side;
import trader.simulator.net.Json;

/** Order lists of the kind one-cancels-the-other: placing and asking. */
final class ListCalls {
  private static final Map<String, String> LEG_FIELDS =
      Map.of(
          "Type", "type",
          "ClientOrderId", "newClientOrderId",
          "IcebergQty", "icebergQty",
          "Price", "price",
          "StopPrice", "stopPrice",
          "TrailingDelta", "trailingDelta",
          "TimeInForce", "timeInForce",
          "StrategyId", "strategyId",
          "StrategyType", "strategyType");

  private final Venue venue;
  private final OrderCalls orders;

  ListCalls(Venue venue, OrderCalls orders) {
    this.venue = venue;
    this.orders = orders;
  }

  List<Operation> operations() {
    Set<String> legs = new java.util.HashSet<>();
    for (String field : LEG_FIELDS.keySet()) {
      legs.add("above" + field);
      legs.add("below" + field);
    }
    return List.of(
        Operation.signed(
                "POST /api/v3/orderList/oco",
                "orderList.place.oco",
                1,
                this::place,
                "symbol",
                "listClientOrderId",
                "side",
                "quantity",
                "newOrderRespType",
                "selfTradePreventionMode")
            .taking(legs)
            .counting(2),
        Operation.signed(
            "GET /api/v3/orderList",
            "orderList.status",
            4,
            this::one,
            "orderListId",
            "origClientOrderId"),
        Operation.signed(
            "GET /api/v3/openOrderList", "openOrderLists.status", 6, (c, o) -> all(c, o, true)),
        Operation.signed(
            "GET /api/v3/allOrderList", "allOrderLists", 20, (c, o) -> all(c, o, false), "limit"));
  }

  private void place(Call call, Json out) {
    Params params = call.params();
    Listing listing = venue.listing(params.mandatory("symbol"));
    Side side = OrderRequests.side(params.mandatory("side"));
    checkTypes(
        side,
        OrderRequests.type(params.mandatory("aboveType")),
        OrderRequests.type(params.mandatory("belowType")));
    NewOrder above = leg(call, "above");
    NewOrder below = leg(call, "below");
    orders.check(listing, above);
    orders.check(listing, below);
    String sent = params.clientId("listClientOrderId");
    OrderCalls.detail(params);
    try {
      OrderList list =
          venue
              .exchange()
              .placeOneCancelsOther(
                  sent == null ? venue.newId() : sent,
                  above,
                  below,
                  venue.clock().transactionMicros());
      listing.feed().onBookChange();
      OrderJson.listWithReports(out, list, list.createdMicros(), null);
    } catch (RejectedException e) {
      throw Rejections.of(e.rejection());
    }
  }

  private NewOrder leg(Call call, String prefix) {
    Map<String, String> leg = new LinkedHashMap<>();
    for (String common : List.of("symbol", "side", "quantity", "selfTradePreventionMode")) {
      String value = call.params().get(common);
      if (value != null) {
        leg.put(common, value);
      }
    }
    LEG_FIELDS.forEach((suffix, name) -> {
      String value = call.params().get(prefix + suffix);
      if (value != null) {
        leg.put(name, value);
      }
    });
    return OrderRequests.read(new Params(leg), call.account(), venue.newId());
  }

  private static void checkTypes(Side side, OrderType above, OrderType below) {
    for (OrderType type : List.of(above, below)) {
      if (type == OrderType.LIMIT || type == OrderType.MARKET) {
        throw ApiError.of(-1158, "Order type not supported in OCO.");
      }
    }
    if (above == OrderType.LIMIT_MAKER && below == OrderType.LIMIT_MAKER) {
      throw ApiError.of(-1168, "At least one OCO order must be contingent.");
    }
    boolean buy = side == Side.BUY;
    if (buy && above == OrderType.LIMIT_MAKER) {
      throw ApiError.of(-1165, "A limit order in a buy OCO must be below.");
    }
    if (!buy && below == OrderType.LIMIT_MAKER) {
      throw ApiError.of(-1166, "A limit order in a sell OCO must be above.");
    }
    if (buy && below.isStopLoss()) {
      throw ApiError.of(-1196, "A stop loss order in a buy OCO must be above.");
    }
    if (!buy && above.isStopLoss()) {
      throw ApiError.of(-1197, "A stop loss order in a sell OCO must be below.");
    }
    if (buy && !above.isStopLoss()) {
      throw ApiError.of(-1198, "A take profit order in a buy OCO must be below.");
    }
    if (!buy && !below.isStopLoss()) {
      throw ApiError.of(-1199, "A take profit order in a sell OCO must be above.");
    }
  }

  private void one(Call call, Json out) {
    OptionalLong id = call.params().number("orderListId");
    String clientId = call.params().clientId("origClientOrderId");
    if (id.isEmpty() && clientId == null) {
      throw ApiError.eitherMandatory("orderListId", "origClientOrderId");
    }
    OrderList list =
        (id.isPresent()
                ? venue.exchange().orders().list(call.account(), id.getAsLong())
                : Orders.list(venue.exchange(), call.account(), clientId))
            .orElseThrow(() -> ApiError.of(-2018, "Order list does not exist."));
    write(out, list);
  }

  private void all(Call call, Json out, boolean openOnly) {
    int limit = Math.min(1_000, call.params().count("limit").orElse(500));
    List<OrderList> lists =
        venue.exchange().orders().lists(call.account()).stream()
            .filter(l -> !openOnly || !l.isDone())
            .toList();
    out.openArray();
    lists.stream().skip(Math.max(0, lists.size() - limit)).forEach(l -> write(out, l));
    out.closeArray();
  }

  private static void write(Json out, OrderList list) {
    out.open();
    OrderJson.list(out, list, list.createdMicros());
    out.close();
  }
}

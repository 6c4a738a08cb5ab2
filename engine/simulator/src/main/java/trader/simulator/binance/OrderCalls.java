package trader.simulator.binance;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.RejectedException;
import trader.simulator.net.Json;

/** New orders, their test, and cancel-replace. */
final class OrderCalls {
  private static final Set<String> CANCEL_REPLACE =
      Set.of(
          "cancelReplaceMode",
          "cancelNewClientOrderId",
          "cancelOrigClientOrderId",
          "cancelOrderId",
          "cancelRestrictions",
          "orderRateLimitExceededMode");

  private static final int AMEND_REJECTED = -2038;

  private final Venue venue;
  private final CancelCalls cancels;

  OrderCalls(Venue venue, CancelCalls cancels) {
    this.venue = venue;
    this.cancels = cancels;
  }

  List<Operation> operations() {
    Set<String> replace = new HashSet<>(CANCEL_REPLACE);
    replace.addAll(OrderRequests.PARAMETERS);
    return List.of(
        Operation.signed("POST /api/v3/order", "order.place", 1, this::place)
            .taking(OrderRequests.PARAMETERS)
            .counting(1),
        Operation.signed("POST /api/v3/order/test", "order.test", 1, this::test)
            .taking(OrderRequests.PARAMETERS),
        Operation.signed(
                "POST /api/v3/order/cancelReplace", "order.cancelReplace", 1, this::replace)
            .taking(replace)
            .counting(1),
        Operation.signed(
            "PUT /api/v3/order/amend/keepPriority",
            "order.amend.keepPriority",
            4,
            this::shrink,
            "symbol",
            "orderId",
            "origClientOrderId",
            "newClientOrderId",
            "newQty"));
  }

  /** Makes an order smaller where it stands; it keeps its id only where it is named again. */
  private void shrink(Call call, Json out) {
    Params params = call.params();
    Listing listing = venue.listing(params.mandatory("symbol"));
    long quantity = params.mandatoryDecimal("newQty");
    OptionalLong id = params.number("orderId");
    String clientId = params.clientId("origClientOrderId");
    if (id.isEmpty() && clientId == null) {
      throw ApiError.eitherMandatory("origClientOrderId", "orderId");
    }
    Order order =
        Orders.find(venue.exchange(), call.account(), listing, id, clientId)
            .filter(o -> o.status().isOpen())
            .orElseThrow(() -> ApiError.of(AMEND_REJECTED, "Unknown order sent."));
    if (!order.clientOrderId().equals(params.clientId("newClientOrderId"))) {
      throw ApiError.of(-1020, "This simulator lets an order keep its id only: name it again.");
    }
    if (quantity >= order.quantity()) {
      throw ApiError.of(-1013, "Order amend (quantity increase) is not supported.");
    }
    if (quantity <= order.executed() || order.list() != null) {
      throw ApiError.of(AMEND_REJECTED, "The order cannot be amended to that quantity.");
    }
    NewOrder request = order.request();
    NewOrder amended = request.amended(quantity, request.price(), request.stopPrice());
    Filters.check(listing, amended, List.of(), venue.clock().millis());
    long now = venue.clock().transactionMicros();
    try {
      venue.exchange().amend(order, quantity, request.price(), request.stopPrice(), now);
    } catch (RejectedException e) {
      throw Rejections.of(e.rejection());
    }
    listing.feed().onBookChange();
    out.open().putTime("transactTime", now).put("executionId", venue.reports().lastExecutionId());
    out.name("amendedOrder");
    OrderJson.amended(out, order);
    out.close();
  }

  private void place(Call call, Json out) {
    OrderJson.Detail wanted = detail(call.params());
    Order order = place(call.params(), call.account());
    OrderJson.placed(out, order, wanted == null ? usual(order.type()) : wanted);
  }

  private Order place(Params params, String account) {
    Listing listing = venue.listing(params.mandatory("symbol"));
    NewOrder request = OrderRequests.read(params, account, venue.newId());
    check(listing, request);
    try {
      Order order = venue.exchange().place(request, venue.clock().transactionMicros());
      listing.feed().onBookChange();
      return order;
    } catch (RejectedException e) {
      throw Rejections.of(e.rejection());
    }
  }

  void check(Listing listing, NewOrder request) {
    if (!listing.market().isOpen()) {
      throw ApiError.rejected("Market is closed.");
    }
    Filters.check(
        listing,
        request,
        venue.exchange().orders().open(request.account()),
        venue.clock().millis());
  }

  private void test(Call call, Json out) {
    Listing listing = venue.listing(call.params().mandatory("symbol"));
    detail(call.params());
    NewOrder request = OrderRequests.read(call.params(), call.account(), venue.newId());
    check(listing, request);
    try {
      venue.exchange().check(request);
    } catch (RejectedException e) {
      throw Rejections.of(e.rejection());
    }
    out.open().close();
  }

  static OrderJson.@Nullable Detail detail(Params params) {
    String text = params.optional("newOrderRespType");
    return switch (text) {
      case null -> null;
      case "ACK" -> OrderJson.Detail.ACK;
      case "RESULT" -> OrderJson.Detail.RESULT;
      case "FULL" -> OrderJson.Detail.FULL;
      default -> throw ApiError.invalid("newOrderRespType");
    };
  }

  static OrderJson.Detail usual(OrderType type) {
    return type == OrderType.LIMIT || type == OrderType.MARKET
        ? OrderJson.Detail.FULL
        : OrderJson.Detail.ACK;
  }

  private void replace(Call call, Json out) {
    Params params = call.params();
    boolean stops =
        switch (params.mandatory("cancelReplaceMode")) {
          case "STOP_ON_FAILURE" -> true;
          case "ALLOW_FAILURE" -> false;
          default -> throw ApiError.invalid("cancelReplaceMode");
        };
    if (!params.has("cancelOrderId") && !params.has("cancelOrigClientOrderId")) {
      throw ApiError.eitherMandatory("cancelOrigClientOrderId", "cancelOrderId");
    }
    Listing listing = venue.listing(params.mandatory("symbol"));
    NewOrder request = OrderRequests.read(params, call.account(), venue.newId());
    Filters.check(listing, request, List.of(), venue.clock().millis());
    Json canceled = new Json();
    boolean cancelDone = attempt(canceled, () -> cancels.cancelForReplace(call, canceled));
    Json placed = new Json();
    boolean placeDone = false;
    boolean tried = cancelDone || !stops;
    if (tried) {
      placeDone = attempt(placed, () -> place(call, placed));
    } else {
      placed.raw("null");
    }
    Json body =
        new Json()
            .open()
            .put("cancelResult", cancelDone ? "SUCCESS" : "FAILURE")
            .put("newOrderResult", placeDone ? "SUCCESS" : tried ? "FAILURE" : "NOT_ATTEMPTED")
            .name("cancelResponse")
            .raw(canceled.text())
            .name("newOrderResponse")
            .raw(placed.text())
            .close();
    if (cancelDone && placeDone) {
      out.raw(body.text());
    } else if (cancelDone || placeDone) {
      throw new ApiError(409, -2021, "Order cancel-replace partially failed.", -1, body.toString());
    } else {
      throw new ApiError(400, -2022, "Order cancel-replace failed.", -1, body.toString());
    }
  }

  private static boolean attempt(Json out, Runnable action) {
    try {
      action.run();
      return true;
    } catch (ApiError e) {
      e.write(out.reset());
      return false;
    }
  }
}

package trader.simulator.binance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderList;
import trader.simulator.matching.OrderStatus;
import trader.simulator.net.Json;

/** Cancels of one order, of a symbol's, and of a list. */
final class CancelCalls {
  private static final String UNKNOWN = "Unknown order sent.";

  private final Venue venue;

  CancelCalls(Venue venue) {
    this.venue = venue;
  }

  List<Operation> operations() {
    return List.of(
        Operation.signed(
            "DELETE /api/v3/order",
            "order.cancel",
            1,
            this::cancel,
            "symbol",
            "orderId",
            "origClientOrderId",
            "newClientOrderId",
            "cancelRestrictions"),
        Operation.signed(
            "DELETE /api/v3/openOrders", "openOrders.cancelAll", 1, this::cancelAll, "symbol"),
        Operation.signed(
            "DELETE /api/v3/orderList",
            "orderList.cancel",
            1,
            this::cancelList,
            "symbol",
            "orderListId",
            "listClientOrderId",
            "newClientOrderId"));
  }

  private void cancel(Call call, Json out) {
    Params params = call.params();
    cancel(
        call,
        out,
        params.number("orderId"),
        params.clientId("origClientOrderId"),
        params.clientId("newClientOrderId"));
  }

  void cancelForReplace(Call call, Json out) {
    Params params = call.params();
    cancel(
        call,
        out,
        params.number("cancelOrderId"),
        params.clientId("cancelOrigClientOrderId"),
        params.clientId("cancelNewClientOrderId"));
  }

  private void cancel(
      Call call,
      Json out,
      OptionalLong orderId,
      @Nullable String clientId,
      @Nullable String sentCancelId) {
    Listing listing = venue.listing(call.params().mandatory("symbol"));
    if (orderId.isEmpty() && clientId == null) {
      throw ApiError.eitherMandatory("origClientOrderId", "orderId");
    }
    String restriction = call.params().optional("cancelRestrictions");
    Order order =
        Orders.find(venue.exchange(), call.account(), listing, orderId, clientId)
            .filter(o -> o.status().isOpen())
            .orElseThrow(() -> ApiError.cancelRejected(UNKNOWN));
    checkRestriction(order, restriction);
    String cancelId = sentCancelId == null ? venue.newId() : sentCancelId;
    venue.exchange().cancel(order, cancelId, venue.clock().transactionMicros());
    listing.feed().onBookChange();
    OrderList list = order.list();
    if (list == null) {
      OrderJson.canceled(out, order, cancelId);
    } else {
      OrderJson.listWithReports(out, list, order.updatedMicros(), cancelId);
    }
  }

  private static void checkRestriction(Order order, @Nullable String restriction) {
    OrderStatus required =
        switch (restriction) {
          case null -> order.status();
          case "ONLY_NEW" -> OrderStatus.NEW;
          case "ONLY_PARTIALLY_FILLED" -> OrderStatus.PARTIALLY_FILLED;
          default ->
              throw ApiError.of(
                  -1145, "cancelRestrictions has to be either ONLY_NEW or ONLY_PARTIALLY_FILLED.");
        };
    if (order.status() != required) {
      throw ApiError.cancelRejected("Order was not canceled due to cancel restrictions.");
    }
  }

  private void cancelAll(Call call, Json out) {
    Listing listing = venue.listing(call.params().mandatory("symbol"));
    String symbol = listing.instrument().symbol();
    List<Order> open =
        venue.exchange().orders().open(call.account()).stream()
            .filter(o -> o.symbol().equals(symbol))
            .toList();
    if (open.isEmpty()) {
      throw ApiError.cancelRejected(UNKNOWN);
    }
    long now = venue.clock().transactionMicros();
    Set<Long> toldLists = new HashSet<>();
    List<Runnable> reports = new ArrayList<>();
    out.openArray();
    for (Order order : open) {
      OrderList list = order.list();
      if (list != null && !toldLists.add(list.id())) {
        continue;
      }
      String cancelId = venue.newId();
      venue.exchange().cancel(order, cancelId, now);
      reports.add(() -> {
        if (list == null) {
          OrderJson.canceled(out, order, cancelId);
        } else {
          OrderJson.listWithReports(out, list, now, cancelId);
        }
      });
    }
    listing.feed().onBookChange();
    reports.forEach(Runnable::run);
    out.closeArray();
  }

  private void cancelList(Call call, Json out) {
    Params params = call.params();
    Listing listing = venue.listing(params.mandatory("symbol"));
    OptionalLong id = params.number("orderListId");
    String clientId = params.clientId("listClientOrderId");
    if (id.isEmpty() && clientId == null) {
      throw ApiError.eitherMandatory("orderListId", "listClientOrderId");
    }
    Optional<OrderList> found =
        id.isPresent()
            ? venue.exchange().orders().list(call.account(), id.getAsLong())
            : Orders.list(venue.exchange(), call.account(), clientId);
    OrderList list =
        found
            .filter(l -> !l.isDone() && l.symbol().equals(listing.instrument().symbol()))
            .orElseThrow(() -> ApiError.cancelRejected(UNKNOWN));
    String sent = params.clientId("newClientOrderId");
    String cancelId = sent == null ? venue.newId() : sent;
    long now = venue.clock().transactionMicros();
    venue.exchange().cancel(list.orders().getFirst(), cancelId, now);
    listing.feed().onBookChange();
    OrderJson.listWithReports(out, list, now, cancelId);
  }
}

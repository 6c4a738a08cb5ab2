package trader.simulator.krakenfutures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderStatus;
import trader.simulator.matching.RejectedException;
import trader.simulator.net.Json;

/** The calls that place, change and cancel orders. */
final class OrderCalls {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String BASE = "/derivatives/api/v3/";
  private static final long LONGEST_TIMEOUT = 86_400;

  private final Venue venue;
  private final SendOrders sends;

  OrderCalls(Venue venue) {
    this.venue = venue;
    this.sends = new SendOrders(venue);
  }

  List<Operation> operations() {
    return List.of(
        Operation.signed("POST " + BASE + "sendorder", 10, this::send).asOrder(),
        Operation.signed("POST " + BASE + "editorder", 10, this::edit),
        Operation.signed("POST " + BASE + "cancelorder", 10, this::cancel),
        Operation.signed("POST " + BASE + "cancelallorders", 25, this::cancelAll),
        Operation.signed("POST " + BASE + "cancelallordersafter", 25, this::cancelAllAfter),
        Operation.signed("POST " + BASE + "batchorder", p -> 9 + batch(p).size(), this::batch));
  }

  private void send(Operation.Call call, Json out) {
    SendOrders.Result result = sends.send(call.params(), call.account());
    out.name("sendStatus").open();
    result.write(out);
    out.close();
  }

  /** An account's order by the venue's id or the client's. */
  private Optional<Order> find(Params params, String account, String idName) {
    String id = params.get(idName);
    if (id != null) {
      return venue.tickets().order(id).flatMap(o -> venue.exchange().orders().byId(account, o));
    }
    return venue.exchange().orders().byClientId(account, params.mandatory("cliOrdId"));
  }

  private void cancel(Operation.Call call, Json out) {
    out.name("cancelStatus").open();
    cancelOne(call.params(), call.account(), out);
    out.close();
  }

  private void cancelOne(Params params, String account, Json out) {
    Optional<Order> found = find(params, account, "order_id");
    long now = venue.clock().transactionMicros();
    if (found.isEmpty()) {
      out.put("status", "notFound").put("receivedTime", Times.iso(now));
      return;
    }
    Order order = found.get();
    Ticket ticket = venue.tickets().of(order);
    if (order.status() == OrderStatus.FILLED) {
      out.put("status", "filled");
    } else if (!order.status().isOpen()) {
      out.put("status", "notFound").put("receivedTime", Times.iso(now));
      return;
    } else {
      venue.exchange().cancel(order, "", now);
      out.put("status", "cancelled");
    }
    ids(out, ticket);
    out.put("receivedTime", Times.iso(now));
    events(out);
  }

  private static void ids(Json out, Ticket ticket) {
    out.put("order_id", ticket.id());
    if (ticket.clientId() != null) {
      out.put("cliOrdId", ticket.clientId());
    }
  }

  private void events(Json out) {
    out.name("orderEvents").openArray();
    venue.reports().drain().forEach(out::raw);
    out.closeArray();
  }

  private void cancelAll(Operation.Call call, Json out) {
    String symbol = call.params().get("symbol");
    String only = symbol == null ? "" : venue.contract(symbol).symbol();
    List<Order> open =
        venue.exchange().orders().open(call.account()).stream()
            .filter(o -> only.isEmpty() || o.symbol().equals(only))
            .toList();
    long now = venue.clock().transactionMicros();
    open.forEach(o -> venue.exchange().cancel(o, "", now));
    out.name("cancelStatus")
        .open()
        .put("status", open.isEmpty() ? "noOrdersToCancel" : "cancelled")
        .put("receivedTime", Times.iso(now))
        .put("cancelOnly", only.isEmpty() ? "all" : only)
        .name("cancelledOrders")
        .openArray();
    for (Order order : open) {
      out.open();
      ids(out, venue.tickets().of(order));
      out.close();
    }
    out.closeArray();
    events(out);
    out.close();
  }

  private void cancelAllAfter(Operation.Call call, Json out) {
    call.params().mandatory("timeout");
    long seconds = call.params().number("timeout", 0);
    if (seconds < 0 || seconds > LONGEST_TIMEOUT) {
      throw ApiError.argument("timeout");
    }
    long now = venue.clock().micros();
    out.name("status").open().put("currentTime", Times.iso(now));
    if (seconds == 0) {
      venue.deadMan().stop(call.account());
      out.put("triggerTime", "0");
    } else {
      venue.deadMan().set(call.account(), now + seconds * 1_000_000);
      out.put("triggerTime", Times.iso(now + seconds * 1_000_000));
    }
    out.close();
  }

  private void edit(Operation.Call call, Json out) {
    out.name("editStatus").open();
    editOne(call.params(), call.account(), out);
    out.close();
  }

  private void editOne(Params params, String account, Json out) {
    Optional<Order> found =
        find(params, account, params.has("order_id") ? "order_id" : "orderId")
            .filter(o -> o.status().isOpen());
    long now = venue.clock().transactionMicros();
    if (found.isEmpty()) {
      out.put("status", "orderForEditNotFound").put("receivedTime", Times.iso(now));
      return;
    }
    Order order = found.get();
    Ticket ticket = venue.tickets().of(order);
    String status = status(params, order, ticket);
    long size = params.has("size") ? params.decimal("size") : order.quantity();
    long limit = params.has("limitPrice") ? params.decimal("limitPrice") : order.price();
    long stop = params.has("stopPrice") ? params.decimal("stopPrice") : order.request().stopPrice();
    CharSequence before = snapshot(order, ticket);
    if (status.equals("edited")) {
      try {
        venue.exchange().amend(order, size, limit, stop, now);
      } catch (RejectedException e) {
        status =
            switch (e.rejection()) {
              case WOULD_MATCH_IMMEDIATELY -> "postWouldExecute";
              case INSUFFICIENT_BALANCE -> "insufficientAvailableFunds";
              case WOULD_NOT_REDUCE_POSITION -> "wouldNotReducePosition";
              default -> "marketSuspended";
            };
      }
    }
    out.put("status", status).put("orderId", ticket.id());
    if (ticket.clientId() != null) {
      out.put("cliOrdId", ticket.clientId());
    }
    out.put("receivedTime", Times.iso(now)).name("orderEvents").openArray();
    if (status.equals("edited")) {
      out.open().put("type", "EDIT").name("old").raw(before).name("new");
      out.raw(snapshot(order, ticket)).putNull("reducedQuantity").close();
    }
    venue.reports().drain().forEach(out::raw);
    out.closeArray();
  }

  private static CharSequence snapshot(Order order, Ticket ticket) {
    Json out = new Json();
    OrderJson.command(out, order, ticket);
    return out.toString();
  }

  private String status(Params params, Order order, Ticket ticket) {
    Contract contract = venue.contract(order.symbol());
    boolean waits = ticket.isTrigger() && !order.isWorking();
    if (params.has("stopPrice") && !waits) {
      return "orderForEditNotAStop";
    }
    if (params.has("size")) {
      long size = params.decimal("size");
      if (size <= order.executed() || size % contract.instrument().step() != 0) {
        return "invalidSize";
      }
    }
    long tick = contract.instrument().tick();
    for (String name : List.of("limitPrice", "stopPrice")) {
      if (params.has(name) && (params.decimal(name) <= 0 || params.decimal(name) % tick != 0)) {
        return "invalidPrice";
      }
    }
    return "edited";
  }

  private static List<JsonNode> batch(Params params) {
    try {
      JsonNode orders = MAPPER.readTree(params.mandatory("json")).get("batchOrder");
      if (orders == null || !orders.isArray()) {
        throw ApiError.missing("batchOrder");
      }
      return orders.valueStream().toList();
    } catch (JacksonException e) {
      throw ApiError.of("Json Parse Error");
    }
  }

  private void batch(Operation.Call call, Json out) {
    out.name("batchStatus").openArray();
    for (JsonNode order : batch(call.params())) {
      Map<String, List<String>> members = new LinkedHashMap<>();
      order.properties().forEach(e -> members.put(e.getKey(), List.of(e.getValue().asString())));
      Params params = new Params(members);
      out.open();
      if (params.get("order_tag") != null) {
        out.put("order_tag", params.mandatory("order_tag"));
      }
      one(params.mandatory("order"), params, call.account(), out);
      out.close();
    }
    out.closeArray();
  }

  private void one(String what, Params params, String account, Json out) {
    try {
      switch (what) {
        case "send" -> sends.send(params, account).write(out);
        case "cancel" -> cancelOne(params, account, out);
        case "edit" -> editOne(params, account, out);
        default -> throw ApiError.argument("order");
      }
    } catch (ApiError e) {
      out.put("status", e.text());
    }
  }
}

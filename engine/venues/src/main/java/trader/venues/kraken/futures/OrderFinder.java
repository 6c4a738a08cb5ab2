package trader.venues.kraken.futures;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.control.InstrumentId;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.venues.VenueRuntime;
import trader.venues.net.RestAnswer;

/**
 * Finds one order by our id: among the open ones and those that ended in the last seconds, then in
 * the past.
 */
final class OrderFinder {
  private static final int MOST_PAGES = 5;

  private final FuturesRest rest;
  private final VenueRuntime runtime;

  OrderFinder(FuturesRest rest, VenueRuntime runtime) {
    this.rest = rest;
    this.runtime = runtime;
  }

  void find(ClientOrderId id, Consumer<VenueEvent> done) {
    rest.look(
        "orders/status",
        1,
        new FuturesRest.Form().put("cliOrdIds", id.value()),
        answer -> {
          if (!(answer instanceof RestAnswer.Ok ok)) {
            done.accept(failed(id, "orders/status: " + FuturesErrors.why(answer)));
            return;
          }
          try {
            for (JsonNode found : FuturesReplies.array(ok.body(), "orders")) {
              if (FuturesReplies.clientId(found.path("order")).equals(id.value())) {
                done.accept(new VenueEvent.OrderFound(runtime.now(), current(found, id)));
                return;
              }
            }
          } catch (IllegalArgumentException e) {
            done.accept(failed(id, "the answer is garbled: " + e.getMessage()));
            return;
          }
          new Past(id, done).look("orders", "");
        });
  }

  private VenueEvent failed(ClientOrderId id, String why) {
    return new VenueEvent.QueryFailed(runtime.now(), id, why);
  }

  private static VenueOrder current(JsonNode found, ClientOrderId id) {
    JsonNode order = found.path("order");
    String venueOrderId = order.path("orderId").asString(order.path("uid").asString(""));
    VenueOrder.Status status =
        switch (FuturesReplies.text(found, "status")) {
          case "ENTERED_BOOK", "TRIGGER_PLACED" -> VenueOrder.Status.WORKING;
          case "FULLY_EXECUTED" -> VenueOrder.Status.FILLED;
          case "CANCELLED" -> VenueOrder.Status.CANCELLED;
          case "REJECTED" -> VenueOrder.Status.REJECTED;
          case "TRIGGER_ACTIVATION_FAILURE" -> VenueOrder.Status.EXPIRED;
          default ->
              throw new IllegalArgumentException(
                  "order status '" + found.path("status").asString("") + "' is not known");
        };
    BigDecimal stop = FuturesReplies.optional(order, "stopPrice");
    return new VenueOrder(
        id,
        venueOrderId,
        instrument(FuturesReplies.text(order, "symbol")),
        FuturesReplies.side(FuturesReplies.text(order, "side")),
        status,
        FuturesReplies.decimal(order, "quantity"),
        FuturesReplies.optional(order, "filled"),
        FuturesReplies.optional(order, "limitPrice"),
        stop.signum() > 0 ? stop : FuturesReplies.optional(order, "triggerPrice"));
  }

  private static InstrumentId instrument(String product) {
    return Products.instrument(product)
        .orElseThrow(() -> new IllegalArgumentException("'" + product + "' is no perpetual"));
  }

  /** One search through what the venue keeps of the past, newest first. */
  private final class Past {
    private final ClientOrderId id;
    private final Consumer<VenueEvent> done;
    private int pages;

    Past(ClientOrderId id, Consumer<VenueEvent> done) {
      this.id = id;
      this.done = done;
    }

    /** Looks through {@code orders}, then through {@code triggers}. */
    void look(String name, String token) {
      FuturesRest.Form form = new FuturesRest.Form();
      if (!token.isEmpty()) {
        form.put("continuation_token", token);
      }
      rest.history(
          name,
          form,
          answer -> {
            if (!(answer instanceof RestAnswer.Ok ok)) {
              done.accept(failed(id, name + " of the past: " + FuturesErrors.why(answer)));
              return;
            }
            try {
              read(name, ok.body());
            } catch (IllegalArgumentException e) {
              done.accept(failed(id, name + " of the past is garbled: " + e.getMessage()));
            }
          });
    }

    private void read(String name, JsonNode body) {
      for (JsonNode element : FuturesReplies.array(body, "elements")) {
        for (var event : element.path("event").properties()) {
          JsonNode order = order(event.getValue());
          if (order != null && FuturesReplies.clientId(order).equals(id.value())) {
            settle(event.getKey(), order);
            return;
          }
        }
      }
      String token = body.path("continuationToken").asString("");
      pages++;
      if (!token.isEmpty() && pages < MOST_PAGES) {
        look(name, token);
      } else if (!token.isEmpty()) {
        done.accept(failed(id, "it is not among the newest " + pages + " pages of the past"));
      } else if (name.equals("orders")) {
        pages = 0;
        look("triggers", "");
      } else {
        done.accept(new VenueEvent.OrderNotFound(runtime.now(), id));
      }
    }

    private static @Nullable JsonNode order(JsonNode event) {
      for (String name : new String[] {"order", "orderTrigger", "newOrder", "newOrderTrigger"}) {
        if (event.path(name).isObject()) {
          return event.path(name);
        }
      }
      return null;
    }

    /** The newest event says how it ended; executions say how much of it was filled. */
    private void settle(String event, JsonNode order) {
      BigDecimal qty = FuturesReplies.decimal(order, "quantity");
      InstrumentId instrument = instrument(FuturesReplies.text(order, "tradeable"));
      String uid = FuturesReplies.text(order, "uid");
      executed(
          uid,
          "",
          BigDecimal.ZERO,
          filled -> {
            String name = event.toLowerCase(Locale.ROOT);
            boolean gone = name.contains("cancel") || name.contains("activated");
            VenueOrder.Status status =
                filled.compareTo(qty) >= 0
                    ? VenueOrder.Status.FILLED
                    : name.contains("reject")
                        ? VenueOrder.Status.REJECTED
                        : gone ? VenueOrder.Status.CANCELLED : VenueOrder.Status.EXPIRED;
            done.accept(
                new VenueEvent.OrderFound(
                    runtime.now(),
                    new VenueOrder(
                        id,
                        uid,
                        instrument,
                        FuturesReplies.side(FuturesReplies.text(order, "direction")),
                        status,
                        qty,
                        filled,
                        positive(order, "limitPrice"),
                        positive(order, "triggerPrice"))));
          });
    }

    private static BigDecimal positive(JsonNode order, String field) {
      return order.has(field) ? FuturesReplies.decimal(order, field) : BigDecimal.ZERO;
    }

    private void executed(String uid, String token, BigDecimal before, Consumer<BigDecimal> then) {
      FuturesRest.Form form = new FuturesRest.Form();
      if (!token.isEmpty()) {
        form.put("continuation_token", token);
      }
      rest.history(
          "executions",
          form,
          answer -> {
            if (!(answer instanceof RestAnswer.Ok ok)) {
              done.accept(failed(id, "executions of the past: " + FuturesErrors.why(answer)));
              return;
            }
            BigDecimal sum = before;
            try {
              sum = sum.add(sum(ok.body(), uid));
            } catch (IllegalArgumentException e) {
              done.accept(failed(id, "executions of the past are garbled: " + e.getMessage()));
              return;
            }
            String next = ok.body().path("continuationToken").asString("");
            if (next.isEmpty()) {
              then.accept(sum);
            } else {
              executed(uid, next, sum, then);
            }
          });
    }

    private static BigDecimal sum(JsonNode body, String uid) {
      BigDecimal sum = BigDecimal.ZERO;
      for (JsonNode element : FuturesReplies.array(body, "elements")) {
        for (var event : element.path("event").properties()) {
          JsonNode execution = event.getValue().path("execution");
          if (execution.path("takerOrder").path("uid").asString("").equals(uid)
              || execution.path("makerOrder").path("uid").asString("").equals(uid)) {
            sum = sum.add(FuturesReplies.decimal(execution, "quantity"));
          }
        }
      }
      return sum;
    }
  }
}

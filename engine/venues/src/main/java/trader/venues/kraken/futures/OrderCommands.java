package trader.venues.kraken.futures;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.MissingNode;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.venues.VenueRuntime;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;
import trader.venues.net.Timings;

/**
 * Places, changes and cancels orders by REST, and says what the answers mean. A refusal is a status
 * within a successful answer here. An order carries the time before which the venue must have begun
 * with it, so that it can arrive no later than its sending plus {@link Timings#recvWindow()}.
 */
final class OrderCommands {
  static final String NOT_SENT = "not-sent";
  private static final int COST = 10;

  private final FuturesRest rest;
  private final VenueRuntime runtime;
  private final ServerClock clock;
  private final DeadManSwitch deadMan;
  private final Working working;
  private final long windowMillis;

  /** What waits for the answer to an order: calls go on connections of their own, in any order. */
  private final Map<ClientOrderId, List<Runnable>> unanswered = new HashMap<>();

  OrderCommands(
      FuturesRest rest,
      VenueRuntime runtime,
      ServerClock clock,
      DeadManSwitch deadMan,
      Working working,
      Timings timings) {
    this.rest = rest;
    this.runtime = runtime;
    this.clock = clock;
    this.deadMan = deadMan;
    this.working = working;
    this.windowMillis = timings.recvWindow().toMillis();
  }

  /** Whether an order can only make a position smaller; all but entries can, and so must. */
  private static boolean onlyReduces(NewOrder order) {
    return order.reduceOnly() || order.purpose() != Purpose.ENTRY;
  }

  static FuturesRest.Form form(NewOrder order, Instant processBefore) {
    FuturesRest.Form form =
        new FuturesRest.Form()
            .put("orderType", type(order))
            .put("symbol", Products.of(order.instrument()))
            .put("side", order.side().name().toLowerCase(Locale.ROOT))
            .put("size", plain(order.qty()));
    if (order.price() != null) {
      form.put("limitPrice", plain(order.price()));
    }
    if (order.stopPrice() != null) {
      form.put("stopPrice", plain(order.stopPrice())).put("triggerSignal", "last");
    }
    if (onlyReduces(order)) {
      form.put("reduceOnly", "true");
    }
    return form.put("cliOrdId", order.id().value()).put("processBefore", processBefore.toString());
  }

  private static String type(NewOrder order) {
    return switch (order.type()) {
      case MARKET -> "mkt";
      case LIMIT -> order.postOnly() ? "post" : "lmt";
      case STOP_LOSS -> "stp";
      case TAKE_PROFIT -> "take_profit";
    };
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  void submit(NewOrder order, Runnable sent) {
    boolean protects = order.type().triggers() || onlyReduces(order);
    if (protects) {
      deadMan.protecting();
    }
    unanswered.put(order.id(), new ArrayList<>(1));
    Instant before = Instant.ofEpochMilli(clock.timestampMillis() + windowMillis);
    rest.change(
        "sendorder",
        COST,
        form(order, before),
        left -> {
          sent.run();
          if (left) {
            runtime.metrics().orderWritten(order.id());
          }
        },
        answer -> {
          placed(order, answer, protects);
          if (protects) {
            deadMan.sent();
          }
          List<Runnable> waiting = unanswered.remove(order.id());
          if (waiting != null) {
            waiting.forEach(Runnable::run);
          }
        });
  }

  /** Runs at once, or when the order has been answered for. */
  private void afterAnswer(ClientOrderId order, Runnable task) {
    List<Runnable> waiting = unanswered.get(order);
    if (waiting == null) {
      task.run();
    } else {
      waiting.add(task);
    }
  }

  private void placed(NewOrder order, RestAnswer answer, boolean protects) {
    ClientOrderId id = order.id();
    switch (answer) {
      case RestAnswer.Ok ok -> {
        JsonNode status = ok.body().path("sendStatus");
        String word = status.path("status").asString("");
        switch (word) {
          case "placed" -> accepted(order, status, protects);
          case "clientOrderIdAlreadyExist" ->
              unknown(id, "the venue has an order of this id already");
          case "" -> unknown(id, "the answer does not say what became of it");
          default -> tell(at -> new VenueEvent.Rejected(at, id, word, "refused: " + word));
        }
      }
      case RestAnswer.Refused refused -> {
        if (refused.status() == 0) {
          tell(at -> new VenueEvent.Rejected(at, id, NOT_SENT, refused.text()));
        } else if (FuturesErrors.meaning(refused) == FuturesErrors.Meaning.UNKNOWN) {
          unknown(id, "the venue does not know either: " + FuturesErrors.why(refused));
        } else {
          tell(at -> new VenueEvent.Rejected(at, id, refused.text(), FuturesErrors.why(refused)));
        }
      }
      case RestAnswer.Failed failed -> unknown(id, failed.why());
    }
  }

  /** What was executed at once is told with its fee by the private feed. */
  private void accepted(NewOrder order, JsonNode status, boolean protects) {
    String venueOrderId = status.path("order_id").asString("");
    BigDecimal executed = BigDecimal.ZERO;
    boolean ended = false;
    for (JsonNode event : status.path("orderEvents")) {
      switch (event.path("type").asString("")) {
        case "EXECUTION" -> executed = executed.add(FuturesReplies.optional(event, "amount"));
        case "CANCEL", "REJECT" -> ended = true;
        case "PLACE" -> working.order(venueOrderId, executed, protects);
        default -> {}
      }
    }
    tell(at -> new VenueEvent.Accepted(at, order.id(), venueOrderId));
    if (ended) {
      BigDecimal all = executed;
      String why =
          order.type() == OrderType.MARKET
              ? "the venue found no more within its price collar"
              : "the venue ended the rest at once";
      tell(at -> new VenueEvent.Expired(at, order.id(), all, why));
    }
  }

  void cancel(Action.Cancel cancel) {
    afterAnswer(cancel.order(), () -> cancelNow(cancel));
  }

  private void cancelNow(Action.Cancel cancel) {
    ClientOrderId id = cancel.order();
    rest.change(
        "cancelorder",
        COST,
        named(cancel.venueOrderId(), "order_id", id),
        left -> {},
        answer -> cancelled(id, answer));
  }

  /** Orders of other hands have no id of ours, so the venue's goes first. */
  private static FuturesRest.Form named(
      @Nullable String venueOrderId, String idName, ClientOrderId id) {
    return venueOrderId == null || venueOrderId.isEmpty()
        ? new FuturesRest.Form().put("cliOrdId", id.value())
        : new FuturesRest.Form().put(idName, venueOrderId);
  }

  private void cancelled(ClientOrderId id, RestAnswer answer) {
    switch (answer) {
      case RestAnswer.Ok ok -> {
        JsonNode status = ok.body().path("cancelStatus");
        String word = status.path("status").asString("");
        JsonNode filled = cancelEvent(status);
        if (!word.equals("cancelled")) {
          tell(at -> new VenueEvent.CancelRejected(at, id, word, "the venue says '" + word + "'"));
        } else if (filled.isNumber()) {
          tell(at ->
              new VenueEvent.Cancelled(at, id, filled.decimalValue(), "cancelled on our request"));
        } else {
          unknown(id, "the answer to the cancel does not say what was executed");
        }
      }
      case RestAnswer.Refused refused -> {
        if (refused.status() != 0
            && FuturesErrors.meaning(refused) == FuturesErrors.Meaning.UNKNOWN) {
          unknown(id, "the venue does not know either: " + FuturesErrors.why(refused));
        } else {
          String code = refused.status() == 0 ? NOT_SENT : refused.text();
          tell(at -> new VenueEvent.CancelRejected(at, id, code, refused.text()));
        }
      }
      case RestAnswer.Failed failed -> unknown(id, failed.why());
    }
  }

  /** What the cancelled order had executed; a waiting trigger had nothing. */
  private static JsonNode cancelEvent(JsonNode status) {
    for (JsonNode event : status.path("orderEvents")) {
      if (event.path("type").asString("").equals("CANCEL")) {
        return event.has("orderTrigger") ? IntNode.valueOf(0) : event.path("order").path("filled");
      }
    }
    return MissingNode.getInstance();
  }

  void replace(Action.Replace replace) {
    afterAnswer(replace.order(), () -> replaceNow(replace));
  }

  private void replaceNow(Action.Replace replace) {
    ClientOrderId id = replace.order();
    FuturesRest.Form form =
        named(replace.venueOrderId(), "orderId", id).put("size", plain(replace.qty()));
    if (replace.price() != null) {
      form.put("limitPrice", plain(replace.price()));
    }
    if (replace.stopPrice() != null) {
      form.put("stopPrice", plain(replace.stopPrice()));
    }
    rest.change("editorder", COST, form, left -> {}, answer -> replaced(replace, answer));
  }

  private void replaced(Action.Replace replace, RestAnswer answer) {
    ClientOrderId id = replace.order();
    switch (answer) {
      case RestAnswer.Ok ok -> {
        JsonNode status = ok.body().path("editStatus");
        String word = status.path("status").asString("");
        if (word.equals("edited")) {
          tell(at ->
              new VenueEvent.Replaced(
                  at,
                  id,
                  status.path("orderId").asString(""),
                  replace.qty(),
                  replace.price(),
                  replace.stopPrice()));
        } else {
          tell(at -> new VenueEvent.ReplaceRejected(at, id, word, "the venue says '" + word + "'"));
        }
      }
      case RestAnswer.Refused refused -> {
        if (refused.status() != 0
            && FuturesErrors.meaning(refused) == FuturesErrors.Meaning.UNKNOWN) {
          unknown(id, "the venue does not know either: " + FuturesErrors.why(refused));
        } else {
          String code = refused.status() == 0 ? NOT_SENT : refused.text();
          tell(at -> new VenueEvent.ReplaceRejected(at, id, code, refused.text()));
        }
      }
      case RestAnswer.Failed failed -> unknown(id, failed.why());
    }
  }

  private void unknown(ClientOrderId id, String why) {
    tell(at -> new VenueEvent.OutcomeUnknown(at, id, why));
  }

  private void tell(LongFunction<VenueEvent> event) {
    runtime.sink().accept(event.apply(runtime.now()));
  }
}

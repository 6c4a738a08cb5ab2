package trader.venues.kraken.futures;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.venues.VenueRuntime;
import trader.venues.kraken.EntryPause;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;
import trader.venues.net.Timings;

/**
 * Places orders by REST, and says what the answers mean. A refusal is a status within a successful
 * answer here. An order carries the time before which the venue must have begun with it, so that it
 * can arrive no later than its sending plus {@link Timings#recvWindow()}.
 */
final class OrderCommands {
  static final String NOT_SENT = "not-sent";
  private static final int COST = 10;

  private final FuturesRest rest;
  private final VenueRuntime runtime;
  private final ServerClock clock;
  private final DeadManSwitch deadMan;
  private final Working working;
  private final EntryPause pause;
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
    this.pause = new EntryPause(runtime.nowMicros());
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

  static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  void submit(NewOrder order, Runnable sent) {
    long busy = order.purpose() == Purpose.ENTRY ? pause.waitMicros() : 0;
    if (busy > 0) {
      sent.run();
      runtime
          .loop()
          .execute(() ->
              tell(at ->
                  new VenueEvent.Rejected(at, order.id(), NOT_SENT, EntryPause.inWords(busy))));
      return;
    }
    boolean protects = order.type().triggers() || onlyReduces(order);
    if (protects) {
      deadMan.protecting();
    }
    unanswered.put(order.id(), new ArrayList<>(1));
    send(order, protects, sent, false);
  }

  private void send(NewOrder order, boolean protects, Runnable sent, boolean again) {
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
          if (answer instanceof RestAnswer.Refused refused
              && FuturesErrors.meaning(refused) == FuturesErrors.Meaning.TOO_LATE) {
            tooLate(order, protects, again, refused);
          } else {
            placed(order, answer, protects);
            answered(order, protects);
          }
        });
  }

  /**
   * An order that every gate lets pass goes again, once, when our view of the venue's clock has
   * been set right. Any other is refused: the gate may have closed meanwhile, and only the core may
   * decide to send.
   */
  private void tooLate(
      NewOrder order, boolean protects, boolean again, RestAnswer.Refused refused) {
    boolean passesEveryGate = order.purpose() == Purpose.CLOSE || order.purpose() == Purpose.STOP;
    clock.sync(answer -> {
      if (passesEveryGate && !again) {
        send(order, protects, () -> {}, true);
        return;
      }
      String why =
          refused.text()
              + ": it did not reach Kraken in time, or our clock was out of step: Kraken's is now "
              + (clock.timestampMillis() - runtime.now() / 1_000)
              + " ms ahead of it; it may be sent anew";
      tell(at -> new VenueEvent.Rejected(at, order.id(), refused.text(), why));
      answered(order, protects);
    });
  }

  private void answered(NewOrder order, boolean protects) {
    if (protects) {
      deadMan.sent();
    }
    List<Runnable> waiting = unanswered.remove(order.id());
    if (waiting != null) {
      waiting.forEach(Runnable::run);
    }
  }

  /** Runs at once, or when the order has been answered for. */
  void afterAnswer(ClientOrderId order, Runnable task) {
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
          case "placed" -> {
            pause.served();
            accepted(order, status, protects);
          }
          case "clientOrderIdAlreadyExist" ->
              unknown(id, "the venue has an order of this id already");
          default -> {
            if (Refusals.ofAnOrder().contains(word)) {
              tell(at -> new VenueEvent.Rejected(at, id, word, Refusals.advice(word)));
            } else {
              unknown(id, "the answer does not say whether the order was taken: '" + word + "'");
            }
          }
        }
      }
      case RestAnswer.Refused refused -> {
        if (FuturesErrors.isClosed(refused)) {
          pause.busy();
        }
        if (refused.status() == 0) {
          tell(at -> new VenueEvent.Rejected(at, id, NOT_SENT, refused.text()));
        } else if (FuturesErrors.meaning(refused) == FuturesErrors.Meaning.UNKNOWN) {
          unknown(id, FuturesErrors.why(refused));
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

  private void unknown(ClientOrderId id, String why) {
    tell(at -> new VenueEvent.OutcomeUnknown(at, id, why));
  }

  private void tell(LongFunction<VenueEvent> event) {
    runtime.sink().accept(event.apply(runtime.now()));
  }
}

package trader.venues.binance.futures;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.venues.VenueRuntime;
import trader.venues.binance.BinanceRest;
import trader.venues.binance.ErrorCodes;
import trader.venues.binance.Replies;
import trader.venues.net.PendingCall;
import trader.venues.net.PendingCalls;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/**
 * Places, cancels and asks for orders by REST. An order that a call's answer has not told of in
 * time is unknown, and stays so until the venue answers for its client order id.
 */
final class FuturesOrders {
  private static final String NOT_SENT = "not-sent";
  private static final String RATE_LIMITED = "rate-limited";
  private static final int MOST_REMEMBERED = 10_000;

  private final VenueRuntime runtime;
  private final BinanceRest rest;
  private final RateLimits limits;
  private final ServerClock clock;
  private final BooleanSupplier up;
  private final Consumer<VenueEvent> teller;
  private final FuturesUserEvents users;
  private final PendingCalls pending;
  private final long callTimeoutMicros;
  private final Map<ClientOrderId, Boolean> conditional =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientOrderId, Boolean> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private long lastId;

  /**
   * {@code up} says whether the user data stream shows what comes of orders; {@code teller} takes
   * what the answers to calls mean.
   */
  FuturesOrders(
      VenueRuntime runtime,
      BinanceRest rest,
      RateLimits limits,
      ServerClock clock,
      FuturesUserEvents users,
      long callTimeoutMicros,
      BooleanSupplier up,
      Consumer<VenueEvent> teller) {
    this.runtime = runtime;
    this.rest = rest;
    this.limits = limits;
    this.clock = clock;
    this.users = users;
    this.callTimeoutMicros = callTimeoutMicros;
    this.pending = new PendingCalls(callTimeoutMicros);
    this.up = up;
    this.teller = teller;
  }

  void submit(NewOrder order, Runnable sent) {
    long wait = limits.orderWaitMicros();
    if (wait > 0) {
      sent.run();
      later(at -> new VenueEvent.Rejected(at, order.id(), RATE_LIMITED, RateLimits.inWords(wait)));
    } else if (!up.getAsBoolean() && !passesEveryGate(order)) {
      sent.run();
      later(at ->
          new VenueEvent.Rejected(
              at, order.id(), NOT_SENT, "not sent: the user data stream is down"));
    } else {
      place(order, sent, false);
    }
  }

  private void place(NewOrder order, Runnable sent, boolean again) {
    if (FuturesCalls.isConditional(order)) {
      conditional.put(order.id(), true);
    }
    PendingCall call = PendingCall.place(++lastId, order, runtime.now(), again);
    pending.add(call);
    rest.callSigned(
        "POST",
        "order.place",
        FuturesCalls.placePath(order),
        FuturesCalls.place(order),
        clock.timestampMillis(),
        answer -> {
          // Its bytes have left by now, or never will.
          sent.run();
          runtime.metrics().orderWritten(order.id());
          pending.remove(call.id());
          placed(call, answer);
        });
  }

  private void placed(PendingCall call, RestAnswer answer) {
    NewOrder order = call.requireIntent();
    switch (answer) {
      case RestAnswer.Ok ok -> {
        if (!call.confirmed()) {
          String venueId =
              FuturesCalls.isConditional(order)
                  ? FuturesReplies.venueId(ok.body().path("algoId"))
                  : ok.body().path("orderId").asString("");
          tell(new VenueEvent.Accepted(runtime.now(), order.id(), venueId));
        }
      }
      case RestAnswer.Refused refused -> refused(call, refused);
      case RestAnswer.Failed failed -> unknown(call, failed.why());
    }
  }

  private void refused(PendingCall call, RestAnswer.Refused refused) {
    if (call.confirmed()) {
      unknown(call, "the venue reported it and then refused it: " + RestAnswer.why(refused));
      return;
    }
    if (refused.code() == ErrorCodes.TOO_MANY_ORDERS) {
      limits.blockOrders(10_000_000);
    }
    switch (FuturesErrors.meaning(refused.status(), refused.code(), refused.text())) {
      case REFUSED -> reject(call, refused, "");
      case CLOCK -> clock.sync(answer -> outOfStep(call, answer, refused));
      case DUPLICATE -> unknown(call, "the venue has an order of this id already");
      case UNKNOWN -> unknown(call, "the venue does not know either: " + RestAnswer.why(refused));
    }
  }

  /**
   * An order that every gate lets pass goes again, once and soon; any other is the core's matter.
   */
  private void outOfStep(PendingCall call, RestAnswer answer, RestAnswer.Refused refused) {
    NewOrder order = call.requireIntent();
    boolean soon = runtime.now() - call.sentMicros() < callTimeoutMicros;
    if (passesEveryGate(order) && soon && !call.again() && answer instanceof RestAnswer.Ok) {
      place(order, () -> {}, true);
    } else {
      reject(call, refused, " The clock has been set right; it may be sent anew.");
    }
  }

  /** Protection does not wait for the stream that would show what comes of it. */
  private static boolean passesEveryGate(NewOrder order) {
    return order.purpose() == Purpose.CLOSE || order.purpose() == Purpose.STOP;
  }

  private void reject(PendingCall call, RestAnswer.Refused refused, String more) {
    tell(
        new VenueEvent.Rejected(
            runtime.now(),
            call.requireOrder(),
            FuturesErrors.told(refused.code()),
            refused.text() + more));
  }

  private void unknown(PendingCall call, String why) {
    if (!call.confirmed()) {
      tell(new VenueEvent.OutcomeUnknown(runtime.now(), call.requireOrder(), why));
    }
  }

  void cancel(Action.Cancel cancel, boolean again) {
    long wait = limits.callWaitMicros();
    if (wait > 0) {
      later(at ->
          new VenueEvent.CancelRejected(
              at, cancel.order(), RATE_LIMITED, RateLimits.inWords(wait)));
      return;
    }
    String symbol = "symbol=" + cancel.instrument().symbol();
    String actual = users.actualId(cancel.order());
    PendingCall call = PendingCall.cancel(++lastId, cancel, runtime.now(), again);
    if (!actual.isEmpty()) {
      cancel(call, FuturesCalls.ORDER, symbol + "&orderId=" + actual);
    } else if (isConditional(cancel)) {
      cancel(call, FuturesCalls.ALGO_ORDER, "clientAlgoId=" + cancel.order().value());
    } else {
      String id = cancel.order().value();
      cancel(call, FuturesCalls.ORDER, symbol + "&origClientOrderId=" + id);
    }
  }

  private boolean isConditional(Action.Cancel cancel) {
    String venueId = cancel.venueOrderId();
    return conditional.containsKey(cancel.order())
        || (venueId != null && venueId.startsWith(FuturesReplies.ALGO));
  }

  private void cancel(PendingCall call, String path, String query) {
    pending.add(call);
    rest.callSigned(
        "DELETE",
        "order.cancel",
        path,
        query,
        clock.timestampMillis(),
        answer -> {
          pending.remove(call.id());
          cancelled(call, answer);
        });
  }

  private void cancelled(PendingCall call, RestAnswer answer) {
    Action.Cancel cancel = call.requireCancel();
    if (call.confirmed()) {
      return;
    }
    switch (answer) {
      case RestAnswer.Ok ok -> {
        VenueEvent event;
        try {
          event =
              new VenueEvent.Cancelled(
                  runtime.now(),
                  cancel.order(),
                  ok.body().has("executedQty")
                      ? Replies.decimal(ok.body(), "executedQty")
                      : BigDecimal.ZERO,
                  "cancelled on our request");
        } catch (IllegalArgumentException e) {
          unknown(call, "the answer to the cancel is garbled: " + e.getMessage());
          return;
        }
        tell(event);
      }
      case RestAnswer.Refused refused -> {
        switch (FuturesErrors.meaning(refused.status(), refused.code(), refused.text())) {
          case REFUSED, DUPLICATE -> rejectCancel(cancel, refused);
          case CLOCK ->
              clock.sync(synced -> {
                if (call.again()) {
                  rejectCancel(cancel, refused);
                } else {
                  cancel(cancel, true);
                }
              });
          case UNKNOWN -> unknown(call, RestAnswer.why(refused));
        }
      }
      case RestAnswer.Failed failed -> unknown(call, failed.why());
    }
  }

  private void rejectCancel(Action.Cancel cancel, RestAnswer.Refused refused) {
    tell(
        new VenueEvent.CancelRejected(
            runtime.now(), cancel.order(), Integer.toString(refused.code()), refused.text()));
  }

  /** Asks for a plain order of that id, then for a conditional one. */
  void query(Action.Query query) {
    String id = query.order().value();
    ask(
        query,
        FuturesCalls.ORDER,
        "symbol=" + query.instrument().symbol() + "&origClientOrderId=" + id,
        ok -> found(FuturesReplies.order(ok.body())),
        () ->
            ask(
                query,
                FuturesCalls.ALGO_ORDER,
                "clientAlgoId=" + id,
                ok -> foundConditional(query, ok),
                () -> tell(new VenueEvent.OrderNotFound(runtime.now(), query.order()))));
  }

  private void foundConditional(Action.Query query, RestAnswer.Ok algo) {
    String actual = FuturesReplies.actualId(algo.body());
    if (actual.isEmpty()) {
      found(FuturesReplies.algo(algo.body()));
      return;
    }
    ask(
        query,
        FuturesCalls.ORDER,
        "symbol=" + query.instrument().symbol() + "&orderId=" + actual,
        ok -> found(FuturesReplies.algo(algo.body(), FuturesReplies.order(ok.body()))),
        () -> failed(query, "the order that was triggered, " + actual + ", is not known"));
  }

  private void ask(
      Action.Query query,
      String path,
      String parameters,
      Consumer<RestAnswer.Ok> found,
      Runnable missing) {
    rest.getSignedSoon(
        "order.status",
        path,
        parameters,
        clock.timestampMillis(),
        answer -> {
          switch (answer) {
            case RestAnswer.Ok ok -> {
              try {
                found.accept(ok);
              } catch (IllegalArgumentException e) {
                failed(query, "the answer is garbled: " + e.getMessage());
              }
            }
            case RestAnswer.Refused refused -> {
              if (refused.code() == ErrorCodes.NO_SUCH_ORDER) {
                missing.run();
              } else {
                if (refused.code() == ErrorCodes.CLOCK) {
                  clock.sync(synced -> {});
                }
                failed(query, RestAnswer.why(refused));
              }
            }
            case RestAnswer.Failed failed -> failed(query, failed.why());
          }
        });
  }

  private void found(VenueOrder order) {
    tell(new VenueEvent.OrderFound(runtime.now(), order));
  }

  private void failed(Action.Query query, String why) {
    tell(new VenueEvent.QueryFailed(runtime.now(), query.order(), why));
  }

  /** A report makes the answer to the call that caused it old news. */
  void confirm(VenueEvent told) {
    switch (told) {
      case VenueEvent.Accepted e -> pending.confirm(PendingCall.Kind.PLACE, e.order());
      case VenueEvent.Filled e -> pending.confirm(PendingCall.Kind.PLACE, e.order());
      case VenueEvent.Triggered e -> pending.confirm(PendingCall.Kind.PLACE, e.order());
      case VenueEvent.Expired e -> ended(e.order());
      case VenueEvent.Cancelled e -> ended(e.order());
      case VenueEvent other -> {}
    }
  }

  private void ended(ClientOrderId order) {
    pending.confirm(PendingCall.Kind.PLACE, order);
    pending.confirm(PendingCall.Kind.CANCEL, order);
  }

  private void tell(VenueEvent event) {
    teller.accept(event);
  }

  private void later(LongFunction<VenueEvent> event) {
    runtime.loop().execute(() -> teller.accept(event.apply(runtime.now())));
  }
}

package trader.venues.binance.futures;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.venues.VenueRuntime;
import trader.venues.binance.Advice;
import trader.venues.binance.BinanceRest;
import trader.venues.binance.ErrorCodes;
import trader.venues.binance.Replies;
import trader.venues.net.PendingCall;
import trader.venues.net.PendingCalls;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/**
 * Places, changes, cancels and asks for orders: by the WebSocket API, and by REST while that is not
 * there. An order that a call's answer has not told of in time is unknown, and stays so until the
 * venue answers for its client order id.
 *
 * <p>An order counts as sent when its bytes have left; by REST, which does not tell that, when its
 * call is over.
 */
final class FuturesOrders {
  private static final String NOT_SENT = "not-sent";
  private static final String RATE_LIMITED = "rate-limited";
  private static final int MOST_REMEMBERED = 10_000;

  private final VenueRuntime runtime;
  private final BinanceRest rest;
  private final RateLimits limits;
  private final ServerClock clock;
  private final ApiLink link;
  private final Supplier<String> down;
  private final Consumer<String> trouble;
  private final Runnable rulesDiffer;
  private final Consumer<VenueEvent> teller;
  private final FuturesUserEvents users;
  private final AccountMode mode;
  private final PendingCalls pending;
  private final long callTimeoutMicros;
  private final Map<ClientOrderId, NewOrder> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientOrderId, NewOrder> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private long lastId;

  /**
   * {@code down} says why no new risk may be taken now, empty where it may; {@code trouble} hears
   * why none may be taken from now on, {@code rulesDiffer} that the venue's rules are not ours, and
   * {@code teller} what the answers to calls mean.
   */
  FuturesOrders(
      VenueRuntime runtime,
      BinanceRest rest,
      ApiLink link,
      RateLimits limits,
      ServerClock clock,
      FuturesUserEvents users,
      AccountMode mode,
      long callTimeoutMicros,
      Supplier<String> down,
      Consumer<String> trouble,
      Runnable rulesDiffer,
      Consumer<VenueEvent> teller) {
    this.trouble = trouble;
    this.rulesDiffer = rulesDiffer;
    this.runtime = runtime;
    this.rest = rest;
    this.limits = limits;
    this.clock = clock;
    this.users = users;
    this.callTimeoutMicros = callTimeoutMicros;
    this.pending = new PendingCalls(callTimeoutMicros);
    this.link = link;
    this.mode = mode;
    this.down = down;
    this.teller = teller;
  }

  void submit(NewOrder order, Runnable sent) {
    long wait = limits.orderWaitMicros();
    String why = passesEveryGate(order) ? "" : barred(order);
    if (wait > 0) {
      sent.run();
      later(at -> new VenueEvent.Rejected(at, order.id(), RATE_LIMITED, RateLimits.inWords(wait)));
    } else if (!why.isEmpty()) {
      sent.run();
      later(at -> new VenueEvent.Rejected(at, order.id(), NOT_SENT, "not sent: " + why));
    } else {
      place(order, sent, false);
    }
  }

  private String barred(NewOrder order) {
    String why = down.get();
    return why.isEmpty() && order.purpose() == Purpose.ENTRY
        ? mode.bars(order.instrument(), runtime.now())
        : why;
  }

  private void place(NewOrder order, Runnable sent, boolean again) {
    known.put(order.id(), order);
    PendingCall call = PendingCall.place(++lastId, order, runtime.now(), again);
    pending.add(call);
    make(
        FuturesCalls.place(order),
        left -> {
          sent.run();
          if (left) {
            runtime.metrics().orderWritten(order.id());
          }
        },
        answer -> {
          pending.remove(call.id());
          placed(call, answer);
        });
  }

  /** One way or the other; by REST, bytes have left when the call is over, or never will. */
  private void make(FuturesCalls.Call call, Consumer<Boolean> left, Consumer<RestAnswer> done) {
    if (!link.call(call, left, done)) {
      rest.callSigned(
          call.verb(),
          call.name(),
          call.path(),
          call.query(),
          clock.timestampMillis(),
          answer -> {
            left.accept(true);
            done.accept(answer);
          });
    }
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
      case REFUSED -> {
        boolean mode = refused.code() == AccountMode.WRONG_MODE;
        reject(call, refused, mode ? " " + AccountMode.HEDGED : "");
      }
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
            refused.text() + Advice.of(refused.code(), refused.text()) + more));
    heed(refused);
  }

  /** What a refusal says beyond the one order. */
  private void heed(RestAnswer.Refused refused) {
    String words = refused.code() + " " + refused.text();
    if (ErrorCodes.keyTrouble(refused.code())) {
      trouble.accept(ErrorCodes.KEY_TROUBLE + words);
    } else if (refused.code() == AccountMode.WRONG_MODE) {
      trouble.accept(AccountMode.HEDGED);
    } else if (ErrorCodes.rulesDiffer(refused.code())) {
      rulesDiffer.run();
    } else if (FuturesErrors.restricts(refused.code())) {
      mode.restricted(words, runtime.now());
    }
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
    String actual = users.actualId(cancel.order());
    PendingCall call = PendingCall.cancel(++lastId, cancel, runtime.now(), again);
    pending.add(call);
    make(
        actual.isEmpty() && isConditional(cancel.order(), cancel.venueOrderId())
            ? FuturesCalls.cancelConditional(cancel.order())
            : FuturesCalls.cancel(cancel.instrument(), cancel.order(), actual),
        left -> {},
        answer -> {
          pending.remove(call.id());
          cancelled(call, answer);
        });
  }

  private boolean isConditional(ClientOrderId order, @Nullable String venueId) {
    NewOrder ours = known.get(order);
    return ours != null
        ? FuturesCalls.isConditional(ours)
        : venueId != null && venueId.startsWith(FuturesReplies.ALGO);
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
    heed(refused);
  }

  /** Changes a limit order, which keeps its id; its side must be told, so it may be asked for. */
  void replace(Action.Replace replace) {
    long wait = limits.orderWaitMicros();
    if (wait > 0) {
      notReplaced(replace, RATE_LIMITED, RateLimits.inWords(wait));
    } else if (replace.price() == null || isConditional(replace.order(), replace.venueOrderId())) {
      notReplaced(
          replace,
          "not-supported",
          "Binance futures change limit orders only; of another, place the next and then cancel"
              + " this");
    } else {
      NewOrder ours = known.get(replace.order());
      if (ours != null) {
        modify(replace, ours.side());
      } else {
        modifyOther(replace);
      }
    }
  }

  private void modifyOther(Action.Replace replace) {
    make(
        FuturesCalls.status(replace.instrument(), replace.order(), ""),
        left -> {},
        answer -> {
          Side side = null;
          if (answer instanceof RestAnswer.Ok ok) {
            side = ok.body().path("side").asString("").equals("BUY") ? Side.BUY : Side.SELL;
          }
          if (side == null) {
            notReplaced(replace, NOT_SENT, "it cannot be read first: " + RestAnswer.why(answer));
          } else {
            modify(replace, side);
          }
        });
  }

  private void modify(Action.Replace replace, Side side) {
    make(
        FuturesCalls.modify(replace, side),
        left -> {},
        answer -> {
          switch (answer) {
            case RestAnswer.Ok ok -> modified(replace, ok);
            case RestAnswer.Refused refused -> notModified(replace, refused);
            case RestAnswer.Failed failed -> unknown(replace.order(), failed.why());
          }
        });
  }

  /** An order that has executed as much as it is to be already is over. */
  private void modified(Action.Replace replace, RestAnswer.Ok ok) {
    VenueOrder now;
    try {
      now = FuturesReplies.order(ok.body());
    } catch (IllegalArgumentException e) {
      unknown(replace.order(), "the answer to the change is garbled: " + e.getMessage());
      return;
    }
    if (now.status() == VenueOrder.Status.CANCELLED) {
      tell(
          new VenueEvent.Cancelled(
              runtime.now(),
              replace.order(),
              now.executedQty(),
              "made smaller than it was filled"));
    } else {
      replaced(replace, now.venueOrderId());
    }
  }

  private void notModified(Action.Replace replace, RestAnswer.Refused refused) {
    if (refused.code() == FuturesErrors.NOTHING_TO_CHANGE) {
      replaced(replace, replace.venueOrderId() == null ? "" : replace.venueOrderId());
      return;
    }
    switch (FuturesErrors.meaning(refused.status(), refused.code(), refused.text())) {
      case REFUSED, DUPLICATE ->
          notReplaced(replace, Integer.toString(refused.code()), refused.text());
      case CLOCK ->
          clock.sync(
              synced -> notReplaced(replace, Integer.toString(refused.code()), refused.text()));
      case UNKNOWN -> unknown(replace.order(), RestAnswer.why(refused));
    }
  }

  private void replaced(Action.Replace replace, String venueId) {
    tell(
        new VenueEvent.Replaced(
            runtime.now(), replace.order(), venueId, replace.qty(), replace.price(), null));
  }

  private void notReplaced(Action.Replace replace, String code, String why) {
    later(at -> new VenueEvent.ReplaceRejected(at, replace.order(), code, why));
  }

  private void unknown(ClientOrderId order, String why) {
    tell(new VenueEvent.OutcomeUnknown(runtime.now(), order, why));
  }

  /** Asks for a plain order of that id, then for a conditional one. */
  void query(Action.Query query) {
    ask(
        query,
        FuturesCalls.status(query.instrument(), query.order(), ""),
        ok -> found(FuturesReplies.order(ok.body())),
        () ->
            ask(
                query,
                FuturesCalls.statusConditional(query.order()),
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
        FuturesCalls.status(query.instrument(), query.order(), actual),
        ok -> found(FuturesReplies.algo(algo.body(), FuturesReplies.order(ok.body()))),
        () -> failed(query, "the order that was triggered, " + actual + ", is not known"));
  }

  private void ask(
      Action.Query query, FuturesCalls.Call call, Consumer<RestAnswer.Ok> found, Runnable missing) {
    make(
        call,
        left -> {},
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

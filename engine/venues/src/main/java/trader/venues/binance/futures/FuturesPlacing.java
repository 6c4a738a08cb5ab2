package trader.venues.binance.futures;

import java.util.function.Function;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.venues.VenueMetrics;
import trader.venues.binance.Advice;
import trader.venues.binance.ErrorCodes;
import trader.venues.net.PendingCall;
import trader.venues.net.PendingCalls;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/**
 * Places orders. One that a call's answer has not told of in time is unknown, and stays so until
 * the venue answers for its client order id.
 */
final class FuturesPlacing {
  private static final long TOO_MANY_BLOCKS_MICROS = 10_000_000;
  private final CallRoute route;
  private final RateLimits limits;
  private final ServerClock clock;
  private final PlacedOrders placed;
  private final FuturesRefusals refusals;
  private final FuturesTeller teller;
  private final VenueMetrics metrics;
  private final Function<NewOrder, String> barred;
  private final long callTimeoutMicros;
  private final PendingCalls pending;
  private long lastId;

  /** {@code barred} says why an order may not be sent now, empty where it may. */
  FuturesPlacing(
      CallRoute route,
      RateLimits limits,
      ServerClock clock,
      PlacedOrders placed,
      FuturesRefusals refusals,
      FuturesTeller teller,
      VenueMetrics metrics,
      Function<NewOrder, String> barred,
      long callTimeoutMicros) {
    this.route = route;
    this.limits = limits;
    this.clock = clock;
    this.placed = placed;
    this.refusals = refusals;
    this.teller = teller;
    this.metrics = metrics;
    this.barred = barred;
    this.callTimeoutMicros = callTimeoutMicros;
    this.pending = new PendingCalls(callTimeoutMicros);
  }

  /** {@code sent} runs once the bytes have left, or never will. */
  void submit(NewOrder order, Runnable sent) {
    long wait = limits.orderWaitMicros();
    String held = order.purpose() == Purpose.ENTRY ? limits.entryHeld() : "";
    String why = passesEveryGate(order) ? "" : barred.apply(order);
    if (wait > 0) {
      sent.run();
      refuse(order, FuturesOrders.RATE_LIMITED, RateLimits.inWords(wait));
    } else if (!held.isEmpty()) {
      sent.run();
      refuse(order, FuturesOrders.RATE_LIMITED, held);
    } else if (!why.isEmpty()) {
      sent.run();
      refuse(order, FuturesOrders.NOT_SENT, "not sent: " + why);
    } else {
      place(order, sent, false);
    }
  }

  private void refuse(NewOrder order, String code, String why) {
    teller.later(at -> new VenueEvent.Rejected(at, order.id(), code, why));
  }

  private void place(NewOrder order, Runnable sent, boolean again) {
    placed.add(order);
    PendingCall call = PendingCall.place(++lastId, order, teller.now(), again);
    pending.add(call);
    route.make(
        FuturesCalls.place(order),
        left -> {
          sent.run();
          if (left) {
            metrics.orderWritten(order.id());
          }
        },
        answer -> {
          pending.remove(call.id());
          answered(call, answer);
        });
  }

  private void answered(PendingCall call, RestAnswer answer) {
    NewOrder order = call.requireIntent();
    switch (answer) {
      case RestAnswer.Ok ok -> {
        if (!call.confirmed()) {
          String venueId =
              FuturesCalls.isConditional(order)
                  ? FuturesReplies.venueId(ok.body().path("algoId"))
                  : ok.body().path("orderId").asString("");
          teller.tell(new VenueEvent.Accepted(teller.now(), order.id(), venueId));
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
      limits.blockOrders(TOO_MANY_BLOCKS_MICROS);
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
    boolean soon = teller.now() - call.sentMicros() < callTimeoutMicros;
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
    teller.tell(
        new VenueEvent.Rejected(
            teller.now(),
            call.requireOrder(),
            FuturesErrors.told(refused.code()),
            refused.text() + Advice.of(refused.code(), refused.text()) + more));
    refusals.heed(refused);
  }

  private void unknown(PendingCall call, String why) {
    if (!call.confirmed()) {
      teller.unknown(call.requireOrder(), why);
    }
  }

  /** A report has told what became of that order, which makes its call's answer old news. */
  void confirm(ClientOrderId order) {
    pending.confirm(PendingCall.Kind.PLACE, order);
  }
}

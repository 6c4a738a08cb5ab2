package trader.venues.binance.futures;

import java.math.BigDecimal;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.venues.binance.Replies;
import trader.venues.net.PendingCall;
import trader.venues.net.PendingCalls;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/** Cancels orders; where the clock was out of step, once more. */
final class FuturesCancels {
  private final CallRoute route;
  private final RateLimits limits;
  private final ServerClock clock;
  private final PlacedOrders placed;
  private final FuturesUserEvents users;
  private final FuturesRefusals refusals;
  private final FuturesTeller teller;
  private final PendingCalls pending;
  private long lastId;

  FuturesCancels(
      CallRoute route,
      RateLimits limits,
      ServerClock clock,
      PlacedOrders placed,
      FuturesUserEvents users,
      FuturesRefusals refusals,
      FuturesTeller teller,
      long callTimeoutMicros) {
    this.route = route;
    this.limits = limits;
    this.clock = clock;
    this.placed = placed;
    this.users = users;
    this.refusals = refusals;
    this.teller = teller;
    this.pending = new PendingCalls(callTimeoutMicros);
  }

  void cancel(Action.Cancel cancel) {
    cancel(cancel, false);
  }

  private void cancel(Action.Cancel cancel, boolean again) {
    long wait = limits.callWaitMicros();
    if (wait > 0) {
      teller.later(at ->
          new VenueEvent.CancelRejected(
              at, cancel.order(), FuturesOrders.RATE_LIMITED, RateLimits.inWords(wait)));
      return;
    }
    String actual = users.actualId(cancel.order());
    PendingCall call = PendingCall.cancel(++lastId, cancel, teller.now(), again);
    pending.add(call);
    route.make(
        actual.isEmpty() && placed.isConditional(cancel.order(), cancel.venueOrderId())
            ? FuturesCalls.cancelConditional(cancel.order())
            : FuturesCalls.cancel(cancel.instrument(), cancel.order(), actual),
        answer -> {
          pending.remove(call.id());
          if (!call.confirmed()) {
            answered(call, answer);
          }
        });
  }

  private void answered(PendingCall call, RestAnswer answer) {
    switch (answer) {
      case RestAnswer.Ok ok -> cancelled(call, ok);
      case RestAnswer.Refused refused -> refused(call, refused);
      case RestAnswer.Failed failed -> unknown(call, failed.why());
    }
  }

  private void cancelled(PendingCall call, RestAnswer.Ok ok) {
    VenueEvent event;
    try {
      event =
          new VenueEvent.Cancelled(
              teller.now(),
              call.requireOrder(),
              ok.body().has("executedQty")
                  ? Replies.decimal(ok.body(), "executedQty")
                  : BigDecimal.ZERO,
              "cancelled on our request");
    } catch (IllegalArgumentException e) {
      unknown(call, "the answer to the cancel is garbled: " + e.getMessage());
      return;
    }
    teller.tell(event);
  }

  private void refused(PendingCall call, RestAnswer.Refused refused) {
    Action.Cancel cancel = call.requireCancel();
    switch (FuturesErrors.meaning(refused.status(), refused.code(), refused.text())) {
      case REFUSED, DUPLICATE -> reject(cancel, refused);
      case CLOCK ->
          clock.sync(synced -> {
            if (call.again()) {
              reject(cancel, refused);
            } else {
              cancel(cancel, true);
            }
          });
      case UNKNOWN -> unknown(call, RestAnswer.why(refused));
    }
  }

  private void reject(Action.Cancel cancel, RestAnswer.Refused refused) {
    teller.tell(
        new VenueEvent.CancelRejected(
            teller.now(), cancel.order(), Integer.toString(refused.code()), refused.text()));
    refusals.heed(refused);
  }

  private void unknown(PendingCall call, String why) {
    if (!call.confirmed()) {
      teller.unknown(call.requireOrder(), why);
    }
  }

  /** A report has told that the order is over, which makes its call's answer old news. */
  void confirm(ClientOrderId order) {
    pending.confirm(PendingCall.Kind.CANCEL, order);
  }
}

package trader.venues.binance.futures;

import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/** Changes limit orders, which keep their ids; others the venue does not change. */
final class FuturesChanges {
  private final CallRoute route;
  private final RateLimits limits;
  private final ServerClock clock;
  private final PlacedOrders placed;
  private final FuturesTeller teller;

  FuturesChanges(
      CallRoute route,
      RateLimits limits,
      ServerClock clock,
      PlacedOrders placed,
      FuturesTeller teller) {
    this.route = route;
    this.limits = limits;
    this.clock = clock;
    this.placed = placed;
    this.teller = teller;
  }

  /** The order's side must be told with a change, so the venue may be asked for it first. */
  void replace(Action.Replace replace) {
    long wait = limits.orderWaitMicros();
    if (wait > 0) {
      notReplaced(replace, FuturesOrders.RATE_LIMITED, RateLimits.inWords(wait));
    } else if (replace.price() == null
        || placed.isConditional(replace.order(), replace.venueOrderId())) {
      notReplaced(
          replace,
          "not-supported",
          "Binance futures change limit orders only; of another, place the next and then cancel"
              + " this");
    } else {
      NewOrder ours = placed.get(replace.order());
      if (ours != null) {
        modify(replace, ours.side());
      } else {
        modifyOther(replace);
      }
    }
  }

  private void modifyOther(Action.Replace replace) {
    route.make(
        FuturesCalls.status(replace.instrument(), replace.order(), ""),
        answer -> {
          Side side = null;
          if (answer instanceof RestAnswer.Ok ok) {
            side = ok.body().path("side").asString("").equals("BUY") ? Side.BUY : Side.SELL;
          }
          if (side == null) {
            notReplaced(
                replace,
                FuturesOrders.NOT_SENT,
                "it cannot be read first: " + RestAnswer.why(answer));
          } else {
            modify(replace, side);
          }
        });
  }

  private void modify(Action.Replace replace, Side side) {
    route.make(
        FuturesCalls.modify(replace, side),
        answer -> {
          switch (answer) {
            case RestAnswer.Ok ok -> modified(replace, ok);
            case RestAnswer.Refused refused -> refused(replace, refused);
            case RestAnswer.Failed failed -> teller.unknown(replace.order(), failed.why());
          }
        });
  }

  /** An order that has executed as much as it is to be already is over. */
  private void modified(Action.Replace replace, RestAnswer.Ok ok) {
    VenueOrder now;
    try {
      now = FuturesReplies.order(ok.body());
    } catch (IllegalArgumentException e) {
      teller.unknown(replace.order(), "the answer to the change is garbled: " + e.getMessage());
      return;
    }
    if (now.status() == VenueOrder.Status.CANCELLED) {
      teller.tell(
          new VenueEvent.Cancelled(
              teller.now(), replace.order(), now.executedQty(), "made smaller than it was filled"));
    } else {
      replaced(replace, now.venueOrderId());
    }
  }

  private void refused(Action.Replace replace, RestAnswer.Refused refused) {
    if (refused.code() == FuturesErrors.NOTHING_TO_CHANGE) {
      replaced(replace, replace.venueOrderId() == null ? "" : replace.venueOrderId());
      return;
    }
    String code = Integer.toString(refused.code());
    switch (FuturesErrors.meaning(refused.status(), refused.code(), refused.text())) {
      case REFUSED, DUPLICATE -> notReplaced(replace, code, refused.text());
      case CLOCK -> clock.sync(synced -> notReplaced(replace, code, refused.text()));
      case UNKNOWN -> teller.unknown(replace.order(), RestAnswer.why(refused));
    }
  }

  private void replaced(Action.Replace replace, String venueId) {
    teller.tell(
        new VenueEvent.Replaced(
            teller.now(), replace.order(), venueId, replace.qty(), replace.price(), null));
  }

  private void notReplaced(Action.Replace replace, String code, String why) {
    teller.later(at -> new VenueEvent.ReplaceRejected(at, replace.order(), code, why));
  }
}

package trader.venues.binance.futures;

import java.util.function.Consumer;
import java.util.function.Supplier;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.venues.VenueRuntime;
import trader.venues.binance.BinanceRest;
import trader.venues.net.RateLimits;
import trader.venues.net.ServerClock;

/** Places, changes, cancels and asks for orders. */
final class FuturesOrders {
  /** The code of what we did not send, since the venue could not show what comes of it. */
  static final String NOT_SENT = "not-sent";

  /** The code of what we did not send, since the venue's limits are used up. */
  static final String RATE_LIMITED = "rate-limited";

  private final FuturesPlacing placing;
  private final FuturesCancels cancels;
  private final FuturesChanges changes;
  private final FuturesQueries queries;

  /**
   * {@code down} says why no new risk may be taken now, empty where it may; {@code trouble} hears
   * why none may be taken from now on, {@code rulesDiffer} that the venue's rules are not ours, and
   * {@code heard} what the answers to calls mean.
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
      Consumer<VenueEvent> heard) {
    CallRoute route = new CallRoute(link, rest, clock);
    FuturesTeller teller = new FuturesTeller(runtime, heard);
    FuturesRefusals refusals = new FuturesRefusals(mode, trouble, rulesDiffer, runtime::now);
    PlacedOrders placed = new PlacedOrders();
    placing =
        new FuturesPlacing(
            route,
            limits,
            clock,
            placed,
            refusals,
            teller,
            runtime.metrics(),
            order -> {
              String why = down.get();
              return why.isEmpty() && order.purpose() == Purpose.ENTRY
                  ? mode.bars(order.instrument(), runtime.now())
                  : why;
            },
            callTimeoutMicros);
    cancels =
        new FuturesCancels(
            route, limits, clock, placed, users, refusals, teller, callTimeoutMicros);
    changes = new FuturesChanges(route, limits, clock, placed, teller);
    queries = new FuturesQueries(route, clock, teller);
  }

  /** {@code sent} runs once the order's bytes have left, or never will. */
  void submit(NewOrder order, Runnable sent) {
    placing.submit(order, sent);
  }

  void cancel(Action.Cancel cancel) {
    cancels.cancel(cancel);
  }

  void replace(Action.Replace replace) {
    changes.replace(replace);
  }

  void query(Action.Query query) {
    queries.query(query);
  }

  /** A report makes the answer to the call that caused it old news. */
  void confirm(VenueEvent told) {
    switch (told) {
      case VenueEvent.Accepted e -> placing.confirm(e.order());
      case VenueEvent.Filled e -> placing.confirm(e.order());
      case VenueEvent.Triggered e -> placing.confirm(e.order());
      case VenueEvent.Expired e -> ended(e.order());
      case VenueEvent.Cancelled e -> ended(e.order());
      case VenueEvent other -> {}
    }
  }

  private void ended(ClientOrderId order) {
    placing.confirm(order);
    cancels.confirm(order);
  }
}

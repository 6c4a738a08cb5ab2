package trader.venues.kraken.spot;

import io.netty.channel.Channel;
import java.util.Map;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.venues.VenueRuntime;
import trader.venues.kraken.EntryPause;
import trader.venues.kraken.spot.SocketCall.Request;
import trader.venues.net.RateLimits;
import trader.venues.net.RecentMap;

/**
 * Sends orders, changes and cancels where the venue's limits and the connection let them go, and
 * says for certain of each of the others that it was not sent.
 */
final class OrderSender {
  static final String NOT_SENT = "not-sent";
  static final String RATE_LIMITED = "rate-limited";

  private static final int MOST_REMEMBERED = 10_000;

  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final VenueTime time;
  private final KrakenSpot.Listed listed;
  private final OrderBudget budget;
  private final OrderLink link;
  private final EntryPause pause;
  private final long windowMillis;
  private final Map<ClientOrderId, Long> placedMicros = new RecentMap<>(MOST_REMEMBERED);

  OrderSender(
      KrakenSpotSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      VenueTime time,
      KrakenSpot.Listed listed,
      OrderBudget budget,
      OrderLink link) {
    this.runtime = runtime;
    this.limits = limits;
    this.time = time;
    this.listed = listed;
    this.budget = budget;
    this.link = link;
    this.pause = new EntryPause(runtime.nowMicros());
    this.windowMillis = settings.timings().recvWindow().toMillis();
  }

  /** Keeps entries back while the venue says that it is busy. */
  EntryPause pause() {
    return pause;
  }

  void submit(NewOrder order, Runnable sent) {
    Pair pair = listed.pairs().of(order.instrument());
    long wait = limits.orderWaitMicros();
    long full = budget.waitMicros(order.instrument(), order.purpose(), runtime.now());
    long busy = order.purpose() == Purpose.ENTRY ? pause.waitMicros() : 0;
    Channel channel = link.usable();
    if (wait > 0) {
      refuse(order.id(), RATE_LIMITED, RateLimits.inWords(wait), sent);
    } else if (full > 0) {
      refuse(
          order.id(),
          RATE_LIMITED,
          "not sent: of what Kraken lets be ordered in "
              + order.instrument()
              + " the rest is kept for stops and closing; entries may go in "
              + (full / 1_000_000 + 1)
              + " s",
          sent);
    } else if (busy > 0) {
      refuse(order.id(), RATE_LIMITED, EntryPause.inWords(busy), sent);
    } else if (channel == null) {
      refuse(order.id(), NOT_SENT, "not sent: no connection to the venue", sent);
    } else if (!channel.isWritable()) {
      refuse(order.id(), NOT_SENT, "not sent: the connection takes no more bytes now", sent);
    } else if (pair == null) {
      refuse(order.id(), NOT_SENT, "not sent: Kraken lists no " + order.instrument(), sent);
    } else if (!RequestFrames.fits(order.id())) {
      refuse(
          order.id(),
          NOT_SENT,
          "not sent: Kraken takes a UUID or at most 18 characters as the id of an order, not '"
              + order.id()
              + "'",
          sent);
    } else {
      place(channel, order, pair, sent, false);
    }
  }

  private void refuse(ClientOrderId order, String code, String why, Runnable sent) {
    sent.run();
    link.later(at -> new VenueEvent.Rejected(at, order, code, why));
  }

  private void place(Channel channel, NewOrder order, Pair pair, Runnable sent, boolean again) {
    long id = link.nextId();
    String deadline = time.in(windowMillis);
    long now = runtime.now();
    budget.added(order.instrument(), now);
    placedMicros.put(order.id(), now);
    link.write(
        channel,
        RequestFrames.place(id, order, pair, deadline, link.token()),
        new SocketCall(id, new Request.Place(order), now, again),
        sent);
  }

  /** Sends an order again; answers whether that was possible. */
  boolean placeAgain(NewOrder order) {
    Channel channel = link.usable();
    Pair pair = listed.pairs().of(order.instrument());
    if (channel == null || pair == null || limits.orderWaitMicros() > 0) {
      return false;
    }
    place(channel, order, pair, () -> {}, true);
    return true;
  }

  void cancel(Action.Cancel cancel) {
    long wait = limits.callWaitMicros();
    Channel channel = link.usable();
    ClientOrderId order = cancel.order();
    if (wait > 0) {
      link.later(
          at -> new VenueEvent.CancelRejected(at, order, RATE_LIMITED, RateLimits.inWords(wait)));
    } else if (channel == null) {
      link.later(at ->
          new VenueEvent.CancelRejected(
              at, order, NOT_SENT, "not sent: no connection to the venue"));
    } else {
      long id = link.nextId();
      long now = runtime.now();
      budget.cancelled(cancel.instrument(), age(order, now), now);
      link.write(
          channel,
          RequestFrames.cancel(id, order, link.token()),
          new SocketCall(id, new Request.Cancel(cancel), now, false),
          () -> {});
    }
  }

  void replace(Action.Replace replace) {
    long wait = limits.callWaitMicros();
    Channel channel = link.usable();
    ClientOrderId order = replace.order();
    if (wait > 0) {
      link.later(
          at -> new VenueEvent.ReplaceRejected(at, order, RATE_LIMITED, RateLimits.inWords(wait)));
    } else if (channel == null) {
      link.later(at ->
          new VenueEvent.ReplaceRejected(
              at, order, NOT_SENT, "not sent: no connection to the venue"));
    } else {
      long id = link.nextId();
      long now = runtime.now();
      budget.amended(replace.instrument(), age(order, now), now);
      String deadline = time.in(windowMillis);
      link.write(
          channel,
          RequestFrames.amend(id, replace, deadline, link.token()),
          new SocketCall(id, new Request.Amend(replace), now, false),
          () -> {});
    }
  }

  /** An order of another session counts as old: the venue's own count decides. */
  private long age(ClientOrderId order, long now) {
    Long placed = placedMicros.get(order);
    return placed == null ? Long.MAX_VALUE : now - placed;
  }
}

package trader.venues.kraken.spot;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.venues.VenueRuntime;
import trader.venues.net.RecentMap;
import trader.venues.net.RestAnswer;

/**
 * Looks orders up by our ids: among the open orders first, then among the closed, since one moves
 * only from there to here. Questions that come together share the reading of the open orders, and
 * one that is asked again soon waits: calls are few, and a reading of the account needs some too.
 */
final class Lookups {
  private static final Logger LOG = LoggerFactory.getLogger(Lookups.class);
  private static final String OPEN_ORDERS = "OpenOrders";
  private static final String UNKNOWN_ORDER = "EOrder:Unknown order";
  private static final long AGAIN_MICROS = 2_000_000;
  private static final int MOST_REMEMBERED = 1_000;

  private final VenueRuntime runtime;
  private final KrakenRest rest;
  private final KrakenSpot.Listed listed;
  private final StreamAccount told;
  private final Map<ClientOrderId, Action.Query> waiting = new LinkedHashMap<>();
  private final Map<ClientOrderId, Long> asked = new RecentMap<>(MOST_REMEMBERED);
  private boolean reading;
  private boolean closed;
  private @Nullable ScheduledFuture<?> timer;

  /** {@code told} is what the private channels began with, which spares a call where it holds. */
  Lookups(VenueRuntime runtime, KrakenRest rest, KrakenSpot.Listed listed, StreamAccount told) {
    this.runtime = runtime;
    this.rest = rest;
    this.listed = listed;
    this.told = told;
  }

  void ask(Action.Query query) {
    if (Replies.isVenuesId(query.order())) {
      read(
          "QueryOrders",
          "txid=" + query.order().value(),
          "",
          1,
          List.of(query),
          missing -> missing.forEach(this::notFound));
      return;
    }
    waiting.put(query.order(), query);
    next();
  }

  void close() {
    closed = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Asks for those whose time has come, and waits for the first of the others. */
  private void next() {
    if (reading || closed) {
      return;
    }
    long now = runtime.now();
    List<Action.Query> due = new ArrayList<>();
    long soonest = Long.MAX_VALUE;
    for (Action.Query query : waiting.values()) {
      long from = asked.getOrDefault(query.order(), now - AGAIN_MICROS) + AGAIN_MICROS;
      if (from <= now) {
        due.add(query);
      } else {
        soonest = Math.min(soonest, from);
      }
    }
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    if (!due.isEmpty()) {
      ask(due, now);
    } else if (soonest < Long.MAX_VALUE) {
      timer = runtime.loop().schedule(this::next, soonest - now, TimeUnit.MICROSECONDS);
    }
  }

  private void ask(List<Action.Query> due, long now) {
    reading = true;
    due.forEach(query -> {
      waiting.remove(query.order());
      asked.put(query.order(), now);
    });
    // Never within the call that asks: the caller is the core at work.
    runtime.loop().execute(() -> askOpen(due));
  }

  private void askOpen(List<Action.Query> due) {
    Optional<List<VenueOrder>> open = Optional.empty();
    try {
      open = told.openOrders(listed.pairs());
    } catch (IllegalArgumentException e) {
      LOG.warn("the open orders that the channel began with are garbled: {}", e.getMessage());
    }
    if (open.isPresent()) {
      reading = false;
      askClosed(told(due, open.get()));
    } else {
      read(OPEN_ORDERS, "", "open", 1, due, this::askClosed);
    }
  }

  private void askClosed(List<Action.Query> missing) {
    for (Action.Query query : missing) {
      read(
          "ClosedOrders",
          "cl_ord_id=" + query.order().value(),
          "closed",
          2,
          List.of(query),
          none -> none.forEach(this::notFound));
    }
    next();
  }

  /**
   * What reads answer goes to whoever asked; {@code otherwise} gets those that it does not have.
   */
  private void read(
      String call,
      String parameters,
      String within,
      int cost,
      List<Action.Query> queries,
      Consumer<List<Action.Query>> otherwise) {
    rest.lookUp(
        call,
        parameters,
        cost,
        answer -> {
          if (call.equals(OPEN_ORDERS)) {
            reading = false;
          }
          if (answer instanceof RestAnswer.Refused refused
              && refused.text().startsWith(UNKNOWN_ORDER)) {
            otherwise.accept(queries);
            return;
          }
          if (!(answer instanceof RestAnswer.Ok ok)) {
            failed(queries, call + ": " + KrakenErrors.why(answer));
            return;
          }
          List<VenueOrder> found;
          try {
            found =
                Replies.orders(
                    within.isEmpty() ? ok.body() : ok.body().path(within), listed.pairs());
          } catch (IllegalArgumentException e) {
            failed(queries, call + " is garbled: " + e.getMessage());
            return;
          }
          otherwise.accept(told(queries, found));
        });
  }

  /** Tells of those that are there, and answers the others. */
  private List<Action.Query> told(List<Action.Query> queries, List<VenueOrder> found) {
    Map<String, VenueOrder> byId = new HashMap<>();
    found.forEach(order -> {
      byId.putIfAbsent(order.id().value(), order);
      byId.putIfAbsent(order.venueOrderId(), order);
    });
    List<Action.Query> missing = new ArrayList<>();
    for (Action.Query query : queries) {
      VenueOrder order = byId.get(query.order().value());
      if (order == null) {
        missing.add(query);
      } else {
        runtime.sink().accept(new VenueEvent.OrderFound(runtime.now(), order));
      }
    }
    return missing;
  }

  private void notFound(Action.Query query) {
    runtime.sink().accept(new VenueEvent.OrderNotFound(runtime.now(), query.order()));
  }

  /** A question that was not answered may be asked again at once. */
  private void failed(List<Action.Query> queries, String why) {
    for (Action.Query query : queries) {
      asked.remove(query.order());
      runtime.sink().accept(new VenueEvent.QueryFailed(runtime.now(), query.order(), why));
    }
    next();
  }
}

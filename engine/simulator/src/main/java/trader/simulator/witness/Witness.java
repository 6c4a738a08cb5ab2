package trader.simulator.witness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.ExchangeListener;
import trader.simulator.matching.Order;

/** Remembers what reached the venue. Written by the venue's thread, read by any. */
public final class Witness {
  private static final int MOST_ORDERS = 1_000_000;

  private final List<ReceivedOrder> orders = new ArrayList<>();
  private final Map<String, Long> requests = new TreeMap<>();
  private final Map<String, Long> refusals = new TreeMap<>();
  private final AtomicLong orderCount = new AtomicLong();
  private volatile @Nullable StepWatcher watcher;

  /** Lets one hear of every step from now on; it takes the place of whoever did. */
  public void watchedBy(StepWatcher newWatcher) {
    watcher = newWatcher;
  }

  /** A listener that tells who watches of an order's steps, and then {@code venue} of all. */
  public ExchangeListener before(ExchangeListener venue) {
    return new WatchedListener(venue, this);
  }

  void moved(Step step, Order order) {
    StepWatcher now = watcher;
    if (now != null) {
      now.moved(step, OrderView.of(order));
    }
  }

  /** Tells who watches that a request has been read. */
  public void received(String endpoint, Map<String, String> parameters) {
    StepWatcher now = watcher;
    if (now != null) {
      now.received(endpoint, parameters);
    }
  }

  /** Tells who watches that the answer to a request has left. */
  public void answered(String endpoint) {
    StepWatcher now = watcher;
    if (now != null) {
      now.answered(endpoint);
    }
  }

  /** Tells who watches that all reports that waited have left. */
  public void reported() {
    StepWatcher now = watcher;
    if (now != null) {
      now.reported();
    }
  }

  /** Notes an order; the oldest are forgotten beyond a million. */
  public void order(
      long nanoTime, long wallMicros, String endpoint, Map<String, String> parameters) {
    long sequence = orderCount.incrementAndGet();
    ReceivedOrder order =
        new ReceivedOrder(
            sequence,
            nanoTime,
            wallMicros,
            endpoint,
            parameters.getOrDefault("symbol", ""),
            parameters.getOrDefault("side", ""),
            parameters.getOrDefault("type", ""),
            parameters.getOrDefault("newClientOrderId", ""),
            parameters.getOrDefault("quantity", ""),
            parameters.getOrDefault("price", ""));
    synchronized (orders) {
      if (orders.size() == MOST_ORDERS) {
        orders.subList(0, MOST_ORDERS / 2).clear();
      }
      orders.add(order);
    }
  }

  /** Counts a request of any kind. */
  public void request(String endpoint) {
    synchronized (requests) {
      requests.merge(endpoint, 1L, Long::sum);
    }
  }

  /** Counts a request or connect that was refused since it was one too many. */
  public void overLimit(String limit) {
    synchronized (refusals) {
      refusals.merge(limit, 1L, Long::sum);
    }
  }

  /** How many requests and connects were refused for being too many, by the limit they passed. */
  public Map<String, Long> overLimit() {
    synchronized (refusals) {
      return Collections.unmodifiableMap(new TreeMap<>(refusals));
    }
  }

  /** How many orders have arrived. */
  public long orderCount() {
    return orderCount.get();
  }

  /** The orders that have arrived, oldest first. */
  public List<ReceivedOrder> orders() {
    synchronized (orders) {
      return List.copyOf(orders);
    }
  }

  /** The newest orders, oldest of them first. */
  public List<ReceivedOrder> latest(int limit) {
    synchronized (orders) {
      return List.copyOf(orders.subList(Math.max(0, orders.size() - limit), orders.size()));
    }
  }

  /** How many requests have arrived, by endpoint. */
  public Map<String, Long> requests() {
    synchronized (requests) {
      return Collections.unmodifiableMap(new TreeMap<>(requests));
    }
  }
}

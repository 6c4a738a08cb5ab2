package trader.simulator.matching;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The clients' resting orders of one market, by price, then by time. */
final class ClientBook {
  private final NavigableMap<Long, ArrayDeque<Order>> bids =
      new TreeMap<>(Comparator.reverseOrder());
  private final NavigableMap<Long, ArrayDeque<Order>> asks = new TreeMap<>();

  private NavigableMap<Long, ArrayDeque<Order>> side(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  void add(Order order) {
    side(order.side()).computeIfAbsent(order.price(), k -> new ArrayDeque<>(4)).add(order);
  }

  void remove(Order order) {
    NavigableMap<Long, ArrayDeque<Order>> levels = side(order.side());
    ArrayDeque<Order> level = levels.get(order.price());
    if (level != null && level.remove(order) && level.isEmpty()) {
      levels.remove(order.price());
    }
  }

  boolean isEmpty(Side side) {
    return side(side).isEmpty();
  }

  /** The order first in line on a side. */
  @Nullable Order best(Side side) {
    var entry = side(side).firstEntry();
    return entry == null ? null : entry.getValue().peekFirst();
  }

  /** The orders at a price in their order of arrival. */
  Collection<Order> at(Side side, long price) {
    ArrayDeque<Order> level = side(side).get(price);
    return level == null ? java.util.List.of() : level;
  }

  /** The levels of a side, best first. */
  NavigableMap<Long, ArrayDeque<Order>> levels(Side side) {
    return side(side);
  }

  /** What an order shows of its remaining quantity. */
  static long shown(Order order) {
    long iceberg = order.request().icebergQuantity();
    return iceberg > 0 ? Math.min(iceberg, order.remaining()) : order.remaining();
  }
}

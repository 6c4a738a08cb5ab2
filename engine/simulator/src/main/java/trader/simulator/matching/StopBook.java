package trader.simulator.matching;

import java.util.ArrayList;
import java.util.List;

/** The orders of one market that wait for the last price to reach their trigger. */
final class StopBook {
  private final List<Order> waiting = new ArrayList<>();

  void add(Order order) {
    waiting.add(order);
  }

  void remove(Order order) {
    waiting.remove(order);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether a price would trigger a stop at once. */
  static boolean isReached(NewOrder order, long high, long low) {
    return StopDirection.isUpwards(order.side(), order.type())
        ? high >= order.stopPrice()
        : low <= order.stopPrice();
  }

  /** Takes out the orders that the prices seen since the last call have triggered, oldest first. */
  List<Order> triggered(PriceRange last, PriceRange mark, long nowMicros) {
    List<Order> result = List.of();
    for (int i = 0; i < waiting.size(); i++) {
      Order order = waiting.get(i);
      PriceRange range = order.request().terms().triggerBy() == TriggerBy.MARK ? mark : last;
      if (isTriggered(order, range.high(), range.low(), nowMicros)) {
        if (result.isEmpty()) {
          result = new ArrayList<>(2);
        }
        result.add(order);
      }
    }
    waiting.removeAll(result);
    return result;
  }

  private static boolean isTriggered(Order order, long high, long low, long nowMicros) {
    NewOrder request = order.request();
    if (request.trailingDelta() == 0) {
      return isReached(request, high, low);
    }
    boolean sell = order.side() == Side.SELL;
    if (order.trailingBest == 0) {
      if (request.stopPrice() > 0 && !isReached(request, high, low)) {
        return false;
      }
      order.trailingMicros = nowMicros;
      order.trailingBest = sell ? high : low;
      return false;
    }
    order.trailingBest =
        sell ? Math.max(order.trailingBest, high) : Math.min(order.trailingBest, low);
    long distance = order.trailingBest / 10_000 * request.trailingDelta();
    return sell ? low <= order.trailingBest - distance : high >= order.trailingBest + distance;
  }
}

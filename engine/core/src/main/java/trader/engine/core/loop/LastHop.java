package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;

/**
 * Holds every order, whatever made it, against what it comes from: an entry against what its
 * decision has left to buy, a sale against the position, and both against how many orders one
 * position may cause in a while. What it refuses is a fault of the engine, and stops new risk.
 */
final class LastHop {
  private static final int DECISIONS_KEPT = 200;

  /** What protects has that much more room than what trades; its own budget ends it long before. */
  private static final long STOPS_ROOM = 4;

  private static final Set<Purpose> SALES = EnumSet.of(Purpose.STOP, Purpose.EXIT, Purpose.CLOSE);
  private final Books books;
  private final Map<String, BigDecimal> decided = new LinkedHashMap<>();
  private final Map<PositionKey, Deque<Long>> recent = new HashMap<>();
  private Optional<String> breach = Optional.empty();

  LastHop(Books books) {
    this.books = books;
  }

  /** A decision lets that much be bought in all, in the base asset; said twice, it counts once. */
  void decided(String trace, BigDecimal qty) {
    decided.putIfAbsent(trace, qty);
    if (decided.size() > DECISIONS_KEPT) {
      decided.remove(decided.keySet().iterator().next());
    }
  }

  /** Whether the order may leave. Where it may, it is counted. */
  boolean passes(NewOrder order, long atMicros) {
    Optional<String> fault = order.purpose() == Purpose.ENTRY ? entry(order) : sale(order);
    if (fault.isPresent()) {
      breach = fault;
      return false;
    }
    if (!counts(new PositionKey(order.account(), order.instrument()), order.purpose(), atMicros)) {
      return false;
    }
    if (order.purpose() == Purpose.ENTRY) {
      decided.computeIfPresent(order.trace(), (_, left) -> left.subtract(order.qty()));
    }
    return true;
  }

  /** Whether one more order or change of that position may leave; where it may, it is counted. */
  boolean counts(PositionKey key, Purpose purpose, long atMicros) {
    Deque<Long> times = recent.computeIfAbsent(key, _ -> new ArrayDeque<>());
    long window = books.settings().protection().orderWindowMicros();
    long most =
        books.settings().protection().maxOrdersPerPosition()
            * (purpose == Purpose.STOP ? STOPS_ROOM : 1);
    while (!times.isEmpty() && times.peekFirst() <= atMicros - window) {
      times.removeFirst();
    }
    if (times.size() >= most && purpose != Purpose.CLOSE) {
      breach =
          Optional.of(
              "the "
                  + key
                  + " position has caused "
                  + times.size()
                  + " orders within "
                  + window / 1_000_000
                  + " s, as many as it may; no more of it leave until that is past");
      return false;
    }
    times.addLast(atMicros);
    return true;
  }

  /** What must stop new risk, told once. */
  Optional<String> takeBreach() {
    Optional<String> taken = breach;
    breach = Optional.empty();
    return taken;
  }

  private Optional<String> entry(NewOrder order) {
    BigDecimal left = decided.getOrDefault(order.trace(), BigDecimal.ZERO);
    return order.qty().compareTo(left) <= 0
        ? Optional.empty()
        : Optional.of(
            "the entry of "
                + order.qty().toPlainString()
                + " "
                + order.instrument()
                + " is more than the "
                + left.toPlainString()
                + " that its decision has left to buy; it was not sent");
  }

  private Optional<String> sale(NewOrder order) {
    BigDecimal held = books.portfolio().holding(order.account(), order.instrument()).qty();
    BigDecimal left = held;
    if (!order.reduceOnly()) {
      for (Order other : books.open(order.account(), order.instrument(), SALES)) {
        left = other.absentSale() ? left : left.subtract(other.openQty());
      }
    }
    return order.qty().compareTo(left) <= 0
        ? Optional.empty()
        : Optional.of(
            "the "
                + order.purpose().text()
                + " of "
                + order.qty().toPlainString()
                + " "
                + order.instrument()
                + " is more than the "
                + left.toPlainString()
                + " of the position that no other order sells; it was not sent");
  }
}

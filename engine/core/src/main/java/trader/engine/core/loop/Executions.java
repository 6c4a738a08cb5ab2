package trader.engine.core.loop;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/**
 * How well orders are executed: the latest {@value #KEPT} of each figure. Percentiles are
 * nearest-rank.
 */
final class Executions {
  private static final int KEPT = 200;
  private static final BigDecimal BPS = BigDecimal.valueOf(10_000);
  private final Deque<BigDecimal> latenciesMillis = new ArrayDeque<>();
  private final Deque<BigDecimal> slippagesBps = new ArrayDeque<>();
  private final Deque<Boolean> filled = new ArrayDeque<>();
  private final Deque<Boolean> refused = new ArrayDeque<>();
  private final Deque<Boolean> failedCalls = new ArrayDeque<>();

  /** The venue confirmed an order. */
  void accepted(Order order, long atMicros) {
    keep(latenciesMillis, BigDecimal.valueOf(atMicros - order.intent().intendedMicros(), 3));
    keep(refused, false);
    keep(failedCalls, false);
  }

  /** The venue refused an order. */
  void rejected() {
    keep(refused, true);
  }

  /** A call failed or was not answered. */
  void callFailed() {
    keep(failedCalls, true);
  }

  /**
   * An order ended; {@code decided} is the price that its decision reckoned with. A stop that ends
   * unfilled has done what it was for, and does not count.
   */
  void ended(Order order, BigDecimal decided) {
    if (order.filledQty().signum() > 0 || order.intent().purpose() != Purpose.STOP) {
      keep(filled, order.filledQty().signum() > 0);
    }
    order
        .averagePrice()
        .filter(_ -> decided.signum() > 0)
        .ifPresent(price -> {
          BigDecimal worse =
              order.intent().side() == Side.BUY ? price.subtract(decided) : decided.subtract(price);
          keep(slippagesBps, worse.multiply(BPS).divide(decided, MathContext.DECIMAL32));
        });
  }

  BigDecimal latencyP95Millis() {
    return percentile95(latenciesMillis);
  }

  BigDecimal slippageAverageBps() {
    return slippagesBps.isEmpty()
        ? BigDecimal.ZERO
        : slippagesBps.stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(BigDecimal.valueOf(slippagesBps.size()), 2, RoundingMode.HALF_EVEN);
  }

  BigDecimal slippageP95Bps() {
    return percentile95(slippagesBps);
  }

  /** Percent of ended orders that were filled at least in part; 100 where none has ended. */
  BigDecimal fillRatePct() {
    return filled.isEmpty() ? BigDecimal.valueOf(100) : share(filled);
  }

  BigDecimal failureRatePct() {
    return share(refused);
  }

  BigDecimal venueErrorRatePct() {
    return share(failedCalls);
  }

  private static BigDecimal share(Deque<Boolean> outcomes) {
    long hits = outcomes.stream().filter(hit -> hit).count();
    return outcomes.isEmpty()
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(100 * hits)
            .divide(BigDecimal.valueOf(outcomes.size()), 1, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal percentile95(Deque<BigDecimal> values) {
    if (values.isEmpty()) {
      return BigDecimal.ZERO;
    }
    List<BigDecimal> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int rank = (int) Math.ceil(0.95 * sorted.size());
    return sorted.get(rank - 1).setScale(3, RoundingMode.HALF_EVEN);
  }

  private static <T> void keep(Deque<T> values, T value) {
    values.addLast(value);
    if (values.size() > KEPT) {
      values.removeFirst();
    }
  }
}

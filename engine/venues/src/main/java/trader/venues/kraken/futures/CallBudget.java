package trader.venues.kraken.futures;

import java.util.function.LongSupplier;
import trader.venues.VenueMetrics;

/**
 * What calls may still cost: the venue tells nobody, so it is counted here. Reads leave a part for
 * orders and cancels.
 */
final class CallBudget {
  private static final double VENUES_SIZE = 500;
  private static final double PER_MICRO = VENUES_SIZE / 10_000_000;

  /** Less than the venue's: calls do not reach it in the very intervals in which they left. */
  private static final double SIZE = VENUES_SIZE - 25;

  private static final double RESERVE = 200;
  private static final double HISTORY_SIZE = 100;
  private static final double HISTORY_PER_MICRO = HISTORY_SIZE / 600_000_000;

  private final LongSupplier nowMicros;
  private final VenueMetrics metrics;
  private double left = SIZE;
  private double historyLeft = HISTORY_SIZE;
  private long atMicros;

  CallBudget(LongSupplier nowMicros, VenueMetrics metrics) {
    this.nowMicros = nowMicros;
    this.metrics = metrics;
    atMicros = nowMicros.getAsLong();
  }

  private void refill() {
    long now = nowMicros.getAsLong();
    left = Math.min(SIZE, left + (now - atMicros) * PER_MICRO);
    historyLeft = Math.min(HISTORY_SIZE, historyLeft + (now - atMicros) * HISTORY_PER_MICRO);
    atMicros = now;
  }

  /** Takes what an order, a cancel or a look at one of them costs; whether there was enough. */
  boolean takeForOrder(int cost) {
    refill();
    return take(cost, 0);
  }

  /** Takes what any other read costs; whether there was enough beside the reserve. */
  boolean takeForRead(int cost) {
    refill();
    return take(cost, RESERVE);
  }

  private boolean take(int cost, double reserve) {
    if (left < cost + reserve) {
      return false;
    }
    left -= cost;
    metrics.usedWeight((int) Math.round(SIZE - left));
    return true;
  }

  /** Takes one token of the pool for the past; whether there was one. */
  boolean takeHistory() {
    refill();
    if (historyLeft < 1) {
      return false;
    }
    historyLeft--;
    return true;
  }

  /** The venue says that the pool for the past is used up; the other is not touched by that. */
  void historyExhausted() {
    refill();
    historyLeft = 0;
  }

  /** The venue says that the budget is used up: nothing is left. */
  void exhausted() {
    refill();
    left = 0;
  }
}

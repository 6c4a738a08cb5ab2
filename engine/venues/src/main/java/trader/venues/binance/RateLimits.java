package trader.venues.binance;

import java.util.function.LongSupplier;
import trader.venues.VenueMetrics;

/**
 * What the venue says of its limits, and until when it wants to hear nothing: going on after a
 * refusal for too many requests gets the address banned.
 */
final class RateLimits {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final LongSupplier nowMicros;
  private final VenueMetrics metrics;
  private long callsBlockedUntil;
  private long ordersBlockedUntil;

  RateLimits(LongSupplier nowMicros, VenueMetrics metrics) {
    this.nowMicros = nowMicros;
    this.metrics = metrics;
  }

  void usedWeight(int weight) {
    metrics.usedWeight(weight);
  }

  void usedOrders(String interval, int count) {
    metrics.usedOrders(interval, count);
  }

  /** No call of any kind for so long. */
  void blockCalls(long micros) {
    callsBlockedUntil = Math.max(callsBlockedUntil, nowMicros.getAsLong() + micros);
  }

  /** No new order for so long; cancels and reads are counted apart. */
  void blockOrders(long micros) {
    ordersBlockedUntil = Math.max(ordersBlockedUntil, nowMicros.getAsLong() + micros);
  }

  /** How long until a call may be made; 0 for now. */
  long callWaitMicros() {
    return Math.max(0, callsBlockedUntil - nowMicros.getAsLong());
  }

  /** How long until an order may be sent; 0 for now. */
  long orderWaitMicros() {
    return Math.max(callWaitMicros(), ordersBlockedUntil - nowMicros.getAsLong());
  }

  static String inWords(long waitMicros) {
    return "not sent: the venue asked for silence for another "
        + (waitMicros + MICROS_PER_SECOND - 1) / MICROS_PER_SECOND
        + " s after too many requests";
  }
}

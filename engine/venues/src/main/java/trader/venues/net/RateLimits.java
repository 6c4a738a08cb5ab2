package trader.venues.net;

import java.util.function.LongSupplier;
import trader.venues.VenueMetrics;

/**
 * What the venue says of its limits, and until when it wants to hear nothing: going on after a
 * refusal for too many requests gets the address banned.
 */
public final class RateLimits {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MINUTE_MICROS = 60 * MICROS_PER_SECOND;

  /** Our minute and the venue's may begin a little apart. */
  private static final long MARGIN_MICROS = 250_000;

  /** How much of a minute's weight reads may use; the rest is for orders and cancels. */
  private static final int READS_PERCENT = 80;

  private final LongSupplier nowMicros;
  private final VenueMetrics metrics;
  private long callsBlockedUntil;
  private long ordersBlockedUntil;
  private int perMinute = Integer.MAX_VALUE;
  private long minute;
  private long used;

  /** Nothing is blocked yet. */
  public RateLimits(LongSupplier nowMicros, VenueMetrics metrics) {
    this.nowMicros = nowMicros;
    this.metrics = metrics;
  }

  /** The venue says how much of its limit is used. */
  public void usedWeight(int weight) {
    roll();
    used = Math.max(used, weight);
    metrics.usedWeight(weight);
  }

  /** The venue says how much weight it allows in a minute; before that there is no budget. */
  public void weightPerMinute(int weight) {
    perMinute = weight;
  }

  /** Counts a call that cannot wait. */
  public void spend(int weight) {
    roll();
    used += weight;
  }

  /**
   * How long a read has to wait, so that orders and cancels always find weight left; 0 for now, and
   * then it is counted.
   */
  public long readWaitMicros(int weight) {
    roll();
    if (used + weight <= perMinute / 100L * READS_PERCENT) {
      used += weight;
      return 0;
    }
    long now = nowMicros.getAsLong();
    return MINUTE_MICROS - Math.floorMod(now, MINUTE_MICROS) + MARGIN_MICROS;
  }

  private void roll() {
    long current = Math.floorDiv(nowMicros.getAsLong(), MINUTE_MICROS);
    if (current != minute) {
      minute = current;
      used = 0;
    }
  }

  /** The venue says how many orders it counts in an interval. */
  public void usedOrders(String interval, int count) {
    metrics.usedOrders(interval, count);
  }

  /** No call of any kind for so long. */
  public void blockCalls(long micros) {
    callsBlockedUntil = Math.max(callsBlockedUntil, nowMicros.getAsLong() + micros);
  }

  /** No new order for so long; cancels and reads are counted apart. */
  public void blockOrders(long micros) {
    ordersBlockedUntil = Math.max(ordersBlockedUntil, nowMicros.getAsLong() + micros);
  }

  /** How long until a call may be made; 0 for now. */
  public long callWaitMicros() {
    return Math.max(0, callsBlockedUntil - nowMicros.getAsLong());
  }

  /** How long until an order may be sent; 0 for now. */
  public long orderWaitMicros() {
    return Math.max(callWaitMicros(), ordersBlockedUntil - nowMicros.getAsLong());
  }

  /** Why a call was not made. */
  public static String inWords(long waitMicros) {
    return "not sent: the venue asked for silence for another "
        + (waitMicros + MICROS_PER_SECOND - 1) / MICROS_PER_SECOND
        + " s after too many requests";
  }
}

package trader.venues.net;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
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

  /** How much of it they may use at once; what lies between comes over the minute. */
  private static final int AT_ONCE_PERCENT = 40;

  /** How much of a window's orders entries may use; the rest is for what follows from them. */
  private static final int ENTRIES_PERCENT = 50;

  /** Of a minute's weight they leave less: stops, exits and cancels weigh little. */
  private static final int ENTRIES_WEIGHT_PERCENT = 90;

  private final LongSupplier nowMicros;
  private final VenueMetrics metrics;

  /** Connections on other loops ask for it too. */
  private final AtomicLong callsBlockedUntil = new AtomicLong();

  private final Map<String, OrderWindow> orderWindows = new TreeMap<>();
  private long ordersBlockedUntil;
  private int perMinute = Integer.MAX_VALUE;
  private long minute;
  private long used;

  /**
   * How many orders the venue takes in a window of so many microseconds, and has counted in one.
   */
  private record OrderWindow(long micros, int most, long number, int used) {}

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
   * then it is counted. Reads slow down as the weight is used: half of what they may use is theirs
   * at once, the other half by and by over the minute.
   */
  public long readWaitMicros(int weight) {
    roll();
    long into = Math.floorMod(nowMicros.getAsLong(), MINUTE_MICROS);
    long atOnce = perMinute / 100L * AT_ONCE_PERCENT;
    long later = perMinute / 100L * (READS_PERCENT - AT_ONCE_PERCENT);
    long wanted = used + weight - atOnce;
    if (wanted > later) {
      return MINUTE_MICROS - into + MARGIN_MICROS;
    }
    long from = wanted <= 0 ? 0 : (wanted * MINUTE_MICROS + later - 1) / later;
    if (from > into) {
      return from - into;
    }
    used += weight;
    return 0;
  }

  /** How much of what reads may use in this minute is used, 0 to 1. */
  public double readsUsed() {
    roll();
    return Math.min(1, used / Math.max(1, perMinute / 100.0 * READS_PERCENT));
  }

  /** Our time, microseconds since the epoch. */
  long nowMicros() {
    return nowMicros.getAsLong();
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

  /** The venue says how many orders it counts in an interval that long, and how many it takes. */
  public void usedOrders(String interval, long micros, int count, int most) {
    usedOrders(interval, count);
    long number = Math.floorDiv(nowMicros.getAsLong(), micros);
    orderWindows.put(interval, new OrderWindow(micros, most, number, count));
  }

  /**
   * Why an entry must wait, although the venue would still take it: half of the orders that it
   * takes in each window, and a tenth of the weight, are kept for stops and exits. Empty where it
   * need not.
   */
  public String entryHeld() {
    roll();
    if (used >= perMinute / 100.0 * ENTRIES_WEIGHT_PERCENT) {
      long left = MINUTE_MICROS - Math.floorMod(nowMicros.getAsLong(), MINUTE_MICROS);
      return held(used, "weight of " + perMinute + " that it allows in a minute", left);
    }
    for (OrderWindow window : orderWindows.values()) {
      long left = (window.number + 1) * window.micros - nowMicros.getAsLong();
      if (left > 0 && window.used >= window.most / 100.0 * ENTRIES_PERCENT) {
        long seconds = window.micros / MICROS_PER_SECOND;
        return held(window.used, window.most + " orders that it takes in " + seconds + " s", left);
      }
    }
    return "";
  }

  private static String held(long counted, String allowed, long leftMicros) {
    return "not sent: the venue has counted "
        + counted
        + " of the "
        + allowed
        + ", and what is left for another "
        + inSeconds(leftMicros)
        + " s is kept for stops and exits";
  }

  /** No call of any kind for so long. */
  public void blockCalls(long micros) {
    callsBlockedUntil.accumulateAndGet(nowMicros.getAsLong() + micros, Math::max);
  }

  /** No new order for so long; cancels and reads are counted apart. */
  public void blockOrders(long micros) {
    ordersBlockedUntil = Math.max(ordersBlockedUntil, nowMicros.getAsLong() + micros);
  }

  /** How long until a call may be made; 0 for now. */
  public long callWaitMicros() {
    return Math.max(0, callsBlockedUntil.get() - nowMicros.getAsLong());
  }

  /** How long until an order may be sent; 0 for now. */
  public long orderWaitMicros() {
    return Math.max(callWaitMicros(), ordersBlockedUntil - nowMicros.getAsLong());
  }

  /** Why a call was not made. */
  public static String inWords(long waitMicros) {
    return "not sent: the venue asked for silence for another "
        + inSeconds(waitMicros)
        + " s after too many requests";
  }

  private static long inSeconds(long micros) {
    return (micros + MICROS_PER_SECOND - 1) / MICROS_PER_SECOND;
  }
}

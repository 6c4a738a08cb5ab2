package trader.app.e2e;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * How long a position had no stop at the venue while its engine lived, as the venue saw it. Looks
 * whenever an order has moved. What is less than a venue takes in an order counts as nothing.
 */
final class ProtectionWatch {
  /** Above every venue's lot and least value at the prices of the tests. */
  private static final BigDecimal LEAST = new BigDecimal("0.002");

  private static final long COVERED = -1;
  private final VenueAccount account;
  private final VenueTrail trail;
  private final Histogram micros = new Histogram(3);
  private final AtomicLong bareSince = new AtomicLong(COVERED);
  private final AtomicLong longestMicros = new AtomicLong();
  private volatile boolean engineLives;

  ProtectionWatch(VenueAccount account, VenueTrail trail) {
    this.account = account;
    this.trail = trail;
  }

  /** An engine serves from now on: what it found without a stop counts from here. */
  void engineServes() {
    bareSince.set(COVERED);
    engineLives = true;
    look();
  }

  /** The engine is dead: nothing is its fault from now on, what lasted until now was. */
  void engineIsDead() {
    engineLives = false;
    ended(System.nanoTime());
  }

  /** Whether something is without a stop now. */
  boolean bare() {
    return account.unprotected().compareTo(LEAST) >= 0;
  }

  void look() {
    if (!engineLives) {
      return;
    }
    long now = System.nanoTime();
    if (bare()) {
      bareSince.compareAndSet(COVERED, now);
      return;
    }
    ended(now);
  }

  private void ended(long now) {
    long since = bareSince.getAndSet(COVERED);
    if (since != COVERED) {
      long lasted = (now - since) / 1_000;
      trail.add("was without a stop for " + lasted / 1_000 + " ms until now");
      longestMicros.accumulateAndGet(lasted, Math::max);
      synchronized (micros) {
        micros.recordValue(lasted);
      }
    }
  }

  /** The longest time since this was last asked, one that lasts included. */
  long takeLongestMillis() {
    long since = bareSince.get();
    long lasting = since == COVERED || !engineLives ? 0 : (System.nanoTime() - since) / 1_000;
    return Math.max(lasting, longestMicros.getAndSet(0)) / 1_000;
  }

  /** The figures in words. */
  String figures() {
    synchronized (micros) {
      return "%d gaps in protection, p50 %.1f ms, p99 %.1f ms, max %.1f ms"
          .formatted(
              micros.getTotalCount(),
              micros.getValueAtPercentile(50) / 1e3,
              micros.getValueAtPercentile(99) / 1e3,
              micros.getMaxValue() / 1e3);
    }
  }
}

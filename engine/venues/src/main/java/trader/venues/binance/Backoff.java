package trader.venues.binance;

import java.util.random.RandomGenerator;

/**
 * Pauses before reconnects: each twice the last up to a limit, less a random part of up to half.
 */
final class Backoff {
  private final long firstMillis;
  private final long longestMillis;
  private final RandomGenerator random;
  private long nextMillis;

  Backoff(long firstMillis, long longestMillis, RandomGenerator random) {
    this.firstMillis = firstMillis;
    this.longestMillis = longestMillis;
    this.random = random;
    this.nextMillis = firstMillis;
  }

  long nextMillis() {
    long whole = nextMillis;
    nextMillis = Math.min(longestMillis, 2 * whole);
    return whole - (long) (random.nextDouble() * whole / 2);
  }

  void reset() {
    nextMillis = firstMillis;
  }
}

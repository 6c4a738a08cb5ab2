package trader.venues.net;

import java.util.random.RandomGenerator;

/**
 * Pauses before reconnects: each twice the last up to a limit, less a random part of up to half.
 */
public final class Backoff {
  private final long firstMillis;
  private final long longestMillis;
  private final RandomGenerator random;
  private long nextMillis;

  /** Pauses from {@code firstMillis} to {@code longestMillis}. */
  public Backoff(long firstMillis, long longestMillis, RandomGenerator random) {
    this.firstMillis = firstMillis;
    this.longestMillis = longestMillis;
    this.random = random;
    this.nextMillis = firstMillis;
  }

  /** The next pause. */
  public long nextMillis() {
    long whole = nextMillis;
    nextMillis = Math.min(longestMillis, 2 * whole);
    return whole - (long) (random.nextDouble() * whole / 2);
  }

  /** The next pause is the first again. */
  public void reset() {
    nextMillis = firstMillis;
  }
}

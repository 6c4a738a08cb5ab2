package trader.venues.net;

import java.time.Duration;

/**
 * How long the adapter waits for what.
 *
 * @param recvWindow how old an order may be when it reaches the venue; afterwards it can no longer
 *     arrive
 * @param callTimeout how long the answer to an order, cancel or query may take
 * @param readTimeout how long the answer to any other read may take
 * @param firstBackoff pause before the first reconnect; each further one doubles
 * @param longestBackoff the longest pause before a reconnect
 * @param silence a connection on which nothing at all came for so long is made anew
 * @param clockSync how often the venue's clock is asked for
 * @param rulesRefresh how often the instruments' rules are read again
 */
public record Timings(
    Duration recvWindow,
    Duration callTimeout,
    Duration readTimeout,
    Duration firstBackoff,
    Duration longestBackoff,
    Duration silence,
    Duration clockSync,
    Duration rulesRefresh) {

  /** Throws {@link IllegalArgumentException} for a time that is not positive or too long. */
  public Timings {
    positive("recvWindow", recvWindow);
    positive("callTimeout", callTimeout);
    positive("readTimeout", readTimeout);
    positive("firstBackoff", firstBackoff);
    positive("longestBackoff", longestBackoff);
    positive("silence", silence);
    positive("clockSync", clockSync);
    positive("rulesRefresh", rulesRefresh);
    if (recvWindow.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "recvWindow " + recvWindow + " is longer than the minute that the venue allows");
    }
    if (longestBackoff.compareTo(firstBackoff) < 0) {
      throw new IllegalArgumentException(
          "longestBackoff " + longestBackoff + " is shorter than firstBackoff " + firstBackoff);
    }
  }

  /** What suits the real venue and a simulator alike. */
  public static Timings defaults() {
    return new Timings(
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5));
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " " + value + " must be positive");
    }
  }
}

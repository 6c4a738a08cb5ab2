package trader.simulator.krakenspot;

import java.time.Duration;

/**
 * How much clients may ask for.
 *
 * @param restMost where the counter of REST calls ends
 * @param restDecayPerSecond how fast it falls
 * @param engineMost where the matching engine's counter of a pair ends
 * @param engineDecayPerSecond how fast it falls
 * @param openOrdersPerPair how many orders may be open in a pair
 * @param failuresBeforeLockout so many bad keys, signatures and nonces in a row lock a key out
 * @param lockout for how long
 */
public record KrakenSpotLimits(
    double restMost,
    double restDecayPerSecond,
    double engineMost,
    double engineDecayPerSecond,
    int openOrdersPerPair,
    int failuresBeforeLockout,
    Duration lockout) {

  /** What the venue documents of its middle tier. */
  public static KrakenSpotLimits documented() {
    return new KrakenSpotLimits(20, 0.5, 125, 2.34, 80, 20, Duration.ofMinutes(15));
  }

  /** So much that no client meets it. */
  public static KrakenSpotLimits none() {
    return new KrakenSpotLimits(1e12, 1, 1e12, 1, 1_000_000, 1_000_000, Duration.ofMinutes(15));
  }
}

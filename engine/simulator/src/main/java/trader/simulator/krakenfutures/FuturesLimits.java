package trader.simulator.krakenfutures;

import java.time.Duration;

/**
 * How much an account may ask for.
 *
 * @param budget what calls may cost together in ten seconds
 * @param historyTokens what calls of the past may cost together in ten minutes
 * @param connections WebSocket connections of one address
 * @param forgetFinished how long orders/status knows finished orders
 */
public record FuturesLimits(
    int budget, int historyTokens, int connections, Duration forgetFinished) {
  /** What the venue documents: 500, 100, 100 connections, five seconds. */
  public static FuturesLimits documented() {
    return new FuturesLimits(500, 100, 100, Duration.ofSeconds(5));
  }

  /** No limits of cost. */
  public static FuturesLimits none() {
    return new FuturesLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, 10_000, Duration.ofSeconds(5));
  }
}

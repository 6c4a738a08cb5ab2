package trader.simulator.net;

import java.time.Duration;

/**
 * The venue's patience with connections.
 *
 * @param pingEvery how often the server pings
 * @param pongWithin how long it waits for a pong before it closes
 * @param lifetime how long a connection may live
 */
public record Timeouts(Duration pingEvery, Duration pongWithin, Duration lifetime) {
  /** What the venue documents: 20 s, 60 s, 24 h. */
  public static Timeouts documented() {
    return new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofHours(24));
  }
}

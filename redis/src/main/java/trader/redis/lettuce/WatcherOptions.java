package trader.redis.lettuce;

import java.time.Duration;

/**
 * The times by which a {@link ControlWatcher} lives.
 *
 * @param poll how often everything is read although nothing was pushed
 * @param pollWithoutPush the same where Redis cannot or will not push
 * @param ping how long Redis may be silent before it is asked for a sign
 * @param silence how long it may be silent before it counts as lost
 * @param reconnect how long after a lost connection the next is tried
 */
public record WatcherOptions(
    Duration poll, Duration pollWithoutPush, Duration ping, Duration silence, Duration reconnect) {

  /** Throws {@link IllegalArgumentException} where a ping could not be answered before silence. */
  public WatcherOptions {
    if (silence.compareTo(ping.multipliedBy(3).dividedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "silence " + silence + " leaves no time to answer a ping sent after " + ping);
    }
  }

  /** Poll 1 s, or 100 ms without push; ping after 500 ms, lost after 1 s; reconnect in 50 ms. */
  public static WatcherOptions standard() {
    return new WatcherOptions(
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(50));
  }
}

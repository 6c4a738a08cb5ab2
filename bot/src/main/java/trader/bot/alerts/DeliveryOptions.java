package trader.bot.alerts;

import java.time.Duration;

/**
 * The patience of delivery.
 *
 * @param coalescing for how long further alerts with one fingerprint are gathered after one was
 *     told
 * @param gap the least time between two messages of one outlet
 * @param mostAMinute how many messages that are not critical an outlet gets a minute
 * @param firstRetry how long an outlet rests after its first failure; doubled with each further one
 * @param longestRetry the longest such rest, but for one that the platform asks for
 * @param late from when on a message says how late it is
 * @param stuck from when on an outlet that takes nothing is itself alerted on the others
 * @param deaf from when on a chat platform that does not answer that it listens is alerted
 * @param tick how often what is due is looked for, and how long an outlet waits for news at once
 */
public record DeliveryOptions(
    Duration coalescing,
    Duration gap,
    int mostAMinute,
    Duration firstRetry,
    Duration longestRetry,
    Duration late,
    Duration stuck,
    Duration deaf,
    Duration tick) {

  /**
   * Two minutes, a second, 20, a second, a minute, 30 seconds, two minutes, 90 seconds, 300
   * milliseconds.
   */
  public static DeliveryOptions standard() {
    return new DeliveryOptions(
        Duration.ofMinutes(2),
        Duration.ofSeconds(1),
        20,
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofSeconds(90),
        Duration.ofMillis(300));
  }

  /** How long an outlet rests after that many failures in a row. */
  Duration rest(int failures) {
    Duration rest = firstRetry;
    for (int i = 1; i < failures && rest.compareTo(longestRetry) < 0; i++) {
      rest = rest.multipliedBy(2);
    }
    return rest.compareTo(longestRetry) > 0 ? longestRetry : rest;
  }
}

package trader.venues;

import java.time.Duration;
import trader.venues.net.Timings;

/** Times for adapters under test, which nobody wants to wait for. */
public final class QuickTimings {
  /** Short, but with room for a busy machine. */
  public static final Timings QUICK =
      new Timings(
          Duration.ofSeconds(2),
          Duration.ofMillis(250),
          Duration.ofSeconds(2),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5));

  private QuickTimings() {}
}

package trader.app.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Leaves to chance when something happens. */
final class Chance {
  private Chance() {}

  /** Lets a time pass that is drawn between nothing and {@code most}. */
  static void pause(RandomGenerator random, Duration most) {
    await()
        .pollDelay(Duration.ofNanos(random.nextLong(most.toNanos())))
        .pollInterval(Duration.ofNanos(1))
        .until(() -> true);
  }
}

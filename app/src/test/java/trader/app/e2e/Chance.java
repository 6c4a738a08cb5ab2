package trader.app.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Leaves to chance when something happens. {@code -Dseed=N} draws anew, {@code -Dtrials=N} sets how
 * often a soak tries.
 */
final class Chance {
  private Chance() {}

  /** The seed that was asked for, else the usual one. */
  static long seed(long usual) {
    return Long.getLong("seed", usual);
  }

  /** How many trials a soak was asked for, else the usual number. */
  static int trials(int usual) {
    return Integer.getInteger("trials", usual);
  }

  /** What draws from that seed. */
  static RandomGenerator from(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Lets a time pass that is drawn between nothing and {@code most}. */
  static void pause(RandomGenerator random, Duration most) {
    await()
        .pollDelay(Duration.ofNanos(random.nextLong(most.toNanos())))
        .pollInterval(Duration.ofNanos(1))
        .until(() -> true);
  }
}

package trader.app.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/**
 * A Redis that hangs with its connections open, at any instant under load, adds no risk; once it
 * goes on, so does the engine, and what was said to Redis meanwhile is obeyed.
 */
class FreezeRedisTest {
  private static final long SEED = Chance.seed(20_261_123);
  private static final int FEW = 3;
  private static final int MANY = 100;
  private static final Duration BRIEFLY = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMillis(1_500);
  private final RandomGenerator random = Chance.from(SEED);
  @TempDir private Path directory;

  /** What happens around a freeze. */
  private enum Around {
    /** Nothing is written. */
    NOTHING,
    /** Somebody says halt, and gets no answer before Redis goes on. */
    HALT,
    /** It is over before anybody can have missed Redis. */
    BRIEF
  }

  @Test
  @Tag("integration")
  void freezesAtSomeInstantsAddNoRiskAndLoseNothing() throws InterruptedException {
    run(FEW);
  }

  @Test
  @Tag("soak")
  void freezesAtManyInstantsAddNoRiskAndLoseNothing() throws InterruptedException {
    run(Chance.trials(MANY));
  }

  private void run(int count) throws InterruptedException {
    System.out.println("instants at which Redis freezes drawn with seed " + SEED);
    Around[] all = Around.values();
    try (TestDesk desk = TestDesk.start(Plan.busy(), directory).trading()) {
      RedisOutages outages = new RedisOutages(desk);
      for (int trial = 0; trial < count; trial++) {
        Around around = all[trial % all.length];
        trial(desk, outages, around, "%s, trial %d, seed %d".formatted(around, trial, SEED));
      }
      System.out.printf(
          "measured %d freezes of Redis, seed %d: %s%n", count, SEED, outages.figures());
      outages.assertNothingWasLost();
    }
  }

  private void trial(TestDesk desk, RedisOutages outages, Around around, String when)
      throws InterruptedException {
    outages.truth().awaitOrdersFlow();
    Chance.pause(random, Duration.ofMillis(120));
    desk.redis().process().freeze();
    long gone = System.nanoTime();
    switch (around) {
      case NOTHING -> {
        frozen(desk, outages, gone, when);
        outages.awaitTradingByItself();
      }
      case HALT -> {
        Thread speaker = Thread.ofVirtual().start(() -> sayHalt(desk.redis().port()));
        frozen(desk, outages, gone, when);
        speaker.join();
        desk.awaitState(Lowering.MODE::obeyedBy);
        long halted = System.nanoTime() + RedisOutages.ARRIVAL.toNanos();
        Chance.pause(random, BRIEFLY);
        outages.assertNoEntrySince(halted, when);
      }
      case BRIEF -> {
        Chance.pause(random, BRIEFLY);
        desk.redis().process().thaw();
        outages.awaitReadAgain();
        outages.awaitTradingByItself();
      }
    }
    outages.assertWhole(when);
    desk.trading();
  }

  private void frozen(TestDesk desk, RedisOutages outages, long gone, String when) {
    long barred = outages.awaitBarred(gone);
    Chance.pause(random, LONG);
    outages.assertNoEntrySince(barred, when);
    desk.redis().process().thaw();
    outages.awaitReadAgain();
  }

  /** The system takes the words, Redis reads them once it goes on. */
  private static void sayHalt(int port) {
    try (Jedis jedis = new Jedis("127.0.0.1", port, (int) TestDesk.PATIENCE.toMillis())) {
      jedis.set("mode", "halt");
    }
  }
}

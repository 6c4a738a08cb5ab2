package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Mode;

/**
 * kill -9 of Redis under load, at any instant, adds no risk, loses no order and no halt, raises no
 * lever, and needs no restart of the engine.
 */
class KillRedisTest {
  private static final long SEED = Chance.seed(20_261_122);
  private static final int FEW = 4;
  private static final int MANY = 200;
  private static final Duration LONGEST_AWAY = Duration.ofMillis(500);
  private static final Duration HELD = Duration.ofMillis(200);
  private final RandomGenerator random = Chance.from(SEED);
  private int haltsLostByRedis;
  private int loweringsLostByRedis;
  @TempDir private Path directory;

  /** What happens around a kill. */
  private enum Around {
    /** Nothing is written. */
    NOTHING,
    /** Redis has answered a halt, and dies. */
    HALT,
    /** Redis comes back without a lowering that the engine has obeyed. */
    LOST_LOWERING,
    /** Redis is back at once, maybe before anybody has missed it. */
    RESTART_AT_ONCE
  }

  @Test
  @Tag("integration")
  void killsAtSomeInstantsAddNoRiskAndLoseNothing() {
    run(FEW);
  }

  @Test
  @Tag("soak")
  void killsAtManyInstantsAddNoRiskAndLoseNothing() {
    run(Chance.trials(MANY));
  }

  private void run(int count) {
    System.out.println("kill -9 instants of Redis drawn with seed " + SEED);
    Around[] all = Around.values();
    try (TestDesk desk = TestDesk.start(Plan.busy(), directory).trading()) {
      RedisOutages outages = new RedisOutages(desk);
      for (int trial = 0; trial < count; trial++) {
        Around around = all[trial % all.length];
        trial(desk, outages, around, "%s, trial %d, seed %d".formatted(around, trial, SEED));
      }
      System.out.printf(
          "measured %d kills of Redis, seed %d: %s; %d lowerings were taken from it; %d halts that"
              + " it had answered were not on its disk%n",
          count, SEED, outages.figures(), loweringsLostByRedis, haltsLostByRedis);
      outages.assertNothingWasLost();
    }
  }

  private void trial(TestDesk desk, RedisOutages outages, Around around, String when) {
    outages.truth().awaitOrdersFlow();
    Chance.pause(random, Duration.ofMillis(120));
    switch (around) {
      case NOTHING -> killed(desk, outages, when);
      case HALT -> killedAfterAHalt(desk, outages, when);
      case LOST_LOWERING -> killedAndPutBack(desk, outages, when);
      case RESTART_AT_ONCE -> restarted(desk, outages);
    }
    outages.assertWhole(when);
    desk.trading();
  }

  private void killed(TestDesk desk, RedisOutages outages, String when) {
    desk.redis().process().kill();
    long barred = outages.awaitBarred(System.nanoTime());
    Chance.pause(random, LONGEST_AWAY);
    outages.assertNoEntrySince(barred, when);

    desk.redis().restart();
    outages.awaitReadAgain();
    outages.awaitTradingByItself();
  }

  private void restarted(TestDesk desk, RedisOutages outages) {
    desk.redis().process().kill();
    Chance.pause(random, LONGEST_AWAY);

    desk.redis().restart();
    outages.awaitReadAgain();
    outages.awaitTradingByItself();
  }

  private void killedAfterAHalt(TestDesk desk, RedisOutages outages, String when) {
    desk.rawMode("halt");
    Chance.pause(random, Duration.ofMillis(3));
    desk.redis().process().kill();
    long barred = outages.awaitBarred(System.nanoTime());
    boolean obeyed = desk.state().modeEffective() == Mode.HALT;
    Chance.pause(random, LONGEST_AWAY);

    desk.redis().restart();
    boolean kept = "halt".equals(desk.raw(jedis -> jedis.get("mode")));
    EngineState back = outages.awaitReadAgain();
    if (!kept && !obeyed) {
      // Redis may answer up to two seconds before it writes, while its disk is busy.
      haltsLostByRedis++;
      return;
    }
    assertThat(back.modeEffective()).as(when).isEqualTo(Mode.HALT);
    assertThat(back.gate()).as(when).isEqualTo(GateLevel.CLOSED);
    outages.assertNoEntrySince(barred, when);
  }

  private void killedAndPutBack(TestDesk desk, RedisOutages outages, String when) {
    Lowering[] all = Lowering.values();
    Lowering lowering = all[random.nextInt(all.length)];
    Path before = directory.resolve("redis-before");
    Folders.copy(desk.redis().folder(), before);
    desk.raw(jedis -> jedis.set(lowering.key(), lowering.value()));
    desk.awaitState(lowering::obeyedBy);
    desk.redis().process().kill();
    long barred = outages.awaitBarred(System.nanoTime());

    Folders.copy(before, desk.redis().folder());
    desk.redis().restart();
    loweringsLostByRedis++;
    String held = desk.raw(jedis -> jedis.get(lowering.key()));
    assertThat(held).as("what Redis holds, %s", when).isNotEqualTo(lowering.value());
    outages.awaitReadAgain();
    desk.awaitState(
        state -> state.alerts().stream().anyMatch(line -> line.startsWith("ungranted_raise")));
    await().during(HELD).atMost(TestDesk.PATIENCE).until(() -> desk.state(), lowering::obeyedBy);
    if (!lowering.leavesEntries()) {
      outages.assertNoEntrySince(barred, lowering + ", " + when);
    }
  }
}

package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.Acknowledgement;
import trader.control.Alert;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.Mode;
import trader.control.Reason;
import trader.redis.StoreUnavailableException;

/** From an operator's word, however it is spoken, to an engine that has stopped and stays so. */
@Tag("integration")
class HaltPathTest {
  private static final Duration NO_NEW_RISK_WITHIN = Duration.ofSeconds(3);
  @TempDir private static Path directory;
  private static TestDesk desk;
  private Instant begun = Instant.EPOCH;

  @BeforeAll
  static void startDesk() {
    desk = TestDesk.start(Plan.quiet(), directory);
  }

  @AfterAll
  static void endDesk() {
    desk.close();
  }

  /** Each test begins with an engine that trades, whatever the one before has done to it. */
  @BeforeEach
  void trade() {
    begun = Clock.systemUTC().instant();
    desk.trading();
  }

  @Test
  void rawHaltClosesTheGateAndIsAcknowledgedWithoutACommand() {
    String cursor = desk.store().acknowledgementCursor();

    desk.rawMode("halt");

    Acknowledgement ack = desk.awaitAcknowledgement(cursor, one -> one.subject().equals("mode"));
    assertThat(ack.commandId()).isEmpty();
    assertThat(ack.value()).isEqualTo("halt");
    assertThat(ack.outcome()).isEqualTo(Acknowledgement.Outcome.APPLIED);
    assertThat(ack.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(ack.modeEffective()).isEqualTo(Mode.HALT);
    assertThat(ack.gateMicros()).isPositive();
    assertThat(ack.complete()).isTrue();
    assertHalted("written to Redis directly");
  }

  @Test
  void misspeltHaltHaltsAndAlerts() {
    desk.rawMode("hlat");

    assertHalted("'hlat' is not a value");
    awaitAlert(Reason.CONTROL_VALUE_INVALID, "hlat", "allowed: halt, paper, manual, auto");
  }

  @Test
  void valueOfAnotherTypeHaltsAndAlerts() {
    desk.raw(jedis -> {
      jedis.del("mode");
      return jedis.lpush("mode", "auto");
    });

    EngineState halted = desk.awaitState(state -> state.modeEffective() == Mode.HALT);
    assertThat(halted.gate()).isEqualTo(GateLevel.CLOSED);
    awaitAlert(Reason.CONTROL_VALUE_INVALID, "<list>");
  }

  @Test
  void rawAutoAfterAHaltChangesNothingAndAlerts() {
    desk.rawMode("halt");
    desk.awaitState(state -> state.gate() == GateLevel.CLOSED);

    desk.rawMode("auto");

    awaitAlert(Reason.UNGRANTED_RAISE, "without a grant", "/mode");
    EngineState still = desk.state();
    assertThat(still.mode()).isEqualTo("auto");
    assertThat(still.modeEffective()).isEqualTo(Mode.HALT);
    assertThat(still.gate()).isEqualTo(GateLevel.CLOSED);

    desk.grant(ControlLever.MODE, "auto");
    desk.awaitState(EngineState::tradingEnabled);
  }

  @Test
  void rawRaisesOfOtherLeversChangeNothing() {
    desk.grant(ControlLever.CAPITAL, "10");
    desk.awaitState(state -> state.capitalEffective().intValue() == 10);

    desk.raw(jedis -> jedis.set("capital:stage", "100"));

    awaitAlert(Reason.UNGRANTED_RAISE, "'100' raises risk");
    assertThat(desk.state().capitalEffective()).isEqualByComparingTo("10");
  }

  @Test
  void deletedModeHaltsAndSaysThatTheKeyIsMissing() {
    desk.raw(jedis -> jedis.del("mode"));

    assertHalted("the key is missing from Redis");
    awaitAlert(Reason.CONTROL_VALUE_INVALID, "missing");
  }

  @Test
  void flushedRedisHaltsAndSaysWhy() {
    desk.raw(jedis -> jedis.flushAll());

    assertHalted("the key is missing from Redis");
  }

  @Test
  void killedRedisBarsNewRiskWithinThreeSecondsAndTradingResumesOnceItIsRead() {
    desk.redis().process().kill();

    EngineState barred = awaitBarred("killed Redis");
    assertThat(barred.alerts()).anyMatch(line -> line.startsWith("control_plane_lost"));

    desk.redis().restart();
    EngineState back = desk.awaitState(EngineState::tradingEnabled);
    assertThat(TestDesk.lever(back, Lever.CONTROL_PLANE).value()).isEqualTo("read");
    assertThat(back.alerts()).noneMatch(line -> line.startsWith("control_plane_lost"));
  }

  @Test
  void frozenRedisBarsNewRiskAndAHaltReachesTheEngineWithoutIt() {
    desk.redis().process().freeze();
    awaitBarred("frozen Redis");

    Acknowledgement ack = desk.engine().kill(TestDesk.TOKEN, "Redis hangs");

    assertThat(ack.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(ack.outcome()).isEqualTo(Acknowledgement.Outcome.APPLIED);
    assertThat(desk.awaitState(state -> state.gate() == GateLevel.CLOSED)).isNotNull();

    desk.redis().process().thaw();
    EngineState thawed =
        desk.awaitState(state -> TestDesk.lever(state, Lever.CONTROL_PLANE).value().equals("read"));
    assertThat(thawed.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(TestDesk.lever(thawed, Lever.KILL_SWITCH).why()).contains("Redis hangs");
  }

  @Test
  void haltThatRedisTookWhileItWasFrozenAppliesWhenItThaws() {
    desk.redis().process().freeze();
    awaitBarred("frozen Redis");
    desk.redis().process().thaw();

    desk.rawMode("halt");

    assertHalted("written to Redis directly");
  }

  @Test
  void haltOutlivesAKillOfTheEngineWhateverIsWrittenMeanwhile() {
    desk.rawMode("halt");
    desk.awaitState(state -> state.gate() == GateLevel.CLOSED);
    desk.killEngine();
    desk.rawMode("auto");

    desk.restartEngine();

    desk.awaitState(state ->
        TestDesk.lever(state, Lever.CONTROL_PLANE).value().equals("read")
            && TestDesk.lever(state, Lever.RECONCILING).value().equals("no"));
    EngineState still = desk.state();
    assertThat(still.modeEffective()).isEqualTo(Mode.HALT);
    assertThat(still.gate()).isEqualTo(GateLevel.CLOSED);
  }

  @Test
  void haltThatWasWrittenWhileTheEngineWasDeadAppliesWhenItReturns() {
    desk.killEngine();
    desk.rawMode("halt");

    desk.restartEngine();

    desk.awaitState(state -> TestDesk.lever(state, Lever.CONTROL_PLANE).value().equals("read"));
    assertHalted("written to Redis directly");
  }

  @Test
  void haltOutlivesAKillOfRedis() {
    desk.rawMode("halt");
    desk.awaitState(state -> state.gate() == GateLevel.CLOSED);

    desk.redis().process().kill();
    desk.awaitState(state -> TestDesk.lever(state, Lever.CONTROL_PLANE).value().equals("lost"));
    desk.redis().restart();

    EngineState back =
        desk.awaitState(state -> TestDesk.lever(state, Lever.CONTROL_PLANE).value().equals("read"));
    assertThat(back.mode()).isEqualTo("halt");
    assertThat(back.gate()).isEqualTo(GateLevel.CLOSED);
  }

  @Test
  void redisThatLostItsLastWritesDoesNotEndTheHalt() {
    Path before = directory.resolve("redis-before");
    Folders.copy(desk.redis().folder(), before);
    desk.rawMode("halt");
    desk.awaitState(state -> state.gate() == GateLevel.CLOSED);

    desk.redis().process().kill();
    Folders.copy(before, desk.redis().folder());
    desk.redis().restart();

    EngineState back =
        desk.awaitState(state ->
            TestDesk.lever(state, Lever.CONTROL_PLANE).value().equals("read")
                && "auto".equals(state.mode()));
    assertThat(back.modeEffective()).isEqualTo(Mode.HALT);
    assertThat(back.gate()).isEqualTo(GateLevel.CLOSED);
    awaitAlert(Reason.UNGRANTED_RAISE, "without a grant");

    desk.killEngine();
    desk.restartEngine();
    desk.awaitState(state -> TestDesk.lever(state, Lever.CONTROL_PLANE).value().equals("read"));
    assertThat(desk.state().gate()).isEqualTo(GateLevel.CLOSED);
  }

  private void assertHalted(String why) {
    EngineState halted = desk.awaitState(state -> state.modeEffective() == Mode.HALT);
    assertThat(halted.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(halted.tradingEnabled()).isFalse();
    assertThat(TestDesk.lever(halted, Lever.MODE).why()).contains(why);
  }

  /** New risk is barred in time, and the lever says that it is Redis. */
  private EngineState awaitBarred(String what) {
    long begun = System.nanoTime();
    EngineState barred = desk.awaitState(NO_NEW_RISK_WITHIN, state -> !state.tradingEnabled());
    System.out.printf(
        "%s: no new risk after %d ms%n", what, (System.nanoTime() - begun) / 1_000_000);
    assertThat(TestDesk.lever(barred, Lever.CONTROL_PLANE))
        .satisfies(lever -> {
          assertThat(lever.value()).isEqualTo("lost");
          assertThat(lever.why()).contains("Redis");
        });
    return barred;
  }

  private void awaitAlert(Reason reason, String... words) {
    await()
        .atMost(TestDesk.PATIENCE)
        .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
        .untilAsserted(() -> {
          List<Alert> alerts = desk.store().alerts(20);
          assertThat(alerts)
              .filteredOn(alert -> !alert.at().isBefore(begun))
              .anySatisfy(alert -> {
                assertThat(alert.reason()).isEqualTo(reason);
                assertThat(alert.text()).contains(words);
              });
        });
  }
}

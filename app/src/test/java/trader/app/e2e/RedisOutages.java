package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import trader.control.Color;
import trader.control.EngineState;
import trader.control.Lever;
import trader.control.LeverState;
import trader.redis.StoreUnavailableException;

/** What an engine under load owes whenever Redis goes away and comes back; measures both. */
final class RedisOutages {
  private static final Duration NO_NEW_RISK_WITHIN = Duration.ofSeconds(3);

  /** What had left before the gate closed may arrive this much after it was seen closed. */
  static final Duration ARRIVAL = Duration.ofMillis(100);

  private final TestDesk desk;
  private final VenueTruth truth;
  private final long enginePid;
  private final Histogram barredMillis = new Histogram(3);
  private final Histogram readMillis = new Histogram(3);
  private int outages;

  RedisOutages(TestDesk desk) {
    this.desk = desk;
    this.truth = new VenueTruth(desk);
    this.enginePid = desk.engine().pid();
  }

  VenueTruth truth() {
    return truth;
  }

  /**
   * New risk is barred in time, and the lever and the alert say that it is Redis. Answers since
   * when no entry may reach the venue.
   *
   * @param gone when Redis went, by {@link System#nanoTime()}
   */
  long awaitBarred(long gone) {
    Duration left = NO_NEW_RISK_WITHIN.minusNanos(System.nanoTime() - gone);
    EngineState barred =
        desk.awaitState(
            left, state -> !state.tradingEnabled() && controlPlane(state).value().equals("lost"));
    barredMillis.recordValue((System.nanoTime() - gone) / 1_000_000);
    outages++;
    assertThat(controlPlane(barred).why()).contains("Redis has not answered");
    assertThat(barred.alerts()).anyMatch(line -> line.startsWith("control_plane_lost"));
    return System.nanoTime() + ARRIVAL.toNanos();
  }

  /** Redis answers again: the engine reads it, and says so to others by way of Redis. */
  EngineState awaitReadAgain() {
    Instant back = Clock.systemUTC().instant();
    long backNanos = System.nanoTime();
    EngineState read =
        desk.awaitState(
            state -> state.asOf().isAfter(back) && controlPlane(state).value().equals("read"));
    readMillis.recordValue((System.nanoTime() - backNanos) / 1_000_000);
    await()
        .atMost(TestDesk.PATIENCE)
        .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
        .until(() ->
            desk.store()
                .engineState(Color.BLUE)
                .filter(state -> state.asOf().isAfter(back))
                .isPresent());
    assertThat(read.alerts()).noneMatch(line -> line.startsWith("control_plane_lost"));
    return read;
  }

  /** No entry reaches the venue behind {@code since}, by {@link System#nanoTime()}. */
  void assertNoEntrySince(long since, String when) {
    assertThat(truth.entriesSince(since)).as("entries %s", when).isZero();
  }

  /** It trades again by itself: nobody granted anything, and it is the same process. */
  void awaitTradingByItself() {
    desk.awaitState(EngineState::tradingEnabled);
    truth.awaitOrdersFlow();
  }

  /** Halts, and compares everything; the same process has served all the time. */
  void assertWhole(String when) {
    desk.rawMode("halt");
    truth.assertPositionAndOrdersAreTheVenues(when);
    truth.assertNothingIsDoubled(when);
    assertThat(desk.state().pid()).as("the engine's process %s", when).isEqualTo(enginePid);
  }

  /** What holds after all of them. */
  void assertNothingWasLost() {
    truth.assertNothingWasCorrected();
    assertThat(desk.store().verifyAudit()).as("the break in the audit").isEmpty();
  }

  /** The figures in words. */
  String figures() {
    return ("%d entries; no new risk after p50 %d ms, max %d ms (%d outages that it noticed); levers"
            + " read again after p50 %d ms, max %d ms")
        .formatted(
            truth.entries(),
            barredMillis.getValueAtPercentile(50),
            barredMillis.getMaxValue(),
            outages,
            readMillis.getValueAtPercentile(50),
            readMillis.getMaxValue());
  }

  private static LeverState controlPlane(EngineState state) {
    return TestDesk.lever(state, Lever.CONTROL_PLANE);
  }
}

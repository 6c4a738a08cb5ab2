package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.ControlLever;
import trader.control.Lever;
import trader.control.Mode;

/** kill -9 of an engine under load, at any instant, doubles no order and loses no fill. */
class KillEngineTest {
  private static final long SEED = Chance.seed(20_261_121);
  private static final int FEW = 5;
  private static final int MANY = 200;
  private static final BigDecimal LOT = new BigDecimal("0.00001");
  private static final BigDecimal LEAST_NOTIONAL = new BigDecimal("5");
  private final RandomGenerator random = Chance.from(SEED);
  private final Histogram unprotectedMillis = new Histogram(3);
  private final Histogram startMillis = new Histogram(3);
  private int haltsBefore;
  private int positionsAtRestart;
  @TempDir private Path directory;

  @Test
  @Tag("integration")
  void killsAtSomeInstantsDoubleNothingAndLoseNothing() {
    run(FEW);
  }

  @Test
  @Tag("soak")
  void killsAtManyInstantsDoubleNothingAndLoseNothing() {
    run(Chance.trials(MANY));
  }

  private void run(int count) {
    System.out.println("kill -9 instants drawn with seed " + SEED);
    try (TestDesk desk = TestDesk.start(Plan.busy(), directory).trading()) {
      VenueTruth truth = new VenueTruth(desk);
      for (int trial = 0; trial < count; trial++) {
        trial(desk, truth, "in trial %d, seed %d".formatted(trial, SEED));
      }
      System.out.printf(
          "measured %d kills, seed %d: %d after a halt; %d entries; serving again p50 %d ms, max %d"
              + " ms; %d positions at restart, stop at the venue p50 %d ms, max %d ms after it"
              + " serves%n",
          count,
          SEED,
          haltsBefore,
          truth.entries(),
          startMillis.getValueAtPercentile(50),
          startMillis.getMaxValue(),
          positionsAtRestart,
          unprotectedMillis.getValueAtPercentile(50),
          unprotectedMillis.getMaxValue());
      truth.assertNothingWasCorrected();
    }
  }

  private void trial(TestDesk desk, VenueTruth truth, String when) {
    truth.awaitOrdersFlow();
    boolean halted = random.nextInt(4) == 0;
    Chance.pause(random, Duration.ofMillis(120));
    if (halted) {
      haltsBefore++;
      desk.rawMode("halt");
      Chance.pause(random, Duration.ofMillis(3));
    }
    desk.killEngine();
    long killed = System.nanoTime();

    desk.restartEngine();
    long serving = System.nanoTime();
    startMillis.recordValue((serving - killed) / 1_000_000);
    if (halted) {
      awaitProtected(desk, serving);
    }
    awaitReconciled(desk);
    if (halted) {
      assertThat(desk.state().modeEffective()).as(when).isEqualTo(Mode.HALT);
      assertThat(truth.entriesSince(killed)).as("entries of a halted engine").isZero();
    }
    desk.rawMode("halt");
    truth.assertPositionAndOrdersAreTheVenues(when);
    awaitProtected(desk, System.nanoTime());
    truth.assertNothingIsDoubled(when);
    desk.grant(ControlLever.MODE, "auto");
  }

  private static void awaitReconciled(TestDesk desk) {
    desk.awaitState(state ->
        TestDesk.lever(state, Lever.CONTROL_PLANE).value().equals("read")
            && TestDesk.lever(state, Lever.VENUE_LINK).value().equals("up")
            && TestDesk.lever(state, Lever.RECONCILING).value().equals("no"));
  }

  /** Every lot that could be sold has a stop at the venue. */
  private void awaitProtected(TestDesk desk, long since) {
    boolean position = tradable(desk, unprotected(desk).add(stopped(desk)));
    await()
        .atMost(TestDesk.PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> !tradable(desk, unprotected(desk)));
    if (position) {
      positionsAtRestart++;
      unprotectedMillis.recordValue((System.nanoTime() - since) / 1_000_000);
    }
  }

  private static BigDecimal unprotected(TestDesk desk) {
    return desk.venueHolds("BTC").subtract(stopped(desk)).max(BigDecimal.ZERO);
  }

  private static BigDecimal stopped(TestDesk desk) {
    return desk.simulator().openOrders().stream()
        .filter(order -> order.type().name().startsWith("STOP_LOSS"))
        .map(order -> order.quantity().subtract(order.executed()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static boolean tradable(TestDesk desk, BigDecimal qty) {
    BigDecimal price =
        desk.engine()
            .state()
            .flatMap(state -> state.positions().stream().findFirst())
            .map(trader.control.Position::markPrice)
            .orElse(new BigDecimal("60000"));
    return qty.compareTo(LOT) >= 0 && qty.multiply(price).compareTo(LEAST_NOTIONAL) >= 0;
  }
}

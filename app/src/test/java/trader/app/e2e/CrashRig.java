package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;
import org.awaitility.core.ConditionTimeoutException;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.Lever;
import trader.engine.venue.VenueName;

/** An engine that trades one venue all the time, killed again and again, and what it owes then. */
final class CrashRig implements AutoCloseable {
  private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(5);
  private static final Duration PROTECTED_WITHIN = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STEP_PATIENCE = Duration.ofSeconds(15);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(400);
  private final VenueName venue;
  private final RandomGenerator random;
  private final long seed;
  private final TestDesk desk;
  private final VenueAccount account;
  private final AccountTruth truth;
  private final KillSwitch killSwitch;
  private final Histogram servingMillis = new Histogram(3);
  private final Histogram reconciledMillis = new Histogram(3);
  private final Histogram agreedMillis = new Histogram(3);
  private final List<String> late = new ArrayList<>();
  private final List<CrashStep> absent = new ArrayList<>();
  private boolean faulty;
  private int kills;

  private CrashRig(VenueName venue, Path directory, RandomGenerator random, long seed) {
    this.venue = venue;
    this.random = random;
    this.seed = seed;
    this.desk = TestDesk.start(Plan.crash(venue), directory);
    this.account = new VenueAccount(desk.simulator(), venue);
    this.truth = new AccountTruth(desk, venue, account);
    this.killSwitch = new KillSwitch(account);
  }

  static CrashRig start(VenueName venue, Path directory, RandomGenerator random, long seed) {
    System.out.println("kills at " + venue.text() + " with seed " + seed);
    CrashRig rig = new CrashRig(venue, directory, random, seed);
    rig.desk.trading();
    rig.killSwitch.protection().engineServes();
    return rig;
  }

  /** From now on requests, answers and reports are lost, late, doubled and swapped by chance. */
  void faulty() {
    faulty = true;
    Faults.of(venue).forEach(account.server()::addFault);
  }

  void killAt(CrashStep step, int round) {
    String when = "%s at %s, round %d, seed %d".formatted(step, venue.text(), round, seed);
    var killed = killSwitch.killAt(step, this::kill, STEP_PATIENCE);
    if (killed.isEmpty()) {
      absent.add(step);
      return;
    }
    recover(when);
  }

  void killAtAnyInstant(int trial) {
    String when = "trial %d at %s, seed %d".formatted(trial, venue.text(), seed);
    truth.awaitOrdersFlow();
    Chance.pause(random, LONGEST_WAIT);
    kill();
    recover(when);
  }

  private void kill() {
    killSwitch.protection().engineIsDead();
    desk.killEngine();
    kills++;
  }

  private void recover(String when) {
    try {
      recovered(when);
    } catch (AssertionError | ConditionTimeoutException e) {
      late.add(when + ": " + e.getMessage());
      System.out.println(late.getLast());
    }
    desk.grant(ControlLever.MODE, "auto");
    desk.awaitState(EngineState::tradingEnabled);
  }

  private void recovered(String when) {
    boolean halted = random.nextBoolean();
    if (halted) {
      desk.rawMode("halt");
    }
    long started = System.nanoTime();
    desk.restartEngine();
    long serving = System.nanoTime();
    killSwitch.protection().engineServes();
    servingMillis.recordValue(millisSince(started));
    desk.awaitState(CrashRig::reconciled);
    long reconciled = millisSince(started);
    reconciledMillis.recordValue(reconciled);
    if (reconciled > RECOVERED_WITHIN.toMillis()) {
      late.add("reconciled after " + reconciled + " ms, " + when);
    }
    if (!halted) {
      desk.rawMode("halt");
      started = System.nanoTime();
    }
    truth.awaitAgreement(PATIENCE, when);
    long agreed = millisSince(started);
    if (halted) {
      agreedMillis.recordValue(agreed);
      assertThat(truth.entriesSince(serving)).as("entries in a halt, %s", when).isZero();
    }
    if (agreed > RECOVERED_WITHIN.toMillis()) {
      late.add("agreed with the venue after " + agreed + " ms, " + when);
    }
    truth.assertNothingIsDoubledOrLost(when);
    long bare = killSwitch.protection().takeLongestMillis();
    if (bare > PROTECTED_WITHIN.toMillis()) {
      late.add("without a stop for " + bare + " ms, " + when);
    }
  }

  private static boolean reconciled(EngineState state) {
    return TestDesk.lever(state, Lever.CONTROL_PLANE).value().equals("read")
        && TestDesk.lever(state, Lever.VENUE_LINK).value().equals("up")
        && TestDesk.lever(state, Lever.RECONCILING).value().equals("no");
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  /** Prints what was measured; nothing was corrected by force, nothing took longer than it may. */
  void assertNothingWasLost() {
    assertThat(kills).as("none of the steps came up: %s", absent).isPositive();
    System.out.printf(
        "measured %d kills at %s%s, seed %d: %d orders, %d fills; serving p50 %d ms, max %d ms;"
            + " reconciled p50 %d ms, max %d ms; equal to the venue's p50 %d ms, max %d ms (%d in a"
            + " halt); %s; steps that did not come up: %s; late: %s%n",
        kills,
        venue.text(),
        faulty ? " under faults" : "",
        seed,
        truth.orders(),
        truth.fills(),
        servingMillis.getValueAtPercentile(50),
        servingMillis.getMaxValue(),
        reconciledMillis.getValueAtPercentile(50),
        reconciledMillis.getMaxValue(),
        agreedMillis.getValueAtPercentile(50),
        agreedMillis.getMaxValue(),
        agreedMillis.getTotalCount(),
        killSwitch.protection().figures(),
        absent,
        late);
    truth.assertNothingWasCorrected();
    assertThat(late).isEmpty();
  }

  @Override
  public void close() {
    desk.close();
  }
}

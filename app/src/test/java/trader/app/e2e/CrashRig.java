package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.awaitility.core.ConditionTimeoutException;
import trader.app.e2e.KillLog.Kill;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.Lever;
import trader.engine.venue.VenueName;
import trader.redis.Json;

/** An engine that trades one venue all the time, killed again and again, and what it owes then. */
final class CrashRig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STEP_PATIENCE = Duration.ofSeconds(15);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(400);

  /** A step that has not come up so often does not come up. */
  private static final int ABSENCES = 3;

  private final VenueName venue;
  private final KillLog log;
  private final long seed;
  private final RandomGenerator random;
  private final TestDesk desk;
  private final VenueAccount account;
  private final AccountTruth truth;
  private final KillSwitch killSwitch;
  private final Map<CrashStep, Integer> absent = new EnumMap<>(CrashStep.class);
  private int kills;
  private long logAtKill;

  private CrashRig(VenueName venue, Path directory, Launch launch, long seed, KillLog log) {
    this.venue = venue;
    this.log = log;
    this.seed = seed;
    this.random = Chance.from(seed ^ venue.text().hashCode());
    this.desk = TestDesk.start(Plan.crash(venue), directory.resolve(venue.text()), launch);
    this.account = new VenueAccount(desk.simulator(), venue);
    this.truth = new AccountTruth(desk, venue, account);
    this.killSwitch = new KillSwitch(account);
  }

  static CrashRig start(VenueName venue, Path directory, Launch launch, long seed, KillLog log) {
    System.out.println("kills at " + venue.text() + " with seed " + seed);
    CrashRig rig = new CrashRig(venue, directory, launch, seed, log);
    rig.desk.trading();
    rig.killSwitch.protection().engineServes();
    return rig;
  }

  VenueName venue() {
    return venue;
  }

  /** A kill that does not count: this process with the simulated exchange is new, too. */
  void warmUp() {
    truth.awaitOrdersFlow(PATIENCE);
    kill();
    recovered(KillLog.INSTANT, "");
    kills = 0;
    resume();
  }

  /** From now on requests, answers and reports are lost, late, doubled and swapped by chance. */
  void faulty() {
    Faults.of(venue).forEach(account.server()::addFault);
  }

  /** Kills at the next such step, where one comes up. */
  void killAt(CrashStep step) {
    if (absent.getOrDefault(step, 0) >= ABSENCES) {
      return;
    }
    if (killSwitch.killAt(step, this::kill, STEP_PATIENCE).isEmpty()) {
      absent.merge(step, 1, Integer::sum);
      keep("%s-%s-absent".formatted(venue.text(), step), step + " did not come up");
    } else {
      recover(step.name(), "");
    }
  }

  void killAtAnyInstant() {
    String note = "";
    try {
      truth.awaitOrdersFlow(PATIENCE);
    } catch (ConditionTimeoutException e) {
      note = "no orders flowed for " + PATIENCE.toSeconds() + " s";
      keep(venue.text() + "-no-orders-before-" + kills, note);
    }
    Chance.pause(random, LONGEST_WAIT);
    kill();
    recover(KillLog.INSTANT, note);
  }

  private void kill() {
    killSwitch.protection().engineIsDead();
    desk.killEngine();
    killSwitch.trail().add("the engine is killed");
    kills++;
  }

  private void recover(String at, String note) {
    Kill kill = recovered(at, note);
    log.add(kill);
    if (KillLog.Goals.missed(kill)) {
      keep("%s-%s-%d-%d".formatted(venue.text(), at, seed, kill.number()), kill.toString());
    }
    resume();
  }

  private void resume() {
    logAtKill = desk.logSize();
    desk.grant(ControlLever.MODE, "auto");
    desk.awaitState(EngineState::tradingEnabled);
  }

  private Kill recovered(String at, String before) {
    List<String> notes = new ArrayList<>();
    if (!before.isEmpty()) {
      notes.add(before);
    }
    boolean halted = random.nextBoolean();
    if (halted) {
      desk.rawMode("halt");
    }
    long started = System.nanoTime();
    desk.restartEngine();
    long serving = System.nanoTime();
    killSwitch.protection().engineServes();
    killSwitch.trail().add("an engine serves");
    long reconciled = -1;
    long equal = -1;
    try {
      desk.awaitState(PATIENCE, CrashRig::reconciled);
      reconciled = millisSince(started);
      if (!halted) {
        desk.rawMode("halt");
        started = System.nanoTime();
      }
      truth.awaitAgreement(PATIENCE, at);
      equal = millisSince(started);
    } catch (ConditionTimeoutException e) {
      notes.add(String.valueOf(e.getMessage()));
    }
    if (halted && truth.entriesSince(serving) > 0) {
      notes.add("entries in a halt: " + truth.entriesSince(serving));
    }
    AccountTruth.Damage damage = truth.newDamage(desk.logSince(logAtKill));
    notes.addAll(damage.doubled());
    notes.addAll(damage.lost());
    return new Kill(
        venue,
        at,
        seed,
        kills,
        reconciled,
        equal,
        killSwitch.protection().takeLongestMillis(),
        damage.doubled().size(),
        damage.lost().size(),
        String.join("; ", notes));
  }

  /** Keeps what venue and engine said, for whoever looks for the cause. */
  private void keep(String name, String what) {
    try {
      Files.createDirectories(log.folder());
      Files.writeString(
          log.folder().resolve(name + ".txt"),
          what
              + "\n\nthe engine says of itself:\n"
              + desk.engine().state().map(Json::write)
              + "\n\nthe venue saw:\n"
              + killSwitch.trail().text()
              + "\n\nthe engine said:\n"
              + desk.logSince(logAtKill));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  /** Says what there was, and that every step has come up. */
  void assertEveryStepCameUp() {
    System.out.printf(
        "measured %d kills at %s, seed %d: %d orders, %d fills; %s; steps that did not come up: %s%n",
        kills,
        venue.text(),
        seed,
        truth.orders(),
        truth.fills(),
        killSwitch.protection().figures(),
        absent);
    assertThat(absent).as("steps that did not come up at %s", venue.text()).isEmpty();
  }

  @Override
  public void close() {
    desk.close();
  }
}

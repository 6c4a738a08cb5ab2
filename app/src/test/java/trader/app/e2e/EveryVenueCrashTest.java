package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import trader.engine.venue.VenueName;

/**
 * kill -9 of an engine at each step between its order and the venue, and at any instant while
 * requests, answers and reports are lost, late, doubled and swapped: nothing is doubled, nothing is
 * lost, and what is held is protected again.
 *
 * <p>{@code -Dtrader.kills=N} sets how often each step is killed at, {@code -Dtrader.instants=N}
 * how many random instants there are at each venue; {@code -Dtrader.steps=A,B} and {@code
 * -Dtrader.venues=a,b} name some of them; {@code -Dtrader.rigs=N} sets how many venues are tried at
 * once, {@code -Dtrader.minutes=N} after what time no more is begun. With {@code
 * -Dtrader.kills.log=PATH} several runs add up to these numbers. Each run draws a seed, unless
 * {@code -Dseed=N} gives it.
 */
class EveryVenueCrashTest {
  private static final long SEED = Chance.seed(System.currentTimeMillis());
  private static final int EACH_STEP = 20;
  private static final int INSTANTS = 1_000;
  private static final int RIGS = 2;
  private final KillLog log = KillLog.open();
  private final long deadline =
      System.nanoTime() + Duration.ofMinutes(Integer.getInteger("trader.minutes", 600)).toNanos();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  @Tag("integration")
  void killAtAStepDoublesAndLosesNothing() {
    atEach(
        List.of(VenueName.BINANCE_SPOT, VenueName.BINANCE_FUTURES),
        Launch.usual(),
        rig -> rig.killAt(CrashStep.STOP_RECEIVED));
    // Times are judged where many are taken: here each start shares the machine with a build.
    assertThat(log.damaged()).as("see %s", log.folder()).isEmpty();
  }

  @Test
  @Tag("soak")
  void killAtEachStepDoublesAndLosesNothing() {
    int times = Integer.getInteger("trader.kills", EACH_STEP);
    atEach(
        venues(),
        Launch.aheadOfTime(directory),
        rig -> {
          rig.warmUp();
          for (int round = 0; round < times; round++) {
            for (CrashStep step : steps(rig.venue())) {
              if (log.count(rig.venue(), step.name()) <= round && System.nanoTime() < deadline) {
                rig.killAt(step);
              }
            }
          }
        });
    assertNoneMissedAGoal();
  }

  @Test
  @Tag("soak")
  void killAtManyRandomInstantsUnderFaultsDoublesAndLosesNothing() {
    int times = Integer.getInteger("trader.instants", INSTANTS);
    atEach(
        venues(),
        Launch.aheadOfTime(directory),
        rig -> {
          rig.warmUp();
          rig.faulty();
          while (log.count(rig.venue(), KillLog.INSTANT) < times && System.nanoTime() < deadline) {
            rig.killAtAnyInstant();
          }
        });
    assertNoneMissedAGoal();
  }

  private void assertNoneMissedAGoal() {
    assertThat(log.missed()).as("kills that missed a goal; see %s", log.folder()).isEmpty();
  }

  /** Runs a rig at each venue, some of them at once. */
  private void atEach(List<VenueName> venues, Launch launch, Consumer<CrashRig> kills) {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Integer.getInteger("trader.rigs", RIGS))) {
      List<Future<?>> runs = new ArrayList<>();
      for (VenueName venue : venues) {
        runs.add(
            pool.submit(() -> {
              if (System.nanoTime() < deadline) {
                try (CrashRig rig = CrashRig.start(venue, directory, launch, SEED, log)) {
                  kills.accept(rig);
                  rig.assertEveryStepCameUp();
                }
              }
            }));
      }
      assertAll(runs.stream().map(run -> run::get));
    } finally {
      System.out.println(log.table());
    }
  }

  private static List<VenueName> venues() {
    List<VenueName> venues = new ArrayList<>();
    for (String name : named("trader.venues")) {
      venues.add(VenueName.parse(name).orElseThrow());
    }
    return venues.isEmpty() ? List.of(VenueName.values()) : venues;
  }

  private static Set<CrashStep> steps(VenueName venue) {
    Set<CrashStep> steps = EnumSet.noneOf(CrashStep.class);
    for (String name : named("trader.steps")) {
      steps.add(CrashStep.valueOf(name));
    }
    return steps.isEmpty() ? CrashStep.at(venue) : steps;
  }

  private static List<String> named(String property) {
    String names = System.getProperty(property, "");
    return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
  }
}

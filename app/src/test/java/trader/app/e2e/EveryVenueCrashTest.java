package trader.app.e2e;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trader.engine.venue.VenueName;

/**
 * kill -9 of an engine at each step between its order and the venue, and at any instant while
 * requests, answers and reports are lost, late, doubled and swapped: nothing is doubled, nothing is
 * lost, and what is held is protected again. {@code -Dtrader.kills=N} sets how often each step is
 * killed at, and how many random instants there are; {@code -Dtrader.steps=A,B} names the steps.
 */
class EveryVenueCrashTest {
  private static final long SEED = Chance.seed(20_261_123);
  private static final Set<CrashStep> FEW = EnumSet.of(CrashStep.STOP_RECEIVED);
  private static final int EACH_STEP = 20;
  private static final int INSTANTS = 250;
  private final RandomGenerator random = Chance.from(SEED);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @ParameterizedTest
  @EnumSource(names = {"BINANCE_SPOT", "BINANCE_FUTURES"})
  @Tag("integration")
  void killAtAStepDoublesAndLosesNothing(VenueName venue) {
    try (CrashRig rig = CrashRig.start(venue, directory, random, SEED)) {
      FEW.forEach(step -> rig.killAt(step, 0));
      rig.assertNothingWasLost();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("soak")
  void killAtEachStepDoublesAndLosesNothing(VenueName venue) {
    int times = Integer.getInteger("trader.kills", EACH_STEP);
    try (CrashRig rig = CrashRig.start(venue, directory, random, SEED)) {
      for (int round = 0; round < times; round++) {
        for (CrashStep step : steps(venue)) {
          rig.killAt(step, round);
        }
      }
      rig.assertNothingWasLost();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("soak")
  void killAtManyRandomInstantsUnderFaultsDoublesAndLosesNothing(VenueName venue) {
    int times = Integer.getInteger("trader.kills", INSTANTS);
    try (CrashRig rig = CrashRig.start(venue, directory, random, SEED)) {
      rig.faulty();
      for (int trial = 0; trial < times; trial++) {
        rig.killAtAnyInstant(trial);
      }
      rig.assertNothingWasLost();
    }
  }

  private static Set<CrashStep> steps(VenueName venue) {
    String wanted = System.getProperty("trader.steps", "");
    if (wanted.isEmpty()) {
      return CrashStep.at(venue);
    }
    Set<CrashStep> steps = EnumSet.noneOf(CrashStep.class);
    for (String name : List.of(wanted.split(",", -1))) {
      steps.add(CrashStep.valueOf(name));
    }
    return steps;
  }
}

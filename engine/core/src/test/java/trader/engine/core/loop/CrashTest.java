package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.SECOND;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.Account;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.kit.Checks;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.Story;
import trader.engine.core.orders.ClientOrderId;

/** The process is killed in the middle of what it does, again and again, and goes on. */
class CrashTest {
  private static final int LIVES = 6;

  static LongStream manySeeds() {
    return LongStream.range(2_000, 2_200);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {51, 52, 53, 54})
  void killedAnywhereItDoublesNoOrderAndLosesNoFill(long seed) {
    tell(seed);
  }

  @Tag("soak")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("manySeeds")
  void killedAnywhereManyTimes(long seed) {
    tell(seed);
  }

  private static void tell(long seed) {
    Random random = new Random(seed);
    Story story = new Story(seed, settings(0)).troubled();
    for (int life = 1; life <= LIVES; life++) {
      CoreRig rig = story.rig();
      rig.checks(Checks.withoutCoverage());
      rig.killAt(rig.now() + random.nextLong(60 * SECOND), random);
      try {
        story.live(120 * SECOND);
      } catch (CoreRig.Killed expected) {
        assertThat(rig.journal()).isNotEmpty();
      }
      story = story.restarted(settings(life), readBack(rig.journal())).troubled();
    }
    story.rig().checks(Checks.strict());
    story.settle();
    CoreFuzzTest.assertAgreement(story.rig());
    List<ClientOrderId> received = story.rig().venue(Account.LIVE).received();
    Set<ClientOrderId> distinct = new HashSet<>(received);
    assertThat(received).as("no order twice").hasSameSizeAs(distinct);
  }

  private static ControlEvent.CoreSettings settings(int life) {
    return CoreKit.setup()
        .session(1_767_614_400 + life)
        .maxDailyDrawdown("0.3")
        .warmUp(2 * SECOND)
        .settings();
  }

  static Checkpoint readBack(List<JournalRecord> journal) {
    ControlEvent.Configured first =
        (ControlEvent.Configured) ((JournalRecord.Happened) journal.getFirst()).event();
    Core core = Core.readingBack(first);
    for (JournalRecord record : journal.subList(1, journal.size())) {
      switch (record) {
        case JournalRecord.Happened(Event event) -> core.on(event);
        case JournalRecord.Wanted(Action action) -> core.replayed(action);
      }
    }
    return core.checkpoint();
  }
}

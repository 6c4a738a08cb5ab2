package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.ControlLever;
import trader.control.GateLevel;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.Roll;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.kit.Story;
import trader.engine.core.kit.SwingStrategy;
import trader.engine.core.orders.Purpose;

/** A core that begins anew at its own checkpoint, in the midst of trading. */
class RollTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {61, 62, 63})
  void replayThatBeginsAtTheRollDoesWhatTheLiveCoreDid(long seed) {
    Story story =
        new Story(seed, CoreKit.setup().maxDailyDrawdown("0.3").warmUp(2 * SECOND).settings())
            .troubled();
    CoreRig rig = story.rig();
    story.live(60 * SECOND);
    int rolls = 0;
    int place = 0;
    for (int second = 0; second < 240; second++) {
      story.live(SECOND);
      if (rig.core().quiescent() && second % 20 == 0) {
        place = Roll.of(rig);
        rolls++;
      }
    }
    assertThat(rolls).isPositive();
    List<JournalRecord> journal = rig.journal().subList(place, rig.journal().size());
    assertThat(replay(journal)).isEqualTo(actions(journal));
    story.settle();
    CoreFuzzTest.assertAgreement(rig);
  }

  private static List<Action> actions(List<JournalRecord> journal) {
    return journal.stream()
        .filter(JournalRecord.Wanted.class::isInstance)
        .map(record -> ((JournalRecord.Wanted) record).action())
        .toList();
  }

  private static List<Action> replay(List<JournalRecord> journal) {
    ControlEvent.Configured first =
        (ControlEvent.Configured) ((JournalRecord.Happened) journal.getFirst()).event();
    Core core = Core.deciding(first, _ -> new SwingStrategy());
    List<Action> actions = new ArrayList<>();
    for (JournalRecord record : journal.subList(1, journal.size())) {
      if (record instanceof JournalRecord.Happened(Event event)) {
        actions.addAll(core.on(event));
      }
    }
    return actions;
  }

  @Test
  void rollLeavesStopsAloneAndOpensAgain() {
    ScriptedStrategy strategy = new ScriptedStrategy();
    CoreRig rig = CoreRig.trading(CoreKit.setup().settings(), _ -> strategy);
    strategy.enter("2");
    rig.bar("100");
    rig.advance(61 * SECOND);
    rig.trade("100");
    rig.advance(SECOND);
    assertThat(rig.core().quiescent()).isTrue();
    rig.forget();
    Roll.of(rig);
    rig.trade("100");
    rig.advance(SECOND);
    assertThat(rig.actions(Action.Cancel.class)).isEmpty();
    assertThat(rig.actions(Action.Submit.class)).isEmpty();
    assertThat(rig.actions(Action.Raise.class)).isEmpty();
    assertThat(rig.acknowledgements()).isEmpty();
    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);
    assertThat(rig.held()).isEqualByComparingTo("9.99");
  }

  @Test
  void answerToAGateChangeBeforeTheRollIsNotTakenForOneAfterIt() {
    CoreRig rig = CoreRig.trading(CoreKit.setup().settings(), _ -> new ScriptedStrategy());
    rig.advance(61 * SECOND);
    rig.ticking(false);
    long before = rig.actions(Action.SetGate.class).getLast().change();
    Roll.of(rig);
    rig.forget();
    rig.desk().raw(ControlLever.MODE, "halt");
    rig.read();
    rig.feed(new ControlEvent.GateDrained(rig.now(), before, 20));
    assertThat(rig.acknowledgements()).isEmpty();
    long change = rig.actions(Action.SetGate.class).getLast().change();
    assertThat(change).isGreaterThan(before);
    rig.feed(new ControlEvent.GateDrained(rig.now(), change, 20));
    assertThat(rig.acknowledgements()).hasSize(1);
  }

  @Test
  void coreIsNotQuiescentWhileAnythingIsUnderWay() {
    ScriptedStrategy strategy = new ScriptedStrategy();
    CoreRig rig = CoreRig.trading(CoreKit.setup().settings(), _ -> strategy);
    assertThat(rig.core().quiescent()).isTrue();
    rig.venue().fillsEntries(false);
    strategy.enter("2");
    rig.bar("100");
    assertThat(rig.core().quiescent()).as("an entry is pending").isFalse();
    rig.advance(SECOND / 4);
    assertThat(rig.core().quiescent()).as("an entry works").isFalse();
    rig.venue().fill(rig.submitted(Purpose.ENTRY).getFirst().id(), CoreKit.dec("10"), rig.now());
    rig.advance(SECOND / 4);
    assertThat(rig.core().quiescent()).as("a stop works").isTrue();
    rig.feed(new ControlEvent.Stopping(rig.now(), "asked to"));
    assertThat(rig.core().quiescent()).as("it stops").isFalse();
  }
}

package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.SECOND;

import org.junit.jupiter.api.Test;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;

/** Orders whose answer does not come: nothing but the venue's own word ends the doubt. */
class UnknownOutcomeTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();
  private final CoreRig rig = CoreRig.trading(CoreKit.setup().settings(), _ -> strategy);

  /** The venue has the entry, its answer is lost, and it answers no question either. */
  private NewOrder unanswered() {
    rig.venue().failingCalls(true);
    rig.venue().silentFor(1);
    strategy.enter("2");
    rig.bar(BTC, "100");
    return rig.submitted(Purpose.ENTRY).getLast();
  }

  private void seconds(int count) {
    for (int second = 0; second < count; second++) {
      rig.trade("101");
      rig.advance(SECOND);
    }
  }

  private OrderState state(NewOrder order) {
    return rig.order(order).map(OrderRecord::state).orElseThrow();
  }

  @Test
  void timeAloneNeverEndsAnOrderAndItsLateFillIsBooked() {
    NewOrder entry = unanswered();
    seconds(300);
    assertThat(state(entry)).as("after five minutes").isEqualTo(OrderState.UNKNOWN);
    assertThat(rig.held().signum()).isZero();
    rig.venue().failingCalls(false);
    seconds(5);
    assertThat(state(entry)).isEqualTo(OrderState.FILLED);
    assertThat(rig.held()).isEqualByComparingTo("9.99");
    assertThat(rig.submitted(Purpose.STOP)).as("protected once it is known").hasSize(1);
    assertThat(rig.submitted(Purpose.ENTRY)).as("never sent again").hasSize(1);
  }

  @Test
  void nothingElseIsEnteredWhileAnOutcomeIsUnknown() {
    unanswered();
    for (int bar = 0; bar < 20; bar++) {
      strategy.enter("2");
      rig.bar(BTC, "100");
    }
    assertThat(rig.submitted(Purpose.ENTRY)).hasSize(1);
  }

  @Test
  void orderThatNeverArrivedIsLostOnlyOnceItCannotBeOnItsWayAnyMore() {
    rig.venue().deafFor(1);
    strategy.enter("2");
    rig.bar(BTC, "100");
    NewOrder entry = rig.submitted(Purpose.ENTRY).getLast();
    long sent = entry.intendedMicros();
    rig.advance(2 * SECOND);
    assertThat(state(entry)).as("it may still be on its way").isEqualTo(OrderState.UNKNOWN);
    seconds(4);
    assertThat(state(entry)).isEqualTo(OrderState.LOST);
    assertThat(rig.now() - sent)
        .isGreaterThanOrEqualTo(rig.settings().limits().unknownGraceMicros());
    assertThat(rig.actions(Action.Query.class)).hasSizeGreaterThan(1);
  }

  @Test
  void orderThatTheFillsOfAReadingCompleteIsNotAskedFor() {
    rig.venue().fillsEntries(false);
    strategy.enter("2");
    rig.bar(BTC, "100");
    rig.advance(SECOND);
    NewOrder entry = rig.submitted(Purpose.ENTRY).getLast();
    assertThat(state(entry)).isEqualTo(OrderState.WORKING);
    rig.forget();
    rig.venue().linkDown(rig.now());
    rig.venue().fillUnreported(entry.id(), entry.qty(), rig.now());
    rig.venue().linkUp(rig.now());
    rig.advance(SECOND);

    assertThat(state(entry)).isEqualTo(OrderState.FILLED);
    assertThat(rig.submitted(Purpose.STOP)).as("protected").hasSize(1);
    assertThat(rig.actions(Action.Query.class)).isEmpty();
  }
}

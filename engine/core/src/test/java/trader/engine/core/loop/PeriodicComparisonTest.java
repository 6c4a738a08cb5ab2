package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import org.junit.jupiter.api.Test;
import trader.control.GateLevel;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;

/** What the core does once a minute, although nothing calls for it. */
class PeriodicComparisonTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();
  private final CoreRig rig = CoreRig.trading(CoreKit.setup().settings(), _ -> strategy);

  private NewOrder protectedPosition() {
    strategy.enter("2");
    rig.bar("100");
    rig.advance(SECOND / 2);
    return rig.submitted(Purpose.STOP).getLast();
  }

  /** A minute and a little in which data flows. */
  private void minute() {
    for (int second = 0; second < 62; second++) {
      rig.trade("100");
      rig.advance(SECOND);
    }
  }

  @Test
  void nothingFoundLeavesTheGateAsItIs() {
    protectedPosition();
    rig.forget();
    minute();
    assertThat(rig.actions(Action.Reconcile.class)).hasSize(1);
    minute();
    assertThat(rig.actions(Action.Reconcile.class)).hasSize(2);
    assertThat(rig.actions(Action.SetGate.class)).isEmpty();
    assertThat(rig.logs("RECONCILIATION_REPORT")).isEmpty();
    assertThat(rig.state().alerts()).isEmpty();
    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);
  }

  @Test
  void depositIsFoundCorrectedAndNoProfit() {
    rig.forget();
    rig.venue().deposit("USDT", dec("500"));
    minute();
    assertThat(rig.logs("COMPARISON_DIFFERS"))
        .singleElement()
        .satisfies(log -> assertThat(log.fields()).contains("USDT is 10000 here and 10500 there"));
    assertThat(rig.logs("QTY_SYNCED")).hasSize(1);
    assertThat(rig.logs("RECONCILIATION_REPORT")).hasSize(1);
    assertThat(rig.state().cashUsd()).isEqualByComparingTo("10500");
    assertThat(rig.state().pnlToday()).isEqualByComparingTo("0");
    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);
  }

  @Test
  void stopThatIsGoneAtTheVenueIsFoundAndPlacedAgain() {
    NewOrder stop = protectedPosition();
    rig.venue().dropUnreported(stop.id(), rig.now());
    assertThat(rig.venue().working()).isEmpty();
    minute();
    assertThat(rig.logs("COMPARISON_DIFFERS").getFirst().fields())
        .contains(stop.id() + " works here and is not open there");
    assertThat(rig.venue().working()).hasSize(1).doesNotContain(stop.id());
  }

  @Test
  void fillThatWasNeverReportedIsFoundAndBooked() {
    NewOrder stop = protectedPosition();
    rig.venue().fillUnreported(stop.id(), dec("4"), rig.now());
    minute();
    assertThat(rig.logs("COMPARISON_DIFFERS").getFirst().fields())
        .contains("4 is filled there and 0 here");
    assertThat(rig.held()).isEqualByComparingTo("5.99");
  }

  @Test
  void readingDuringWhichAnOrderMovedIsMadeAgain() {
    rig.venue().fillsEntries(false);
    rig.forget();
    for (int i = 0; i < 1_300 && rig.actions(Action.Reconcile.class).isEmpty(); i++) {
      rig.advance(SECOND / 20);
      if (i % 20 == 0) {
        rig.trade("100");
      }
    }
    assertThat(rig.actions(Action.Reconcile.class)).hasSize(1);
    strategy.enter("2");
    rig.feed(
        new trader.engine.core.MarketEvent.Trade(
            rig.now(),
            CoreKit.BTC,
            rig.now() - rig.now() % CoreKit.BAR + CoreKit.BAR,
            900_000,
            dec("100"),
            dec("1"),
            false));
    assertThat(rig.submitted(Purpose.ENTRY)).hasSize(1);
    rig.advance(3 * SECOND);
    assertThat(rig.actions(Action.Reconcile.class)).hasSize(2);
    assertThat(rig.logs("COMPARISON_DIFFERS")).isEmpty();
    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);
  }

  @Test
  void readingThatKeepsFailingIsTold() {
    rig.venue().failingCalls(true);
    rig.forget();
    for (int minutes = 0; minutes < 6; minutes++) {
      minute();
    }
    assertThat(rig.logs("COMPARISON_FAILED")).hasSizeGreaterThan(3);
    assertThat(rig.alerts(Reason.RECONCILIATION))
        .singleElement()
        .satisfies(alert -> assertThat(alert.text()).contains("has not been compared"));
    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);
    rig.venue().failingCalls(false);
    minute();
    assertThat(rig.state().alerts()).isEmpty();
  }
}

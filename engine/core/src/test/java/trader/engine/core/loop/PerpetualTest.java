package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.MILLI;
import static trader.engine.core.kit.CoreKit.PERP;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.ReconciliationReport;
import trader.engine.core.VenueEvent;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;

/** Money and positions of a perpetual, and what others do to them. */
class PerpetualTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();
  private final CoreRig rig =
      CoreRig.trading(CoreKit.setup().instruments(PERP).settings(), _ -> strategy);

  private int imports;

  private NewOrder protectedPosition() {
    strategy.enter("2");
    rig.bar(PERP, "100");
    rig.advance(SECOND / 2);
    return rig.submitted(Purpose.STOP).getLast();
  }

  private void price(String price) {
    rig.trade(PERP, dec(price));
  }

  private void seconds(int count) {
    for (int second = 0; second < count; second++) {
      price("100");
      rig.advance(SECOND);
    }
  }

  private void assertCashIsTheVenues() {
    assertThat(rig.state().cashUsd()).isEqualByComparingTo(rig.venue().total("USDT"));
  }

  private Acknowledgement importOf(Optional<String> qty, Optional<String> stop) {
    rig.forget();
    rig.feed(
        new ControlEvent.ImportPosition(
            rig.now(),
            "i" + imports++,
            PERP,
            qty.map(CoreKit::dec),
            stop.map(CoreKit::dec),
            "cli:anna",
            "ours now",
            CoreKit.time(rig.now())));
    return rig.acknowledgements().getLast();
  }

  @Test
  void onlyFeesAndRealizedProfitMoveCashAndEquityFollowsThePrice() {
    protectedPosition();
    assertThat(rig.held(Account.LIVE, PERP)).isEqualByComparingTo("10");
    assertThat(rig.state().cashUsd()).isEqualByComparingTo("9999");
    price("101.5");
    assertThat(rig.state().equityUsd()).isEqualByComparingTo("10014");
    assertThat(rig.state().positions())
        .singleElement()
        .satisfies(position -> assertThat(position.unrealizedPnl()).isEqualByComparingTo("15"));
    assertThat(rig.state().balances()).as("a contract is no coin").hasSize(1);
    strategy.exit();
    rig.bar(PERP, "101.5");
    rig.advance(SECOND);
    assertThat(rig.state().cashUsd()).isEqualByComparingTo("10012.985");
    assertThat(rig.state().realizedPnlToday()).isEqualByComparingTo("12.985");
    assertThat(rig.state().positions()).isEmpty();
    assertCashIsTheVenues();
  }

  @Test
  void exitIsReduceOnlyAndGoesAtOnceUnderTheStopWhichDiesWithThePosition() {
    NewOrder stop = protectedPosition();
    assertThat(stop.reduceOnly()).isTrue();
    assertThat(rig.submitted(Purpose.ENTRY).getLast().reduceOnly()).isFalse();
    rig.forget();
    strategy.exit();
    rig.bar(PERP, "100");
    assertThat(rig.submitted(Purpose.EXIT))
        .singleElement()
        .satisfies(exit -> assertThat(exit.reduceOnly()).isTrue());
    assertThat(rig.actions(Action.Cancel.class)).as("the stop still stands").isEmpty();
    rig.advance(SECOND);
    assertThat(rig.held(Account.LIVE, PERP).signum()).isZero();
    assertThat(rig.venue().working()).isEmpty();
    assertThat(rig.venue().positionQty(PERP)).as("nothing was opened").isEqualByComparingTo("0");
  }

  @Test
  void fundingIsBookedOnceHoweverOftenItComes() {
    protectedPosition();
    long at = rig.now();
    rig.venue().fund(PERP, dec("-0.125"), at);
    rig.advance(10 * MILLI);
    rig.feed(new VenueEvent.FundingPaid(rig.now(), Account.LIVE, PERP, dec("-0.125"), "USDT", at));
    assertThat(rig.state().cashUsd()).isEqualByComparingTo("9998.875");
    assertThat(rig.logs("FUNDING_BOOKED")).hasSize(1);
    assertCashIsTheVenues();
  }

  @Test
  void fundingThatWasNeverReportedIsFoundAndIsNoDeposit() {
    protectedPosition();
    rig.venue().fundUnreported(PERP, dec("-0.25"), rig.now());
    rig.forget();
    seconds(65);
    assertThat(rig.logs("COMPARISON_DIFFERS")).hasSize(1);
    assertThat(rig.logs("QTY_SYNCED")).as("it was booked, not corrected").isEmpty();
    assertThat(rig.state().realizedPnlToday()).isEqualByComparingTo("-1.25");
    assertCashIsTheVenues();
  }

  @Test
  void handTradeThatShrinksThePositionIsFoundAndTheStopFollows() {
    NewOrder stop = protectedPosition();
    rig.forget();
    rig.venue().byHand(PERP, dec("-4"), rig.now());
    seconds(3);
    assertThat(rig.held(Account.LIVE, PERP)).isEqualByComparingTo("6");
    assertThat(rig.venue().workingOrders())
        .singleElement()
        .satisfies(order -> {
          assertThat(order.qty()).isEqualByComparingTo("6");
          assertThat(order.id()).isNotEqualTo(stop.id());
        });
    assertThat(rig.alerts(Reason.RECONCILIATION))
        .anySatisfy(alert -> assertThat(alert.text()).contains("here and is 6.0"));
    ReconciliationReport report = rig.actions(Action.Reconciled.class).getLast().report();
    assertThat(report.phantom()).isEqualTo(1);
    assertThat(report.qtyMismatch()).isEqualTo(1);
    assertCashIsTheVenues();
  }

  @Test
  void shortByHandIsShownAsForeignBarsEntriesAndIsNeverTouched() {
    rig.venue().byHand(PERP, dec("-2"), rig.now());
    seconds(3);
    assertThat(rig.state().positions())
        .singleElement()
        .satisfies(position -> {
          assertThat(position.side()).isEqualTo("short");
          assertThat(position.qty()).isEqualByComparingTo("2");
          assertThat(position.strategy()).isEqualTo("foreign");
        });
    rig.forget();
    strategy.enter("2");
    rig.bar(PERP, "100");
    assertThat(rig.submitted(Purpose.ENTRY)).isEmpty();
    assertThat(rig.logs("ORDER_REFUSED").getLast().fields()).contains("not this engine's");
    Acknowledgement refused = importOf(Optional.empty(), Optional.empty());
    assertThat(refused.outcome()).isEqualTo(Acknowledgement.Outcome.REFUSED);
    assertThat(refused.why()).contains("short of 2");
    assertThat(rig.venue().positionQty(PERP)).isEqualByComparingTo("-2");
  }

  @Test
  void foreignLongIsTakenInByImportOnlyAndThenProtected() {
    rig.venue().byHand(PERP, dec("2"), rig.now());
    seconds(3);
    assertThat(rig.submitted(Purpose.STOP)).as("not ours, not touched").isEmpty();
    assertThat(importOf(Optional.of("5"), Optional.empty()).why()).contains("at most the 2");
    assertThat(importOf(Optional.empty(), Optional.of("100.5")).why())
        .contains("below the last price 100");
    Acknowledgement taken = importOf(Optional.empty(), Optional.of("95"));
    assertThat(taken.outcome()).isEqualTo(Acknowledgement.Outcome.APPLIED);
    seconds(1);
    assertThat(rig.state().positions())
        .singleElement()
        .satisfies(position -> {
          assertThat(position.strategy()).isEqualTo("imported");
          assertThat(position.stopPrice()).isEqualByComparingTo("95");
        });
    assertThat(rig.venue().workingOrders())
        .singleElement()
        .satisfies(order -> assertThat(order.qty()).isEqualByComparingTo("2"));
    assertCashIsTheVenues();
  }

  @Test
  void liquidationIsBookedToldAndTheAccountCompared() {
    protectedPosition();
    price("99");
    rig.forget();
    rig.venue().liquidate(PERP, rig.now());
    rig.advance(SECOND);
    assertThat(rig.held(Account.LIVE, PERP).signum()).isZero();
    assertThat(rig.state().cashUsd()).isEqualByComparingTo("9989");
    assertThat(rig.logs("POSITION_LIQUIDATED")).hasSize(1);
    assertThat(rig.alerts(Reason.INVARIANT_VIOLATION))
        .singleElement()
        .satisfies(alert -> assertThat(alert.text()).contains("10.00000 of it ours"));
    assertThat(rig.actions(Action.Reconciled.class)).isNotEmpty();
    assertThat(rig.venue().working()).as("its stop died with it").isEmpty();
    assertCashIsTheVenues();
  }
}

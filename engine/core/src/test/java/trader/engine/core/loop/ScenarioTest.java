package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.MILLI;
import static trader.engine.core.kit.CoreKit.NOON;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.control.ControlLever;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ModelVenue;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/** What happens to an engine that trades, one trouble at a time. */
class ScenarioTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();
  private final CoreRig rig = CoreRig.trading(CoreKit.setup().settings(), _ -> strategy);

  private NewOrder protectedPosition() {
    strategy.enter("2");
    rig.bar("100");
    rig.advance(SECOND / 2);
    rig.trade("100");
    return rig.submitted(Purpose.STOP).getLast();
  }

  private boolean holds(Lever lever) {
    return rig.state().levers().stream()
        .anyMatch(state -> state.name() == lever && state.allows() != GateLevel.OPEN);
  }

  @Test
  void staleMarketDataBarsEntriesLeavesStopsAndHealsWithTheNextTrade() {
    protectedPosition();
    rig.forget();
    rig.advance(10 * SECOND);
    assertThat(rig.gate()).as("ten seconds are allowed").isEqualTo(GateLevel.OPEN);
    rig.advance(SECOND);
    assertThat(rig.gate()).isEqualTo(GateLevel.REDUCE_ONLY);
    assertThat(holds(Lever.MARKET_DATA)).isTrue();
    assertThat(rig.alerts(Reason.MARKET_DATA_STALE))
        .singleElement()
        .satisfies(alert ->
            assertThat(alert.text())
                .contains("BTCUSDT.BINANCE has had no trade or quote since 2026-01-05T12:00:"));
    assertThat(rig.venue().working()).hasSize(1);
    assertThat(rig.actions(Action.Cancel.class)).isEmpty();
    rig.trade("100");
    rig.advance(SECOND / 10);
    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);
    assertThat(rig.state().alerts()).isEmpty();
  }

  @Test
  void streamThatIsDownBarsAnEntryAtOnceAndCancelsTheOneThatWorks() {
    rig.venue().fillsEntries(false);
    strategy.enter("2");
    rig.bar("100");
    rig.advance(10 * MILLI);
    rig.feed(new MarketEvent.FeedStatus(rig.now(), BTC, false, "reset by peer"));
    rig.advance(SECOND / 10);
    assertThat(rig.gate()).isEqualTo(GateLevel.REDUCE_ONLY);
    assertThat(rig.venue().working()).isEmpty();
    rig.forget();
    strategy.enter("2");
    rig.feed(
        new MarketEvent.PastBar(
            rig.now(),
            BTC,
            CoreKit.pastBars(rig.now() - rig.now() % CoreKit.BAR + CoreKit.BAR, 1, dec("100"))
                .getFirst()));
    rig.advance(SECOND / 10);
    assertThat(rig.submitted(Purpose.ENTRY)).isEmpty();
  }

  @Test
  void depositFoundByARequestedReconciliationIsNeitherProfitNorANewPeak() {
    protectedPosition();
    rig.venue().deposit("USDT", dec("2500.50"));
    rig.forget();
    rig.feed(new ControlEvent.ReconcileRequested(rig.now(), "r1", "cli:anna"));
    assertThat(rig.gate()).isEqualTo(GateLevel.REDUCE_ONLY);
    rig.advance(SECOND / 2);
    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);
    assertThat(rig.state().cashUsd()).isEqualByComparingTo("11500.50");
    assertThat(rig.state().pnlToday()).isEqualByComparingTo("-1");
    assertThat(rig.state().risk().drawdown()).isEqualByComparingTo("-0.008");
    assertThat(rig.logs("QTY_SYNCED"))
        .singleElement()
        .satisfies(log -> assertThat(log.fields()).contains("was=9000", "is=11500.5"));
    assertThat(rig.held()).isEqualByComparingTo("9.99");
  }

  @Test
  void ordersOfOthersAreCountedAndNeverTouched() {
    protectedPosition();
    ClientOrderId theirs = new ClientOrderId("web_4711");
    rig.venue().foreignOrder(order(theirs));
    rig.forget();
    rig.feed(new ControlEvent.ReconcileRequested(rig.now(), "r1", "cli:anna"));
    rig.advance(SECOND / 2);
    assertThat(rig.logs("RECONCILIATION_REPORT"))
        .singleElement()
        .satisfies(log -> assertThat(log.fields()).contains("foreign_orders=1", "orphaned=0"));
    rig.feed(new VenueEvent.Cancelled(rig.now(), new ClientOrderId("web_1"), dec("0"), "by hand"));
    assertThat(rig.logs("ORDER_NOT_OURS")).hasSize(1);
    rig.desk().raw(ControlLever.MODE, "halt");
    rig.read();
    rig.feed(
        new ControlEvent.CloseRequested(
            rig.now(), "x1", Optional.empty(), "cli:anna", "all", CoreKit.time(rig.now())));
    rig.advance(2 * SECOND);
    assertThat(rig.held()).isEqualByComparingTo("0");
    assertThat(rig.venue().working()).containsExactly(theirs);
  }

  @Test
  void openOrderWithOurMarkThatNobodyHereKnowsIsToldAndLeftAlone() {
    ClientOrderId orphan = ClientOrderId.derive('b', 17, 3);
    rig.venue().foreignOrder(order(orphan));
    rig.forget();
    rig.feed(new ControlEvent.ReconcileRequested(rig.now(), "r1", "cli:anna"));
    rig.advance(SECOND / 2);
    assertThat(rig.alerts(Reason.RECONCILIATION))
        .singleElement()
        .satisfies(alert -> assertThat(alert.text()).contains(orphan.value(), "left alone"));
    assertThat(rig.venue().working()).containsExactly(orphan);
  }

  private NewOrder order(ClientOrderId id) {
    return new NewOrder(
        id,
        Account.LIVE,
        BTC,
        Side.BUY,
        OrderType.LIMIT,
        Purpose.ENTRY,
        dec("0.1"),
        dec("50"),
        null,
        null,
        "someone",
        "by hand",
        NOON);
  }

  @Test
  void drawdownThrowsTheKillSwitchAndAGrantArmsItForAFallFromHere() {
    CoreRig bold =
        CoreRig.trading(
            CoreKit.setup()
                .maxNotionalPerOrder("9000")
                .maxTotalNotional("9000")
                .riskPerTrade("0.2")
                .settings(),
            _ -> strategy);
    strategy.enter("20");
    bold.bar("100");
    bold.advance(SECOND / 2);
    assertThat(bold.held()).isEqualByComparingTo("89.91");
    bold.trade("97");
    assertThat(bold.gate()).as("2.8 % below the peak").isEqualTo(GateLevel.OPEN);
    bold.forget();
    bold.trade("96");
    assertThat(bold.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(bold.logs("KILL_SWITCH_ACTIVATED"))
        .singleElement()
        .satisfies(log -> assertThat(log.fields()).contains("reason=drawdown", "3 %"));
    assertThat(bold.alerts(Reason.DRAWDOWN)).hasSize(1);
    assertThat(bold.venue().working()).as("the stop stays").hasSize(1);
    bold.advance(SECOND);
    bold.trade("95");
    assertThat(bold.alerts(Reason.DRAWDOWN)).as("once").hasSize(1);

    bold.desk().grant(ControlLever.KILL, "armed", bold.now());
    bold.read();
    bold.advance(SECOND / 10);
    assertThat(bold.gate()).isEqualTo(GateLevel.OPEN);
    assertThat(bold.state().alerts()).isEmpty();
    bold.trade("93");
    bold.advance(SECOND / 10);
    assertThat(bold.gate()).as("2 % below where it was armed").isEqualTo(GateLevel.OPEN);
    bold.trade("91");
    assertThat(bold.gate()).isEqualTo(GateLevel.CLOSED);
  }

  @Test
  void positionWhoseStopIsRefusedIsToldAndNewRiskEndsWithTheBudget() {
    strategy.enter("2");
    rig.bar("100");
    rig.forget();
    rig.venue().rejecting("Filter failure: MAX_NUM_ALGO_ORDERS");
    rig.advance(900 * MILLI);
    assertThat(rig.alerts(Reason.UNPROTECTED_POSITION)).isEmpty();
    rig.advance(200 * MILLI);
    assertThat(rig.alerts(Reason.UNPROTECTED_POSITION))
        .singleElement()
        .satisfies(alert ->
            assertThat(alert.text())
                .contains("9.99", "live position has no stop", "1 s", "/close BTCUSDT"));
    for (int second = 0; second < 20; second++) {
      rig.trade("100");
      rig.advance(SECOND);
    }
    assertThat(rig.submitted(Purpose.STOP)).as("ever more slowly").hasSizeBetween(5, 8);
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.logs("KILL_SWITCH_ACTIVATED").getFirst().fields())
        .contains("unprotected_position", "5 stops", "MAX_NUM_ALGO_ORDERS");
    rig.venue().rejecting(null);
    rig.advance(40 * SECOND);
    assertThat(rig.venue().working()).hasSize(1);
    assertThat(rig.state().alerts()).noneMatch(text -> text.contains("has no stop"));
  }

  @Test
  void stopThatWouldTriggerAtOnceSellsThePositionInstead() {
    strategy.enter("2");
    rig.bar("100");
    rig.forget();
    rig.trade("97");
    rig.advance(SECOND);
    assertThat(rig.submitted(Purpose.STOP))
        .extracting(NewOrder::type)
        .containsExactly(OrderType.STOP_LOSS, OrderType.MARKET);
    assertThat(rig.held()).isEqualByComparingTo("0");
    assertThat(rig.venue().working()).isEmpty();
    assertThat(rig.alerts(Reason.UNPROTECTED_POSITION)).isEmpty();
    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);
  }

  @Test
  void fillThatComesBeforeTheRulesIsBookedOnceFromTheAccountsHistory() {
    NewOrder stop = protectedPosition();
    Map<Account, ModelVenue> venues = new EnumMap<>(Account.class);
    venues.putAll(CoreRig.venues(rig.settings(), dec("10000"), new Random(1)));
    venues.put(Account.LIVE, rig.venue());
    rig.venue().linkDown(rig.now());
    while (rig.venue().nextMicros() < Long.MAX_VALUE) {
      rig.venue().take();
    }
    CoreRig again =
        new CoreRig(
            CoreKit.setup().session(1_767_614_401).settings(),
            rig.core().checkpoint(),
            _ -> strategy,
            venues,
            rig.now() + SECOND);
    again.venue().linkUp(again.now());
    again.advance(10 * MILLI);
    again.venue().fill(stop.id(), dec("9.99"), again.now());
    again.advance(10 * MILLI);
    assertThat(again.held()).as("it cannot be booked yet").isEqualByComparingTo("9.99");
    again.connect("97");
    again.advance(SECOND);
    assertThat(again.held()).isEqualByComparingTo("0");
    assertThat(again.order(stop).orElseThrow().state()).isEqualTo(OrderState.FILLED);
    assertThat(again.order(stop).orElseThrow().tradeIds()).hasSize(1);
    assertThat(again.logs("RECONCILIATION_REPORT").getLast().fields()).contains("phantom=0");
    assertThat(again.submitted(Purpose.STOP)).as("nothing is left to protect").isEmpty();
  }
}

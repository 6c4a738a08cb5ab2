package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.AMENDED;
import static trader.engine.core.kit.CoreKit.AMENDED_PERP;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.MILLI;
import static trader.engine.core.kit.CoreKit.PERP;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trader.control.Account;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.Action.Measure.Measured;
import trader.engine.core.ControlEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreKit.Setup;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;

/** Stops and take-profits through fills in parts, refusals, losses and spikes, on each kind. */
class ProtectionTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();

  static Stream<InstrumentId> kinds() {
    return Stream.of(BTC, AMENDED, PERP, AMENDED_PERP);
  }

  private CoreRig rig(InstrumentId instrument, Setup setup) {
    return CoreRig.trading(setup.instruments(instrument).settings(), _ -> strategy);
  }

  private NewOrder protectedPosition(CoreRig rig, InstrumentId instrument) {
    strategy.enter("2");
    rig.bar(instrument, "100");
    rig.advance(SECOND / 2);
    return rig.submitted(Purpose.STOP).getLast();
  }

  private NewOrder restingEntry(CoreRig rig, InstrumentId instrument) {
    rig.venue().fillsEntries(false);
    strategy.enter("2");
    rig.bar(instrument, "100");
    rig.advance(10 * MILLI);
    NewOrder entry = rig.submitted(Purpose.ENTRY).getLast();
    rig.forget();
    return entry;
  }

  private static List<Long> measured(CoreRig rig, Measured what) {
    return rig.actions(Action.Measure.class).stream()
        .filter(measure -> measure.what() == what)
        .map(Action.Measure::value)
        .toList();
  }

  private static void seconds(CoreRig rig, InstrumentId instrument, int count) {
    for (int second = 0; second < count; second++) {
      rig.trade(instrument, dec("100"));
      rig.advance(SECOND);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void positionHasAStopFromTheFirstFillAndNotAfterTheLast(InstrumentId instrument) {
    CoreRig rig = rig(instrument, CoreKit.setup());
    NewOrder entry = restingEntry(rig, instrument);
    rig.venue().fill(entry.id(), dec("3"), rig.now());
    rig.advance(200 * MILLI);
    assertThat(rig.venue().working()).as("the entry, and a stop").hasSize(2);
    assertThat(rig.submitted(Purpose.STOP))
        .singleElement()
        .satisfies(stop -> assertThat(stop.qty()).isBetween(dec("2.99"), dec("3")));
    assertThat(measured(rig, Measured.UNPROTECTED_MICROS))
        .singleElement()
        .satisfies(micros ->
            assertThat(micros)
                .isPositive()
                .isLessThan(CoreKit.rules(instrument).perpetual() ? 10 * MILLI : 150 * MILLI));
  }

  @Test
  void nextStopWorksBeforeTheLastIsCancelledWhereTheVenueDoesNotAmend() {
    CoreRig rig = rig(PERP, CoreKit.setup());
    NewOrder entry = restingEntry(rig, PERP);
    rig.venue().fill(entry.id(), dec("3"), rig.now());
    rig.advance(20 * MILLI);
    ClientOrderId first = rig.submitted(Purpose.STOP).getLast().id();
    rig.forget();
    rig.venue().fill(entry.id(), dec("4"), rig.now());
    rig.advance(3 * MILLI);
    ClientOrderId second = rig.submitted(Purpose.STOP).getLast().id();
    assertThat(rig.actions(Action.Cancel.class)).as("not before the next works").isEmpty();
    assertThat(rig.venue().working()).contains(first, second);
    rig.advance(20 * MILLI);
    assertThat(rig.venue().working()).contains(second).doesNotContain(first);
    assertThat(rig.submitted(Purpose.STOP).getLast().qty()).isEqualByComparingTo("7");
  }

  @Test
  void stopIsAmendedWhereTheVenueDoesThatAndKeepsItsId() {
    CoreRig rig = rig(AMENDED_PERP, CoreKit.setup());
    NewOrder entry = restingEntry(rig, AMENDED_PERP);
    rig.venue().fill(entry.id(), dec("3"), rig.now());
    rig.advance(20 * MILLI);
    ClientOrderId stop = rig.submitted(Purpose.STOP).getLast().id();
    rig.forget();
    rig.venue().fill(entry.id(), dec("4"), rig.now());
    rig.advance(20 * MILLI);
    assertThat(rig.actions(Action.Replace.class))
        .singleElement()
        .satisfies(replace -> assertThat(replace.qty()).isEqualByComparingTo("7"));
    assertThat(rig.submitted(Purpose.STOP)).isEmpty();
    assertThat(rig.actions(Action.Cancel.class)).isEmpty();
    assertThat(rig.venue().workingOrders())
        .filteredOn(order -> order.id().equals(stop))
        .singleElement()
        .satisfies(order -> assertThat(order.qty()).isEqualByComparingTo("7"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stopThatStandsIsLeftAlone(InstrumentId instrument) {
    CoreRig rig = rig(instrument, CoreKit.setup());
    protectedPosition(rig, instrument);
    rig.forget();
    seconds(rig, instrument, 60);
    assertThat(rig.submitted(Purpose.STOP)).isEmpty();
    assertThat(rig.actions(Action.Cancel.class)).isEmpty();
    assertThat(rig.actions(Action.Replace.class)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stopStandsItsDistanceBelowTheEntryPriceWhateverTheFees(InstrumentId instrument) {
    CoreRig rig = rig(instrument, CoreKit.setup());
    NewOrder entry = restingEntry(rig, instrument);
    rig.venue().fill(entry.id(), dec("3"), rig.now());
    rig.advance(SECOND / 5);
    rig.venue().fill(entry.id(), dec("7"), rig.now());
    rig.advance(SECOND / 5);
    assertThat(rig.venue().workingOrders())
        .isNotEmpty()
        .allSatisfy(stop -> assertThat(stop.stopPrice()).isEqualByComparingTo("98"));
  }

  @Test
  void stopOnSpotDiesWithAPositionThatSomeoneElseSold() {
    CoreRig rig = rig(BTC, CoreKit.setup());
    NewOrder stop = protectedPosition(rig, BTC);
    rig.venue().drop(stop.id(), rig.now());
    rig.venue().deposit("BTC", dec("-9.99"));
    seconds(rig, BTC, 70);
    assertThat(rig.held().signum()).isZero();
    assertThat(rig.venue().working()).as("nothing is left that would sell").isEmpty();
  }

  @Test
  void replaceThatIsNeverAnsweredIsAskedForAndTakenAsTheVenueHasIt() {
    CoreRig rig = rig(AMENDED_PERP, CoreKit.setup());
    NewOrder entry = restingEntry(rig, AMENDED_PERP);
    rig.venue().fill(entry.id(), dec("3"), rig.now());
    rig.advance(20 * MILLI);
    NewOrder stop = rig.submitted(Purpose.STOP).getLast();
    rig.venue().silentFor(1);
    rig.venue().fill(entry.id(), dec("4"), rig.now());
    rig.advance(3 * SECOND);
    assertThat(rig.order(stop).orElseThrow().order().qty()).isEqualByComparingTo("7");
    assertThat(rig.submitted(Purpose.STOP)).as("one intent, one stop").hasSize(1);
    assertThat(rig.actions(Action.Replace.class)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stopThatWasTriggeredAndNotFilledInItsTimeIsFollowedByASaleAtTheMarket(
      InstrumentId instrument) {
    CoreRig rig = rig(instrument, CoreKit.setup());
    NewOrder stop = protectedPosition(rig, instrument);
    rig.forget();
    rig.feed(new VenueEvent.Triggered(rig.now(), stop.id()));
    rig.advance(2_900 * MILLI);
    assertThat(rig.submitted(Purpose.STOP)).as("it has its time").isEmpty();
    rig.advance(SECOND);
    assertThat(rig.submitted(Purpose.STOP))
        .singleElement()
        .satisfies(sale -> {
          assertThat(sale.type()).isEqualTo(OrderType.MARKET);
          assertThat(sale.cause()).contains("triggered", "3000 ms");
        });
    assertThat(rig.state().positions()).isEmpty();
    assertThat(rig.venue().working()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stopThatTheVenueDropsTimeAndAgainIsRepairedWithinTheBudgetAndThenHalts(
      InstrumentId instrument) {
    CoreRig rig = rig(instrument, CoreKit.setup());
    protectedPosition(rig, instrument);
    rig.forget();
    for (int second = 0; second < 14 * 60; second++) {
      rig.venue().working().forEach(id -> rig.venue().drop(id, rig.now()));
      seconds(rig, instrument, 1);
    }
    assertThat(rig.submitted(Purpose.STOP)).as("no storm of stops").hasSizeBetween(5, 25);
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.logs("KILL_SWITCH_ACTIVATED"))
        .singleElement()
        .satisfies(log -> assertThat(log.fields()).contains("unprotected_position", "5 stops"));
    assertThat(measured(rig, Measured.STOP_MISSING)).hasSizeGreaterThanOrEqualTo(5);
    assertThat(rig.alerts(Reason.UNPROTECTED_POSITION)).isNotEmpty();
  }

  @Test
  void stopThatVanishesWithoutAReportIsFoundCountedAndPlacedAgain() {
    CoreRig rig = rig(BTC, CoreKit.setup());
    NewOrder stop = protectedPosition(rig, BTC);
    rig.forget();
    rig.venue().dropUnreported(stop.id(), rig.now());
    seconds(rig, BTC, 65);
    assertThat(rig.submitted(Purpose.STOP)).hasSize(1);
    assertThat(rig.venue().working()).hasSize(1);
    assertThat(measured(rig, Measured.STOP_MISSING)).hasSize(1);
    assertThat(measured(rig, Measured.STOP_REPAIRED)).hasSize(1);
    assertThat(rig.actions(Action.Reconciled.class))
        .anySatisfy(done -> assertThat(done.report().phantom()).isEqualTo(1));
  }

  @Test
  void validatorThatMayNotRepairAlertsAndHaltsAtTheFirstMissingStop() {
    CoreRig rig = rig(BTC, CoreKit.setup().noRepair());
    NewOrder stop = protectedPosition(rig, BTC);
    rig.forget();
    rig.venue().drop(stop.id(), rig.now());
    seconds(rig, BTC, 5);
    assertThat(rig.submitted(Purpose.STOP)).isEmpty();
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.logs("KILL_SWITCH_ACTIVATED").getFirst().fields())
        .contains("STOP_VALIDATOR_REPAIR is off");
    assertThat(rig.alerts(Reason.UNPROTECTED_POSITION))
        .anySatisfy(alert -> assertThat(alert.text()).contains("does not place it again"));
  }

  @Test
  void takeProfitWaitsAtTheVenueOfAPerpetualAndDiesWithThePosition() {
    CoreRig rig = rig(PERP, CoreKit.setup().takeProfit("1.5"));
    protectedPosition(rig, PERP);
    assertThat(rig.submitted(Purpose.TAKE_PROFIT))
        .singleElement()
        .satisfies(order -> {
          assertThat(order.reduceOnly()).isTrue();
          assertThat(order.stopPrice()).isEqualByComparingTo("103.01");
          assertThat(order.qty()).isEqualByComparingTo("10");
        });
    assertThat(rig.state().positions().getFirst().takeProfitPrice()).isEqualByComparingTo("103.01");
    rig.trade(PERP, dec("103.5"));
    rig.advance(SECOND);
    assertThat(rig.state().positions()).isEmpty();
    assertThat(rig.venue().working()).as("the stop went with it").isEmpty();
    assertThat(rig.state().cashUsd()).isEqualByComparingTo(rig.venue().total("USDT"));
  }

  @Test
  void takeProfitOnSpotIsTakenByTheEngineSinceTheStopLocksTheCoins() {
    CoreRig rig = rig(BTC, CoreKit.setup().takeProfit("1.5"));
    protectedPosition(rig, BTC);
    rig.forget();
    rig.trade("103");
    rig.advance(SECOND / 5);
    assertThat(rig.submitted(Purpose.EXIT)).isEmpty();
    rig.trade("103.5");
    rig.advance(SECOND / 5);
    assertThat(rig.submitted(Purpose.EXIT))
        .singleElement()
        .satisfies(exit -> assertThat(exit.strategy()).isEqualTo("take-profit"));
    assertThat(rig.state().positions()).isEmpty();
  }

  @Test
  void stopAndExitCarryTheTraceOfTheDecisionOrCommandTheyComeFrom() {
    CoreRig rig = rig(BTC, CoreKit.setup());
    NewOrder stop = protectedPosition(rig, BTC);
    NewOrder entry = rig.submitted(Purpose.ENTRY).getLast();
    assertThat(entry.trace()).isNotEmpty().isEqualTo(stop.trace());
    assertThat(rig.logs("DECISION_TRACE"))
        .anySatisfy(log -> assertThat(log.fields()).contains("trace=" + entry.trace()));
    rig.feed(
        new ControlEvent.CloseRequested(
            rig.now(), "x1", Optional.empty(), "cli:anna", "drill", CoreKit.time(rig.now())));
    rig.advance(SECOND);
    assertThat(rig.submitted(Purpose.CLOSE))
        .singleElement()
        .satisfies(sale -> assertThat(sale.trace()).isEqualTo("x1"));
  }

  @Test
  void positionThatCausesTooManyOrdersIsStoppedAtTheLastHopAndHalts() {
    CoreRig rig = rig(BTC, CoreKit.setup().ordersPerPosition(3));
    protectedPosition(rig, BTC);
    strategy.exit();
    rig.bar("100");
    rig.advance(SECOND / 2);
    assertThat(rig.held(Account.LIVE, BTC).signum()).isZero();
    rig.forget();
    strategy.enter("2");
    rig.bar("100");
    rig.advance(SECOND / 2);
    assertThat(rig.submitted(Purpose.ENTRY)).isEmpty();
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.logs("KILL_SWITCH_ACTIVATED").getFirst().fields())
        .contains("invariant_violation", "has caused 3 orders within 60 s");
  }
}

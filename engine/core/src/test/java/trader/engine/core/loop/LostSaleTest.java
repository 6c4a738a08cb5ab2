package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.MILLI;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.control.Lever;
import trader.engine.core.Action;
import trader.engine.core.Action.Measure.Measured;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.VenueOrder;
import trader.engine.core.kit.Checks;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ModelVenue;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;

/**
 * A spot position whose stop has made way for a sale that never reaches the venue: it has a stop
 * again within a second, and is not sold twice.
 */
class LostSaleTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();

  static Stream<InstrumentId> kinds() {
    return Stream.of(CoreKit.BTC, CoreKit.AMENDED);
  }

  /** The stop is cancelled, the sale has left and does not arrive. */
  private CoreRig withALostSale(InstrumentId instrument) {
    CoreRig rig =
        CoreRig.trading(CoreKit.setup().instruments(instrument).settings(), _ -> strategy);
    strategy.enter("2");
    rig.bar(instrument, "100");
    rig.advance(SECOND);
    assertThat(rig.venue().workingOrders()).as("the stop").hasSize(1);
    rig.forget();
    strategy.exit();
    rig.bar(instrument, "100");
    while (rig.actions(Action.Cancel.class).isEmpty()) {
      rig.advance(MILLI);
    }
    rig.venue().deafFor(1);
    while (rig.submitted(Purpose.EXIT).isEmpty()) {
      rig.advance(MILLI);
    }
    assertThat(rig.venue().working()).as("neither stop nor sale works").isEmpty();
    return rig;
  }

  private static void protectedWhole(CoreRig rig, InstrumentId instrument) {
    assertThat(rig.venue().workingOrders())
        .singleElement()
        .extracting(VenueOrder::qty)
        .isEqualTo(CoreKit.rules(instrument).floorQty(rig.held(Account.LIVE, instrument)));
  }

  private static OrderState state(CoreRig rig, NewOrder order) {
    return rig.order(order).map(OrderRecord::state).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void positionHasAStopAgainWithinASecondAndTheSaleIsSentAgainOnlyOnceItIsLost(
      InstrumentId instrument) {
    CoreRig rig = withALostSale(instrument);
    NewOrder sale = rig.submitted(Purpose.EXIT).getLast();
    rig.advance(900 * MILLI);

    protectedWhole(rig, instrument);
    assertThat(state(rig, sale)).as("it may still be on its way").isEqualTo(OrderState.UNKNOWN);
    List<Long> bare =
        rig.actions(Action.Measure.class).stream()
            .filter(measure -> measure.what() == Measured.UNPROTECTED_MICROS)
            .map(Action.Measure::value)
            .toList();
    assertThat(bare).allSatisfy(micros -> assertThat(micros).isLessThan(SECOND));
    assertThat(rig.submitted(Purpose.EXIT)).hasSize(1);

    rig.advance(10 * SECOND);
    assertThat(state(rig, sale)).isEqualTo(OrderState.LOST);
    protectedWhole(rig, instrument);
    strategy.exit();
    rig.bar(instrument, "100");
    rig.advance(SECOND);
    assertThat(rig.held(Account.LIVE, instrument)).isEqualByComparingTo("0");
    assertThat(rig.venue().working()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void afterARestartTheStopDoesNotWaitUntilTheSaleCanArriveNoMore(InstrumentId instrument) {
    CoreRig before = withALostSale(instrument);
    Map<Account, ModelVenue> venues = new EnumMap<>(Account.class);
    for (Account account : Account.values()) {
      venues.put(account, before.venue(account));
    }
    before.venue().linkDown(before.now());
    while (before.venue().nextMicros() < Long.MAX_VALUE) {
      before.venue().take();
    }
    CoreRig rig =
        new CoreRig(
            CoreKit.setup()
                .instruments(instrument)
                .session(before.settings().session() + 1)
                .settings(),
            before.core().checkpoint(),
            _ -> strategy,
            venues,
            before.now() + 200 * MILLI);
    rig.connect("100");
    rig.grantAll();
    rig.advance(500 * MILLI);

    assertThat(rig.state().levers())
        .filteredOn(lever -> lever.name() == Lever.RECONCILING)
        .singleElement()
        .satisfies(lever -> assertThat(lever.value()).isEqualTo("no"));
    protectedWhole(rig, instrument);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void saleThatArrivesBesideItsStopSellsNothingTwice(InstrumentId instrument) {
    CoreRig rig = withALostSale(instrument);
    NewOrder sale = rig.submitted(Purpose.EXIT).getLast();
    rig.advance(900 * MILLI);
    protectedWhole(rig, instrument);
    var held = rig.held(Account.LIVE, instrument);
    rig.venue().perform(new Action.Submit(sale), rig.now());
    rig.advance(SECOND);

    assertThat(rig.held(Account.LIVE, instrument))
        .as("the stop had locked the coins")
        .isEqualByComparingTo(held);
    assertThat(state(rig, sale)).isEqualTo(OrderState.REJECTED);
    protectedWhole(rig, instrument);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void saleThatFindsOtherCoinsEndsThePositionAndItsStop(InstrumentId instrument) {
    CoreRig rig = withALostSale(instrument);
    NewOrder sale = rig.submitted(Purpose.EXIT).getLast();
    rig.advance(900 * MILLI);
    rig.venue().deposit(CoreKit.rules(instrument).baseAsset(), dec("100"));
    // For as long as the reports take, both sell.
    rig.checks(Checks.withoutCoverage());
    rig.venue().perform(new Action.Submit(sale), rig.now());
    rig.advance(SECOND);

    assertThat(rig.held(Account.LIVE, instrument)).isEqualByComparingTo("0");
    assertThat(rig.venue().working()).as("no stop outlives its position").isEmpty();
  }
}

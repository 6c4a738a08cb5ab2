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
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.Action.Measure.Measured;
import trader.engine.core.VenueOrder;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ModelVenue;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;

/** A stop whose request never reaches the venue: no position is bare for longer than a second. */
class LostStopTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();

  static Stream<InstrumentId> kinds() {
    return Stream.of(CoreKit.BTC, CoreKit.AMENDED, CoreKit.PERP, CoreKit.AMENDED_PERP);
  }

  private CoreRig holdingWithALostStop(InstrumentId instrument) {
    CoreRig rig =
        CoreRig.trading(CoreKit.setup().instruments(instrument).settings(), _ -> strategy);
    rig.venue().fillsEntries(false);
    strategy.enter("2");
    rig.bar(instrument, "100");
    rig.advance(10 * MILLI);
    NewOrder entry = rig.submitted(Purpose.ENTRY).getLast();
    rig.venue().deafFor(1);
    rig.venue().fill(entry.id(), dec("10"), rig.now());
    rig.advance(100 * MILLI);
    assertThat(rig.submitted(Purpose.STOP)).hasSize(1);
    assertThat(rig.venue().working()).as("the stop did not arrive").isEmpty();
    return rig;
  }

  private static void protectedWhole(CoreRig rig, InstrumentId instrument) {
    assertThat(rig.venue().workingOrders())
        .singleElement()
        .extracting(VenueOrder::qty)
        .isEqualTo(CoreKit.rules(instrument).floorQty(rig.held(Account.LIVE, instrument)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stopThatIsLostIsPlacedAnewWithinASecond(InstrumentId instrument) {
    CoreRig rig = holdingWithALostStop(instrument);
    rig.advance(SECOND);
    protectedWhole(rig, instrument);
    List<Long> bare =
        rig.actions(Action.Measure.class).stream()
            .filter(measure -> measure.what() == Measured.UNPROTECTED_MICROS)
            .map(Action.Measure::value)
            .toList();
    assertThat(bare).singleElement().satisfies(micros -> assertThat(micros).isLessThan(SECOND));
    assertThat(rig.gate()).as("once is within the budget").isEqualTo(GateLevel.OPEN);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stopThatWasLostWhenTheProcessDiedIsPlacedWithinASecondOfTheLink(InstrumentId instrument) {
    CoreRig before = holdingWithALostStop(instrument);
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
    rig.advance(SECOND);
    protectedWhole(rig, instrument);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyStopLostSpendsTheBudgetAndHaltsInsteadOfAStreamOfStops(InstrumentId instrument) {
    CoreRig rig = holdingWithALostStop(instrument);
    rig.venue().deafFor(1_000);
    for (int second = 0; second < 60; second++) {
      rig.trade(instrument, dec("100"));
      rig.advance(SECOND);
    }
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.submitted(Purpose.STOP)).hasSizeLessThan(12);
  }
}

package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.NOON;
import static trader.engine.core.kit.CoreKit.dec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.Checkpoint.PositionRecord;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ScriptedStrategy;

class RestoredPositionsTest {
  private static final InstrumentId OTHER_FORM = new InstrumentId("XBTUSDT", "BINANCE");

  private static PositionRecord position(
      InstrumentId instrument, String qty, String cost, @Nullable String distance) {
    return new PositionRecord(
        Account.LIVE,
        instrument,
        dec(qty),
        dec(cost),
        "trend",
        NOON,
        distance == null ? null : dec(distance),
        "7");
  }

  private static CoreRig restored(PositionRecord... positions) {
    Checkpoint left =
        new Checkpoint(
            1,
            0,
            Map.of(),
            List.of(),
            Arrays.asList(positions),
            List.of(),
            List.of(),
            List.of(),
            0,
            List.of());
    return new CoreRig(CoreKit.setup().settings(), left, _ -> new ScriptedStrategy(), dec("10000"));
  }

  @Test
  void twoFormsOfOneSymbolAreOnePositionAndItIsSaid() {
    CoreRig rig = restored(position(BTC, "2", "200", "2"), position(OTHER_FORM, "1", "130", "5"));
    assertThat(rig.core().positions())
        .singleElement()
        .satisfies(position -> {
          assertThat(position.instrument()).isEqualTo(BTC);
          assertThat(position.qty()).isEqualByComparingTo("3");
          assertThat(position.cost()).isEqualByComparingTo("330");
          assertThat(position.entered()).isEqualByComparingTo("330");
          assertThat(position.stopDistance()).isEqualByComparingTo("2");
        });
    assertThat(rig.logs("RECOVERY_MERGE_COLLISION"))
        .singleElement()
        .extracting(Action.Log::fields)
        .asString()
        .contains("symbol=BTCUSDT.BINANCE", "other=XBTUSDT.BINANCE other_qty=1");
    assertThat(rig.logs("CORRUPTED_POSITION")).isEmpty();
  }

  @Test
  void positionThatCannotBeIsToldAndPausesTradingUntilAPersonResumesIt() {
    CoreRig rig = restored(position(BTC, "2", "-200", "2"));
    assertThat(rig.logs("CORRUPTED_POSITION").getFirst().fields())
        .contains("symbol=BTCUSDT.BINANCE", "qty=2 cost=-200", "different signs");
    assertThat(rig.alerts(Reason.INVARIANT_VIOLATION)).isNotEmpty();
    rig.connect("100");
    rig.grantAll();
    rig.advance(CoreKit.SECOND);
    assertThat(rig.gate()).isNotEqualTo(GateLevel.OPEN);
  }

  @Test
  void costWithoutAQuantityAndAStopAboveTheEntryAreDamage() {
    assertThat(new RestoredPositions(List.of(position(BTC, "0", "5", null))).corrupted())
        .singleElement()
        .asString()
        .contains("a cost and no quantity");
    assertThat(new RestoredPositions(List.of(position(BTC, "1", "5", "0"))).corrupted())
        .singleElement()
        .asString()
        .contains("not above zero");
    assertThat(new RestoredPositions(List.of(position(BTC, "1", "5", "1"))).corrupted()).isEmpty();
  }
}

package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.ControlEvent.CoreSettings;
import trader.engine.core.OtherEngine;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ModelVenue;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;

/** The limit on what all engines of a desk have deployed together. */
class OtherEnginesTest {
  private static final String KRAKEN = "kraken-spot:blue";
  private final ScriptedStrategy strategy = new ScriptedStrategy();
  private final CoreSettings settings = CoreKit.setup().maxTotalExposure("1500").settings();
  private CoreRig rig = CoreRig.trading(settings, _ -> strategy);

  private void read(OtherEngine... engines) {
    rig.feed(new ControlEvent.ExposureRead(rig.now(), List.of(engines)));
  }

  private OtherEngine has(@Nullable String deployed) {
    return new OtherEngine(KRAKEN, deployed == null ? null : dec(deployed), rig.now(), false);
  }

  private OtherEngine retired() {
    return new OtherEngine(KRAKEN, null, 0, true);
  }

  private List<NewOrder> entered() {
    rig.forget();
    strategy.enter("2");
    rig.bar("100");
    return rig.submitted(Purpose.ENTRY);
  }

  private String refusal() {
    assertThat(entered()).isEmpty();
    return rig.logs("ORDER_REFUSED").getLast().fields();
  }

  @Test
  void nothingIsEnteredBeforeTheOtherEnginesHaveBeenRead() {
    assertThat(refusal()).contains("has not been read from Redis yet");
    read();
    assertThat(entered()).hasSize(1);
  }

  @Test
  void entryIsCutToWhatTheOthersLeave() {
    read(has("1100"));
    assertThat(entered())
        .singleElement()
        .satisfies(entry -> assertThat(entry.qty()).isEqualByComparingTo("4"));
  }

  @Test
  void entryThatFindsNoRoomIsRefusedWithEveryFigureAndItsTime() {
    read(has("1497.5"));
    rig.advance(SECOND);
    assertThat(refusal())
        .contains(
            "the exposure of all engines would be 1502.5",
            "0 here, 5 more, 1497.5 at kraken-spot:blue as of 2026-01-05T12:00:0",
            "over the limit of 1500 (MAX_TOTAL_EXPOSURE)")
        .doesNotContain("silent");
  }

  @Test
  void silentEngineCountsWithItsLastWordAndSoDoesOneWhoseWordIsGone() {
    read(has("1500"));
    for (int second = 0; second < 12; second++) {
      rig.trade("100");
      rig.advance(SECOND);
    }
    assertThat(refusal()).contains("silent for 1", "HSET risk:exposure <engine> retired");
    read();
    assertThat(refusal()).contains("1500 at kraken-spot:blue");
    read(has(null));
    assertThat(refusal()).as("what cannot be read changes nothing").contains("1500 at kraken");
  }

  @Test
  void engineWhoseOnlyWordCannotBeReadBarsEntries() {
    read(has(null));
    assertThat(refusal()).contains("cannot be read in Redis", "HGET risk:exposure kraken-spot");
  }

  @Test
  void onlyAnOperatorsWordEndsWhatAnEngineCountsFor() {
    read(has("1500"));
    read(retired());
    assertThat(rig.logs("ENGINE_RETIRED").getLast().fields())
        .contains("engine=kraken-spot:blue deployed=1500");
    assertThat(entered()).hasSize(1);
  }

  @Test
  void lastWordOfTheOthersOutlivesTheProcessAndMustBeReadAnewAfterIt() {
    read(has("1500"));
    Checkpoint left = rig.core().checkpoint();
    Map<Account, ModelVenue> venues = new EnumMap<>(Account.class);
    for (Account account : Account.values()) {
      venues.put(account, rig.venue(account));
    }
    CoreSettings next =
        CoreKit.setup().maxTotalExposure("1500").session(settings.session() + 1).settings();
    rig = new CoreRig(next, left, _ -> strategy, venues, rig.now());
    rig.connect("100");
    rig.grantAll();
    for (int second = 0; second < 61; second++) {
      rig.trade("100");
      rig.advance(SECOND);
    }
    assertThat(refusal()).contains("has not been read from Redis yet");
    read();
    assertThat(refusal()).contains("1500 at kraken-spot:blue");
  }

  @Test
  void ownDeployedCapitalIsPositionsAndWorkingEntries() {
    read();
    rig.venue().fillsEntries(false);
    NewOrder entry = entered().getLast();
    assertThat(rig.core().deployed(Account.LIVE)).isEqualByComparingTo("1000");
    rig.venue().fill(entry.id(), dec("4"), rig.now());
    rig.advance(SECOND / 10);
    assertThat(rig.core().deployed(Account.LIVE))
        .as("less the fee that was taken in the coin")
        .isEqualByComparingTo("999.6");
  }
}

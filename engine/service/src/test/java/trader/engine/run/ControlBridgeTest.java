package trader.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.control.Account;
import trader.control.Color;
import trader.control.ControlKey;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.control.GateLevel;
import trader.engine.core.ControlEvent;
import trader.redis.ControlReading;

class ControlBridgeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final ControlKey KEY = ControlKey.of("a key of the desk's services");
  private static final ControlKey OTHER = ControlKey.of("a key of somebody else's");
  private final Map<ControlLever, ControlReading.Lever> levers = new EnumMap<>(ControlLever.class);
  private final List<ControlEvent.ControlRead> seen = new ArrayList<>();
  @TempDir private Path directory;
  private LoopRig rig;
  private ControlBridge bridge;

  @BeforeEach
  void openAnEngine() {
    rig = new LoopRig(directory, new ScriptedStrategy(() -> ScriptedStrategy.HOLD)).open();
    bridge = new ControlBridge(rig.loop, rig.gates, Color.BLUE, Optional.of(KEY), () -> 1);
    rig.loop.observedBy(event -> {
      if (event instanceof ControlEvent.ControlRead read) {
        seen.add(read);
      }
    });
    set(ControlLever.MODE, "auto");
    set(ControlLever.COLOR, "blue");
    set(ControlLever.CAPITAL, "100");
    set(ControlLever.PAUSE, "running");
    set(ControlLever.KILL, "armed");
  }

  @AfterEach
  void end() {
    rig.close();
  }

  @ParameterizedTest(name = "{0} = {1} bounds the gate by {2}")
  @CsvSource(
      nullValues = "missing",
      value = {
        "MODE, halt, CLOSED",
        "MODE, hlat, CLOSED",
        "MODE, HALT, CLOSED",
        "MODE, '', CLOSED",
        "MODE, missing, CLOSED",
        "MODE, <list>, CLOSED",
        "MODE, auto, OPEN",
        "MODE, manual, OPEN",
        "COLOR, green, CLOSED",
        "COLOR, missing, CLOSED",
        "COLOR, bleu, CLOSED",
        "KILL, killed, CLOSED",
        "KILL, anything, CLOSED",
        "KILL, missing, OPEN",
        "PAUSE, paused, REDUCE_ONLY",
        "PAUSE, anything, REDUCE_ONLY",
        "PAUSE, missing, OPEN"
      })
  void leverThatLowersClosesTheGateBeforeTheCoreHasSeenIt(
      ControlLever lever, @Nullable String value, GateLevel expected) {
    bridge.onReading(reading());
    rig.runPosted();
    set(lever, value);

    bridge.onReading(reading());

    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(expected);
    assertThat(rig.gates.level(Account.LIVE)).isLessThanOrEqualTo(expected);
  }

  @Test
  void earlyLoweringCarriesItsTicketToTheCoreAndIsAcknowledged() {
    bridge.onReading(reading());
    rig.runPosted();
    seen.clear();
    rig.effects.acknowledgements.clear();
    set(ControlLever.MODE, "halt");

    bridge.onReading(reading());
    rig.runPosted();

    assertThat(seen).singleElement().satisfies(read -> assertThat(read.ticket()).isPositive());
    assertThat(rig.effects.acknowledgements)
        .singleElement()
        .satisfies(ack -> {
          assertThat(ack.commandId()).isEmpty();
          assertThat(ack.value()).isEqualTo("halt");
          assertThat(ack.gate()).isEqualTo(GateLevel.CLOSED);
        });
  }

  @Test
  void writtenLeverClosesTheGateUntilItIsReadToHaveChangedNothing() {
    bridge.onReading(reading());
    rig.runPosted();
    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.OPEN);

    bridge.onWritten();
    bridge.onWritten();
    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
    bridge.onReading(reading());
    rig.runPosted();

    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.OPEN);
    assertThat(rig.effects.acknowledgements).noneMatch(ack -> ack.value().equals("halt"));
  }

  @Test
  void writtenLeverThatIsReadAsAHaltStaysClosedFromThePushOn() {
    bridge.onReading(reading());
    rig.runPosted();
    seen.clear();
    rig.effects.acknowledgements.clear();

    bridge.onWritten();
    set(ControlLever.MODE, "halt");
    bridge.onReading(reading());
    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
    rig.runPosted();

    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
    assertThat(seen).singleElement().satisfies(read -> assertThat(read.ticket()).isPositive());
    assertThat(rig.effects.acknowledgements)
        .singleElement()
        .satisfies(ack -> assertThat(ack.gate()).isEqualTo(GateLevel.CLOSED));
  }

  @Test
  void writtenLeverThatIsReadAsAPauseLetsExitsThrough() {
    bridge.onReading(reading());
    rig.runPosted();

    bridge.onWritten();
    set(ControlLever.PAUSE, "paused");
    bridge.onReading(reading());
    rig.runPosted();

    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.REDUCE_ONLY);
  }

  @Test
  void readingThatSaysWhatTheLastOneSaidIsNotPosted() {
    bridge.onReading(reading());
    rig.runPosted();

    bridge.onReading(reading());
    bridge.onReading(reading());

    assertThat(rig.postedCount()).isZero();
    assertThat(bridge.lastReading()).contains(NOW);
  }

  @Test
  void readingAfterALossIsPostedAlthoughItSaysWhatTheLastOneSaid() {
    bridge.onReading(reading());
    bridge.onLost(NOW, "no answer");
    rig.runPosted();
    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.REDUCE_ONLY);

    bridge.onReading(reading());
    rig.runPosted();

    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.OPEN);
  }

  @Test
  void rawRaiseAfterAHaltLeavesTheGateClosed() {
    set(ControlLever.MODE, "halt");
    bridge.onReading(reading());
    rig.runPosted();
    set(ControlLever.MODE, "auto");

    bridge.onReading(reading());
    rig.runPosted();

    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.effects.alerts)
        .anySatisfy(alert -> assertThat(alert.text()).contains("without a grant"));
  }

  @Test
  void haltThatIsSeenTwiceBeforeTheCoreGetsToItStillEndsAcknowledged() {
    bridge.onReading(reading());
    rig.runPosted();
    rig.effects.acknowledgements.clear();
    set(ControlLever.MODE, "halt");
    bridge.onReading(reading());
    set(ControlLever.MODE, "auto");
    bridge.onReading(reading());
    set(ControlLever.MODE, "halt");
    bridge.onReading(reading());

    rig.runPosted();

    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.effects.acknowledgements).anyMatch(ack -> ack.value().equals("halt"));
  }

  @Test
  void onlyASignatureOfTheEnginesOwnKeyGrants() {
    Directive directive =
        new Directive(ControlLever.MODE, "auto", 900, "c-1", "cli:anna", "", NOW, Optional.empty());
    assertThat(granted(Optional.of(KEY), KEY.sign(directive))).isTrue();
    assertThat(granted(Optional.of(KEY), OTHER.sign(directive))).isFalse();
    assertThat(granted(Optional.of(KEY), directive)).isFalse();
    assertThat(granted(Optional.empty(), KEY.sign(directive))).isFalse();
    Directive signed = KEY.sign(directive);
    assertThat(
            granted(
                Optional.of(KEY),
                new Directive(
                    ControlLever.MODE,
                    "auto",
                    901,
                    "c-1",
                    "cli:anna",
                    "",
                    NOW,
                    signed.signature())))
        .isFalse();
  }

  private boolean granted(Optional<ControlKey> key, Directive directive) {
    ControlBridge verifying = new ControlBridge(rig.loop, rig.gates, Color.BLUE, key, () -> 1);
    levers.put(
        ControlLever.MODE, new ControlReading.Lever(directive.value(), Optional.of(directive)));
    seen.clear();
    verifying.onReading(reading());
    rig.runPosted();
    return java.util.Objects.requireNonNull(seen.getFirst().levers().get(ControlLever.MODE))
        .desk()
        .orElseThrow()
        .granted();
  }

  private void set(ControlLever lever, @Nullable String value) {
    levers.put(lever, new ControlReading.Lever(value, Optional.empty()));
  }

  private ControlReading reading() {
    return new ControlReading(levers, NOW);
  }
}

package trader.commands.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.commands.Command;
import trader.commands.reading.Situation;
import trader.commands.support.States;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.Mode;
import trader.redis.ControlReading;

class DirectionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:04:11Z");

  private static Situation written(
      ControlLever moved, @Nullable String value, Optional<EngineState> engine) {
    Map<ControlLever, ControlReading.Lever> levers = new EnumMap<>(ControlLever.class);
    for (ControlLever lever : ControlLever.values()) {
      levers.put(lever, new ControlReading.Lever(null, Optional.empty()));
    }
    levers.put(ControlLever.COLOR, new ControlReading.Lever("blue", Optional.empty()));
    levers.put(moved, new ControlReading.Lever(value, Optional.empty()));
    return new Situation(
        Optional.of(new ControlReading(levers, NOW)),
        engine.map(state -> Map.of(state.color(), state)).orElse(Map.of()),
        List.of(),
        NOW);
  }

  @ParameterizedTest
  @CsvSource({
    // wanted, written, obeyed, direction
    "auto,auto,auto,SO_ALREADY",
    "auto,halt,halt,RAISES",
    "auto,auto,halt,RAISES",
    "manual,auto,halt,RAISES",
    "manual,halt,auto,RAISES",
    "manual,auto,auto,LOWERS",
    "paper,manual,auto,LOWERS",
    "paper,hlat,auto,RAISES",
    "paper,,halt,RAISES",
    "halt,halt,halt,LOWERS",
    "halt,auto,auto,LOWERS"
  })
  void modeIsHeldAgainstWhatIsWrittenAndWhatIsObeyed(
      String wanted, @Nullable String written, String obeyed, Direction direction) {
    EngineState engine =
        States.asOf(NOW).mode(written, Mode.parse(obeyed).orElseThrow(), "").build();

    assertThat(
            Direction.of(
                new Command.SetMode(Mode.parse(wanted).orElseThrow()),
                written(ControlLever.MODE, written, Optional.of(engine))))
        .isEqualTo(direction);
  }

  @ParameterizedTest
  @CsvSource({
    "30,30,30,SO_ALREADY",
    "20,30,30,LOWERS",
    "50,30,30,RAISES",
    "50,100,30,RAISES",
    "20,100,30,LOWERS",
    "10,,0,RAISES"
  })
  void capitalIsHeldAgainstWhatIsWrittenAndWhatIsObeyed(
      String wanted, @Nullable String written, String obeyed, Direction direction) {
    EngineState engine = States.asOf(NOW).capital(obeyed).build();

    assertThat(
            Direction.of(
                new Command.SetCapitalStage(CapitalStage.parse(wanted).orElseThrow()),
                written(ControlLever.CAPITAL, written, Optional.of(engine))))
        .isEqualTo(direction);
  }

  @Test
  void withoutAnEngineOnlyAHaltLowersTheMode() {
    Situation nobody = written(ControlLever.MODE, "auto", Optional.empty());

    assertThat(Direction.of(new Command.SetMode(Mode.PAPER), nobody)).isEqualTo(Direction.RAISES);
    assertThat(Direction.of(new Command.SetMode(Mode.HALT), nobody)).isEqualTo(Direction.LOWERS);
  }

  @Test
  void switchingTheActiveColorAlwaysRaises() {
    EngineState blue = States.asOf(NOW).lever(Lever.COLOR, "active", GateLevel.OPEN, "").build();
    Situation situation = written(ControlLever.COLOR, "blue", Optional.of(blue));

    assertThat(Direction.of(new Command.SetActiveColor(Color.GREEN), situation))
        .isEqualTo(Direction.RAISES);
    assertThat(Direction.of(new Command.SetActiveColor(Color.BLUE), situation))
        .isEqualTo(Direction.SO_ALREADY);
  }

  @Test
  void reArmingRaisesAlsoWhereOnlyTheEngineKnowsThatItWasKilled() {
    EngineState killed =
        States.asOf(NOW).lever(Lever.KILL_SWITCH, "killed", GateLevel.CLOSED, "signal").build();

    assertThat(
            Direction.of(
                new Command.Rearm(), written(ControlLever.KILL, "armed", Optional.of(killed))))
        .isEqualTo(Direction.RAISES);
    assertThat(
            Direction.of(
                new Command.Rearm(),
                written(ControlLever.KILL, null, Optional.of(States.asOf(NOW).build()))))
        .isEqualTo(Direction.SO_ALREADY);
  }
}

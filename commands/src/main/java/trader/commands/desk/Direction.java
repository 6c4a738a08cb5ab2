package trader.commands.desk;

import java.util.Optional;
import trader.commands.Command;
import trader.commands.reading.LeverPages;
import trader.commands.reading.Situation;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.Lever;
import trader.control.LeverState;
import trader.control.Mode;

/** What a lever change does to risk, seen from what is written and what the engine obeys. */
enum Direction {
  /** It allows no more than before. */
  LOWERS,
  /** It allows more than is written or more than is obeyed. */
  RAISES,
  /** It is written and obeyed already. */
  SO_ALREADY;

  /** Whether the change lowers risk whatever is so now, so that nothing has to be read first. */
  static boolean alwaysLowers(Command.LeverChange change) {
    return switch (change) {
      case Command.SetMode set -> set.mode() == Mode.HALT;
      case Command.Pause _, Command.Kill _ -> true;
      case Command.SetActiveColor _, Command.SetCapitalStage _, Command.Resume _, Command.Rearm _ ->
          false;
    };
  }

  static Direction of(Command.LeverChange change, Situation situation) {
    if (alwaysLowers(change)) {
      return LOWERS;
    }
    return switch (change) {
      case Command.SetMode set -> mode(set.mode(), situation);
      case Command.SetCapitalStage set -> capital(set.stage(), situation);
      case Command.SetActiveColor set -> color(set.color(), situation);
      case Command.Resume _ -> twoValued(change, Lever.PAUSED, situation);
      case Command.Rearm _ -> twoValued(change, Lever.KILL_SWITCH, situation);
      case Command.Pause _, Command.Kill _ -> LOWERS;
    };
  }

  private static Direction mode(Mode wanted, Situation situation) {
    Mode written = situation.written(ControlLever.MODE).flatMap(Mode::parse).orElse(Mode.HALT);
    Mode obeyed = situation.engine().map(EngineState::modeEffective).orElse(Mode.HALT);
    return of(
        wanted.raises(written) || wanted.raises(obeyed), wanted == written && wanted == obeyed);
  }

  private static Direction capital(CapitalStage wanted, Situation situation) {
    int written =
        situation
            .written(ControlLever.CAPITAL)
            .flatMap(CapitalStage::parse)
            .map(CapitalStage::percent)
            .orElse(0);
    int obeyed = situation.engine().flatMap(Direction::obeyedPercent).orElse(written);
    return of(
        wanted.percent() > written || wanted.percent() > obeyed,
        wanted.percent() == written && wanted.percent() == obeyed);
  }

  /** Percent of equity that the engine takes as allowed by the operator; 0 where it knows none. */
  static Optional<Integer> obeyedPercent(EngineState engine) {
    return LeverPages.lever(engine, Lever.CAPITAL)
        .map(LeverState::value)
        .filter(value -> value.matches("[0-9]{1,3}"))
        .map(Integer::valueOf);
  }

  private static Direction color(Color wanted, Situation situation) {
    boolean written = situation.activeColor().filter(wanted::equals).isPresent();
    boolean obeyed =
        Optional.ofNullable(situation.engines().get(wanted))
            .flatMap(engine -> LeverPages.lever(engine, Lever.COLOR))
            .filter(lever -> lever.value().equals("active"))
            .isPresent();
    return of(true, written && obeyed);
  }

  private static Direction twoValued(Command.LeverChange change, Lever lever, Situation situation) {
    boolean written =
        situation
            .written(change.lever())
            .map(text -> text.strip().equals(change.value()))
            .orElse(true);
    boolean obeyed =
        situation
            .engine()
            .flatMap(engine -> LeverPages.lever(engine, lever))
            .filter(state -> state.value().equals(change.value()))
            .isPresent();
    return of(true, written && obeyed);
  }

  private static Direction of(boolean raises, boolean soAlready) {
    return soAlready ? SO_ALREADY : raises ? RAISES : LOWERS;
  }
}

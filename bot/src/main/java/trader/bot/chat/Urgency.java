package trader.bot.chat;

import trader.commands.Command;
import trader.control.Mode;

/** Which commands wait behind nothing. */
final class Urgency {
  private Urgency() {}

  /** Whether the command lowers risk whatever is so now. */
  static boolean alwaysLowers(Command command) {
    return switch (command) {
      case Command.SetMode set -> set.mode() == Mode.HALT;
      case Command.Pause _, Command.Kill _, Command.Close _ -> true;
      case Command.SetActiveColor _,
          Command.SetCapitalStage _,
          Command.Resume _,
          Command.Rearm _,
          Command.Confirm _,
          Command.TakeSnapshot _,
          Command.Reading _ ->
          false;
    };
  }

  /**
   * Whether it is certain before anything is read that the command changes something. What may turn
   * out to raise risk changes nothing until it is confirmed.
   */
  static boolean changesAnyway(Command command) {
    return alwaysLowers(command) || command instanceof Command.TakeSnapshot;
  }
}

package trader.bot.slack;

import trader.commands.Command;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.control.Mode;

/** Which message goes first where several wait for a channel. */
enum Urgency {
  /** What became of a command that stops or closes. */
  LOWERING,
  /** An alert that makes a sound. */
  LOUD,
  /** What became of another command. */
  COMMAND,
  /** An alert or report without a sound. */
  QUIET;

  /** Of what is told about those words. */
  static Urgency of(String words) {
    return lowers(words) ? LOWERING : COMMAND;
  }

  /** Whether the words are a command that only ever stops or closes. */
  static boolean lowers(String words) {
    if (!(Parser.parse(words) instanceof Parsed.Understood understood)) {
      return false;
    }
    Command command = understood.command();
    return command instanceof Command.Pause
        || command instanceof Command.Kill
        || command instanceof Command.Close
        || (command instanceof Command.SetMode set && set.mode() == Mode.HALT);
  }
}

package trader.commands.desk;

import java.time.Instant;
import trader.commands.Command;
import trader.commands.Parsed;
import trader.commands.Parser;

/**
 * A preview that waits for its confirmation, as kept in Redis.
 *
 * @param actor for whom it was made
 * @param command the command's words
 * @param reason the reason given with it, empty where there was none
 */
record Pending(
    String id, String actor, String command, String reason, Instant madeAt, Fingerprint made) {

  /** The command that it previews. */
  Command.LeverChange change() {
    return switch (Parser.parse(command)) {
      case Parsed.Understood(Command.LeverChange change, _) -> change;
      case Parsed.Understood _, Parsed.Misunderstood _ ->
          throw new IllegalStateException("the confirmation " + id + " holds '" + command + "'");
    };
  }
}

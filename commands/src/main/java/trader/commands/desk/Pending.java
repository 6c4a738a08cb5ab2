package trader.commands.desk;

import java.time.Instant;
import java.util.Optional;
import trader.commands.Command;
import trader.commands.Parsed;
import trader.commands.Parser;

/**
 * A preview that waits for its confirmation, and then perhaps for a second person, as kept in
 * Redis.
 *
 * @param actor for whom it was made
 * @param person which human that is, where it is known
 * @param command the command's words
 * @param reason the reason given with it, empty where there was none
 * @param confirmedAt when its first person confirmed it and it began to wait for the second
 */
record Pending(
    String id,
    String actor,
    Optional<String> person,
    String command,
    String reason,
    Instant madeAt,
    Fingerprint made,
    Optional<Instant> confirmedAt) {

  /** The same, confirmed by its first person. */
  Pending confirmed(String why, Instant at) {
    return new Pending(id, actor, person, command, why, madeAt, made, Optional.of(at));
  }

  /** The command that it previews. */
  Command.LeverChange change() {
    return switch (Parser.parse(command)) {
      case Parsed.Understood(Command.LeverChange change, _) -> change;
      case Parsed.Understood _, Parsed.Misunderstood _ ->
          throw new IllegalStateException("the confirmation " + id + " holds '" + command + "'");
    };
  }
}

package trader.commands.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import trader.commands.Actor;
import trader.commands.Command;
import trader.commands.Secret;

/**
 * One command as it reached the desk.
 *
 * @param commandId applied once, however often it arrives
 * @param reason why, in the actor's words; empty where none was given
 * @param confirmation the preview that the actor confirms with it
 * @param issuedAt when the actor said it
 * @param code from the actor's code generator, where it does not stand in the command
 */
public record Request(
    String commandId,
    Actor actor,
    Command command,
    String reason,
    Optional<String> confirmation,
    Instant issuedAt,
    Optional<Secret> code) {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
  private static final int MAX_REASON = 300;
  private static final int MAX_ID = 200;

  /**
   * Puts the reason into one line of at most 300 characters. Throws {@link
   * IllegalArgumentException} where the id is blank or longer than 200 characters.
   */
  public Request {
    if (commandId.isBlank() || commandId.length() > MAX_ID) {
      throw new IllegalArgumentException(
          "a command id has 1 to " + MAX_ID + " characters, this one " + commandId.length());
    }
    String line = CONTROL.matcher(reason).replaceAll(" ").strip();
    reason = line.substring(0, Math.min(MAX_REASON, line.length()));
  }

  /** One without a code of its own. */
  public Request(
      String commandId,
      Actor actor,
      Command command,
      String reason,
      Optional<String> confirmation,
      Instant issuedAt) {
    this(commandId, actor, command, reason, confirmation, issuedAt, Optional.empty());
  }

  /** The same, confirming that preview. */
  public Request confirming(String id, String newCommandId, Instant at) {
    return new Request(newCommandId, actor, command, reason, Optional.of(id), at, code);
  }

  /** The same with a code from the actor's code generator. */
  public Request withCode(Secret given) {
    return new Request(
        commandId, actor, command, reason, confirmation, issuedAt, Optional.of(given));
  }

  /** The same about what was previewed, with that reason. */
  Request of(Command previewed, String why) {
    return new Request(commandId, actor, previewed, why, confirmation, issuedAt, code);
  }
}

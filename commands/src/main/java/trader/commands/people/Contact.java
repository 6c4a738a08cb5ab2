package trader.commands.people;

import java.util.List;
import java.util.Optional;

/**
 * Whom to tell of an alert, in the order of escalation.
 *
 * @param subject one of {@link #SUBJECTS}
 * @param email where a mail goes
 * @param slack a Slack channel or user id, to be mentioned
 * @param telegram a Telegram chat id
 */
public record Contact(
    String subject,
    String name,
    Optional<String> email,
    Optional<String> slack,
    Optional<String> telegram) {

  /** What somebody can be called for. */
  public static final List<String> SUBJECTS =
      List.of("operations", "infrastructure", "risk", "compliance");
}

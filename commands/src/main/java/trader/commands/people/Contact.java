package trader.commands.people;

import java.util.Optional;

/**
 * Whom to tell of an alert, in the order of escalation.
 *
 * @param subject {@code operations}, {@code infrastructure}, {@code risk} or {@code compliance}
 * @param email where a mail goes
 * @param slack a Slack channel or user id, to be mentioned
 * @param telegram a Telegram chat id
 */
public record Contact(
    String subject,
    String name,
    Optional<String> email,
    Optional<String> slack,
    Optional<String> telegram) {}

package trader.commands.people;

import java.util.Optional;
import java.util.Set;
import trader.commands.Role;
import trader.commands.Secret;

/**
 * One human, however many accounts they have.
 *
 * @param id the short name that stands in audit and replies, e.g. {@code anna}
 * @param slack Slack accounts as {@code TEAM:USER}, e.g. {@code T024BE7LD:U061F7AUR}
 * @param telegram Telegram user ids
 * @param tokens SHA-256 of each API token, lower-case hex
 * @param totp the shared secret of the person's code generator, base32
 */
public record Person(
    String id,
    String name,
    Set<Role> roles,
    Set<String> slack,
    Set<String> telegram,
    Set<String> tokens,
    Optional<Secret> totp) {

  /** Copies the sets. */
  public Person {
    roles = Set.copyOf(roles);
    slack = Set.copyOf(slack);
    telegram = Set.copyOf(telegram);
    tokens = Set.copyOf(tokens);
  }
}

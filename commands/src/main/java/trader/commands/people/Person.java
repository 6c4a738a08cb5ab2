package trader.commands.people;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import trader.commands.Role;
import trader.commands.Secret;

/**
 * One human, however many accounts they have.
 *
 * @param id the short name that stands in audit and replies, e.g. {@code anna}
 * @param slack Slack accounts as {@code TEAM:USER}, e.g. {@code T024BE7LD:U061F7AUR}
 * @param telegram Telegram user ids
 * @param cli user names on the machine that has the command line
 * @param tokens SHA-256 of each API token, lower-case hex
 * @param totp the shared secret of the person's code generator, base32
 */
public record Person(
    String id,
    String name,
    Set<Role> roles,
    Set<String> slack,
    Set<String> telegram,
    Set<String> cli,
    Set<String> tokens,
    Optional<Secret> totp) {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9._-]{0,31}");

  /** What {@link #isId} takes, in words. */
  public static final String ID_FORM =
      "1 to 32 of a to z, 0 to 9, '.', '_', '-' and begins with a letter";

  /** Copies the sets. */
  public Person {
    roles = Set.copyOf(roles);
    slack = Set.copyOf(slack);
    telegram = Set.copyOf(telegram);
    cli = Set.copyOf(cli);
    tokens = Set.copyOf(tokens);
  }

  /** A person who has no account on the machine. */
  public Person(
      String id,
      String name,
      Set<Role> roles,
      Set<String> slack,
      Set<String> telegram,
      Set<String> tokens,
      Optional<Secret> totp) {
    this(id, name, roles, slack, telegram, Set.of(), tokens, totp);
  }

  /** Whether a person can have that id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether the person is trusted with that, as {@link trader.commands.Actor#may} says. */
  public boolean may(Role role) {
    return roles.contains(role)
        || roles.contains(Role.ADMIN)
        || (role == Role.VIEWER && !roles.isEmpty());
  }
}

package trader.commands;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who says something, and from where.
 *
 * @param surface from where, e.g. {@code cli} or {@code http}
 * @param name who, as that surface knows the person, e.g. {@code anna}
 * @param roles what the person is trusted with
 * @param why how the surface came to these roles, shown by {@code /whoami}
 * @param person the id of the human behind the account, where the surface is sure of it; the same
 *     on every surface
 */
public record Actor(
    String surface, String name, Set<Role> roles, String why, Optional<String> person) {
  private static final Pattern SAFE = Pattern.compile("[^\\p{L}\\p{N}._@+-]");
  private static final int MAX_NAME = 64;

  /** Copies the roles; what is no letter, digit or {@code ._@+-} in a name becomes {@code _}. */
  public Actor {
    String clean = SAFE.matcher(name.strip()).replaceAll("_");
    name = clean.isEmpty() ? "unknown" : clean.substring(0, Math.min(MAX_NAME, clean.length()));
    roles = Set.copyOf(roles);
  }

  /** Someone of whom only the account is known. */
  public Actor(String surface, String name, Set<Role> roles, String why) {
    this(surface, name, roles, why, Optional.empty());
  }

  /** The text that stands in audit, directives and replies, e.g. {@code cli:anna}. */
  public String label() {
    return surface + ":" + name;
  }

  /** Whether the person is trusted with that. Any role lets one read. */
  public boolean may(Role role) {
    return switch (role) {
      case VIEWER -> !roles.isEmpty();
      case OPERATOR, RISK_RAISER, APPROVER, ADMIN ->
          roles.contains(role) || roles.contains(Role.ADMIN);
    };
  }

  /** Every role, for a surface whose user has the machine itself. */
  public static Set<Role> allRoles() {
    return EnumSet.allOf(Role.class);
  }
}

package trader.commands;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person is trusted with. Whoever holds {@link #ADMIN} holds all of them. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Lowers risk and takes snapshots. */
  OPERATOR,
  /** Raises risk, with a reason and a confirmation. */
  RISK_RAISER,
  /** Is the second person for what takes two, and decides what strategies propose. */
  APPROVER,
  /** Everything. */
  ADMIN;

  /** The name shown to people, e.g. {@code risk-raiser}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads the exact text of a role; empty for anything else. */
  public static Optional<Role> parse(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text.strip())).findFirst();
  }

  /** Every role's text, for an error that says what is allowed. */
  public static String allowed() {
    return Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "));
  }
}

package trader.commands;

import java.util.Locale;

/** What a person is trusted with. Whoever holds {@link #ADMIN} holds all of them. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Lowers risk and takes snapshots. */
  OPERATOR,
  /** Raises risk, with a reason and a confirmation. */
  RISK_RAISER,
  /** Approves the entries that strategies propose in manual mode. */
  APPROVER,
  /** Everything. */
  ADMIN;

  /** The name shown to people, e.g. {@code risk-raiser}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

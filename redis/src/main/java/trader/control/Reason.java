package trader.control;

import java.util.Locale;

/** The closed list of reasons for a stop, an alert or a refusal; the same on every surface. */
public enum Reason {
  /** An operator asked for it. */
  OPERATOR,
  /** A signal reached the process. */
  SIGNAL,
  /** Someone unknown, or with wrong codes, tried to command the desk. */
  INTRUSION,
  /** The operators file cannot be used as it is now. */
  OPERATORS_FILE_INVALID,
  /** A control value is missing, garbled or not known. */
  CONTROL_VALUE_INVALID,
  /** A control value was written without a grant and would have raised risk. */
  UNGRANTED_RAISE,
  /** A grant was refused: bad signature, too old, or used already. */
  GRANT_REFUSED,
  /** Redis cannot be read. */
  CONTROL_PLANE_LOST,
  /** Equity fell too far below the day's peak. */
  DRAWDOWN,
  /** The venue refuses or fails too many calls. */
  VENUE_ERRORS,
  /** The connection to the venue is lost. */
  VENUE_LINK_LOST,
  /** Market data is missing or too old. */
  MARKET_DATA_STALE,
  /** Something that must always hold does not. */
  INVARIANT_VIOLATION,
  /** Local state differed from the venue's. */
  RECONCILIATION,
  /** A position has no stop at the venue. */
  UNPROTECTED_POSITION,
  /** The venue rejected an order. */
  ORDER_REJECTED,
  /** A strategy's entry waits for a person's approval. */
  PROPOSAL,
  /** A chat platform has not answered for too long that it listens. */
  CHAT_DEAF,
  /** A way by which people are told takes nothing. */
  DELIVERY_FAILED,
  /** The learned policy has not been renewed for too long; alert rules call it RLPolicyStale. */
  RL_POLICY_STALE;

  /** The name shown to people, in logs, metrics and audit, e.g. {@code venue_errors}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package trader.bot.alerts;

import java.time.Duration;
import java.util.Optional;
import trader.control.Alert;
import trader.control.Reason;

/** Whose an alert is, and for how long it may stay without anyone taking note of it. */
final class Care {
  private static final Duration NOTED_WITHIN = Duration.ofMinutes(15);

  private Care() {}

  /** The subject of the contacts in the operators file that it escalates to. */
  static String subject(Reason reason) {
    return switch (reason) {
      case OPERATOR, SIGNAL, CONTROL_VALUE_INVALID, ORDER_REJECTED, PROPOSAL -> "operations";
      case CONTROL_PLANE_LOST,
          VENUE_ERRORS,
          VENUE_LINK_LOST,
          MARKET_DATA_STALE,
          CHAT_DEAF,
          DELIVERY_FAILED ->
          "infrastructure";
      case DRAWDOWN, INVARIANT_VIOLATION, RECONCILIATION, UNPROTECTED_POSITION, RL_POLICY_STALE ->
          "risk";
      case INTRUSION, OPERATORS_FILE_INVALID, UNGRANTED_RAISE, GRANT_REFUSED -> "compliance";
    };
  }

  /** How long it may stay unacknowledged at each contact; empty where it does not escalate. */
  static Optional<Duration> notedWithin(Alert alert) {
    boolean escalates =
        alert.severity() == Alert.Severity.CRITICAL || alert.reason() == Reason.RL_POLICY_STALE;
    return escalates ? Optional.of(NOTED_WITHIN) : Optional.empty();
  }
}

package trader.control;

import java.time.Instant;

/**
 * Something a person has to know, as appended to the stream {@code alerts}.
 *
 * @param severity how loud it is
 * @param reason what it is about, from the closed list
 * @param subject which thing it is about, e.g. {@code mode} or {@code BTCUSDT.BINANCE}
 * @param text one line: what is so, why, and the next step
 * @param source which process says it, e.g. {@code engine-blue}
 */
public record Alert(
    Severity severity, Reason reason, String subject, String text, String source, Instant at) {

  /** How loud an alert is. */
  public enum Severity {
    /** Worth reading. */
    INFO,
    /** Look at it today. */
    WARNING,
    /** Look at it now. */
    CRITICAL
  }

  /** Alerts with the same fingerprint are about the same thing. */
  public String fingerprint() {
    return reason.text() + ":" + subject;
  }
}

package trader.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

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

  /**
   * Six letters and digits that stand for the fingerprint where a person has to type it. Two
   * fingerprints may share one, if hardly ever.
   */
  public String shortId() {
    return shortId(fingerprint());
  }

  /** The same for a fingerprint. */
  public static String shortId(String fingerprint) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(fingerprint.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, 6).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    }
  }
}

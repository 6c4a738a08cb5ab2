package trader.simulator.krakenspot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import trader.simulator.matching.Decimals;

/** Numbers and times as the venue writes them; numbers are scaled as in {@link Decimals}. */
final class Texts {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Texts() {}

  /** With at least so many decimals, and as many more as it takes to lose nothing. */
  static String decimals(long scaled, int least) {
    String text = Decimals.text(scaled);
    int point = text.length() - Decimals.SCALE;
    int end = text.length();
    while (end > point + least && end > point && text.charAt(end - 1) == '0') {
      end--;
    }
    String cut = end == point ? text.substring(0, point - 1) : text.substring(0, end);
    return least > Decimals.SCALE ? cut + "0".repeat(least - Decimals.SCALE) : cut;
  }

  /** A JSON number: one decimal at least, zero as {@code 0.0}. */
  static String number(long scaled) {
    return decimals(scaled, 1);
  }

  /** Epoch microseconds as seconds with a fraction. */
  static String seconds(long micros) {
    String fraction = String.format(Locale.ROOT, "%06d", Math.floorMod(micros, 1_000_000L));
    int end = fraction.length();
    while (end > 4 && fraction.charAt(end - 1) == '0') {
      end--;
    }
    return Math.floorDiv(micros, 1_000_000L) + "." + fraction.substring(0, end);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }

  /** Epoch microseconds as RFC 3339 with six decimals. */
  static String rfc3339(long micros) {
    return MICROS.format(instant(micros));
  }

  /** Epoch microseconds as RFC 3339 in whole seconds. */
  static String rfc3339Seconds(long micros) {
    return SECONDS.format(instant(micros));
  }

  /** Epoch microseconds as RFC 1123 with the venue's short year. */
  static String rfc1123(long micros) {
    return RFC_1123.format(instant(micros));
  }
}

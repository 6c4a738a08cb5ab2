package trader.venues.kraken.spot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;
import trader.venues.VenueMetrics;

/**
 * The venue's time: ours, corrected by the times that its answers carry; REST tells whole seconds
 * only.
 */
final class VenueTime {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final LongSupplier nowMicros;
  private final VenueMetrics metrics;
  private long offsetMicros;

  VenueTime(LongSupplier nowMicros, VenueMetrics metrics) {
    this.nowMicros = nowMicros;
    this.metrics = metrics;
  }

  /** The venue's time, microseconds since the epoch. */
  long nowMicros() {
    return nowMicros.getAsLong() + offsetMicros;
  }

  /** The venue heard, at its time {@code heard}, what we sent at {@code sentMicros} of ours. */
  void heard(String heard, long sentMicros) {
    long at;
    try {
      at = micros(heard);
    } catch (IllegalArgumentException e) {
      return;
    }
    offsetMicros = at - (sentMicros + (nowMicros.getAsLong() - sentMicros) / 2);
    metrics.clockOffset(offsetMicros);
  }

  /** The venue told its time in whole seconds; taken only where ours is off by more than that. */
  void heardSeconds(long seconds, long sentMicros) {
    long at = seconds * 1_000_000 + 500_000;
    long mine = sentMicros + (nowMicros.getAsLong() - sentMicros) / 2;
    if (Math.abs(at - mine - offsetMicros) > 1_000_000) {
      offsetMicros = at - mine;
      metrics.clockOffset(offsetMicros);
    }
  }

  /** So long from now by the venue's clock, as RFC 3339. */
  String in(long millis) {
    return MILLIS.format(Instant.ofEpochMilli(nowMicros() / 1_000 + millis));
  }

  /** RFC 3339 in UTC as microseconds since the epoch; throws {@link IllegalArgumentException}. */
  static long micros(String text) {
    int length = text.length();
    if (length < 20 || text.charAt(length - 1) != 'Z' || text.charAt(10) != 'T') {
      throw new IllegalArgumentException("'" + text + "' is no time");
    }
    try {
      long day =
          LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)).toEpochDay();
      long seconds =
          day * 86_400
              + digits(text, 11, 13) * 3_600L
              + digits(text, 14, 16) * 60L
              + digits(text, 17, 19);
      long micros = 0;
      for (int i = 0, unit = 100_000; i < 6 && 20 + i < length - 1; i++, unit /= 10) {
        micros += (long) unit * digits(text, 20 + i, 21 + i);
      }
      return seconds * 1_000_000 + micros;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no time", e);
    }
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("'" + text + "' is no time");
      }
      value = 10 * value + digit;
    }
    return value;
  }
}

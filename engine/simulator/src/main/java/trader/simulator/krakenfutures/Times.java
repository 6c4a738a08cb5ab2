package trader.simulator.krakenfutures;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as REST writes them: ISO 8601 in UTC with milliseconds. */
final class Times {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  static String iso(long epochMicros) {
    return ISO.format(Instant.ofEpochMilli(Math.floorDiv(epochMicros, 1_000L)));
  }

  /** The epoch microseconds of a text. */
  static long micros(String name, String text) {
    try {
      Instant instant = Instant.parse(text);
      return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    } catch (DateTimeException e) {
      throw ApiError.argument(name);
    }
  }
}

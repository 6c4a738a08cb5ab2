package trader.venues.binance;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lengths of bars that the venue keeps, and its names for them. */
final class KlineInterval {
  private static final Map<Duration, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put(Duration.ofSeconds(1), "1s");
    NAMES.put(Duration.ofMinutes(1), "1m");
    NAMES.put(Duration.ofMinutes(3), "3m");
    NAMES.put(Duration.ofMinutes(5), "5m");
    NAMES.put(Duration.ofMinutes(15), "15m");
    NAMES.put(Duration.ofMinutes(30), "30m");
    NAMES.put(Duration.ofHours(1), "1h");
    NAMES.put(Duration.ofHours(2), "2h");
    NAMES.put(Duration.ofHours(4), "4h");
    NAMES.put(Duration.ofHours(6), "6h");
    NAMES.put(Duration.ofHours(8), "8h");
    NAMES.put(Duration.ofHours(12), "12h");
    NAMES.put(Duration.ofDays(1), "1d");
  }

  private KlineInterval() {}

  /** Throws {@link IllegalArgumentException} for a length that the venue has no bars of. */
  static String name(Duration interval) {
    String name = NAMES.get(interval);
    if (name == null) {
      throw new IllegalArgumentException(
          "bar interval " + interval + ": Binance has bars of " + NAMES.values());
    }
    return name;
  }
}

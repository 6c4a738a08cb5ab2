package trader.engine.tools.candles;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trader.engine.venue.VenueName;

/** The lengths of bars that venues have, by names such as {@code 1m}, {@code 4h} and {@code 1d}. */
public final class BarLength {
  private static final Pattern NAME = Pattern.compile("(\\d{1,4})([smhd])");
  private static final Map<String, Integer> SECONDS =
      Map.of("s", 1, "m", 60, "h", 3_600, "d", 86_400);

  private BarLength() {}

  /** Throws {@link IllegalArgumentException} naming those that the venue has. */
  public static Duration parse(String text, VenueName venue) {
    Matcher name = NAME.matcher(text);
    if (name.matches()) {
      Duration length =
          Duration.ofSeconds(
              Long.parseLong(name.group(1)) * SECONDS.getOrDefault(name.group(2), 0));
      if (of(venue).contains(text(length)) && !length.isZero()) {
        return length;
      }
    }
    throw new IllegalArgumentException(
        "--interval '" + text + "': " + venue.text() + " has " + String.join(", ", of(venue)));
  }

  /** The name of a length. */
  public static String text(Duration length) {
    long seconds = length.toSeconds();
    return SECONDS.entrySet().stream()
        .filter(unit -> seconds % unit.getValue() == 0)
        .max(Map.Entry.comparingByValue())
        .map(unit -> seconds / unit.getValue() + unit.getKey())
        .orElse(seconds + "s");
  }

  private static List<String> of(VenueName venue) {
    return switch (venue) {
      case BINANCE_SPOT, BINANCE_FUTURES ->
          List.of("1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d");
      case KRAKEN_SPOT -> List.of("1m", "5m", "15m", "30m", "1h", "4h", "1d");
      case KRAKEN_FUTURES -> List.of("1m", "5m", "15m", "30m", "1h", "4h", "12h", "1d");
    };
  }
}

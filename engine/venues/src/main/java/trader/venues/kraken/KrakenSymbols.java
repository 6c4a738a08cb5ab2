package trader.venues.kraken;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names that Kraken has for assets and pairs, and the ones that everyone else has. */
public final class KrakenSymbols {
  private static final Pattern OLD_PAIR = Pattern.compile("X([A-Z]{3})[XZ]([A-Z]{3})");
  private static final Pattern SEPARATOR = Pattern.compile("[/-]");

  private KrakenSymbols() {}

  /** The common name of an asset: {@code BTC} of {@code XBT}, {@code DOGE} of {@code XDG}. */
  public static String asset(String name) {
    return switch (name) {
      case "XBT" -> "BTC";
      case "XDG" -> "DOGE";
      default -> name;
    };
  }

  /**
   * The canonical symbol, such as {@code BTCUSD}, of a pair by any of its names: {@code BTC/USD},
   * {@code XBT/USD}, {@code XBTUSD}, {@code XXBTZUSD} or {@code btcusd}.
   */
  public static String canonical(String name) {
    String upper = name.strip().toUpperCase(Locale.ROOT);
    String[] parts = SEPARATOR.split(upper, -1);
    if (parts.length == 2) {
      return asset(parts[0]) + asset(parts[1]);
    }
    var old = OLD_PAIR.matcher(upper);
    if (old.matches()) {
      return asset(old.group(1)) + asset(old.group(2));
    }
    for (String asset : new String[] {"XBT", "XDG"}) {
      if (upper.startsWith(asset) && upper.length() > asset.length()) {
        return asset(asset) + canonicalQuote(upper.substring(asset.length()));
      }
    }
    return canonicalQuote(upper);
  }

  private static String canonicalQuote(String rest) {
    return rest.endsWith("XBT") ? rest.substring(0, rest.length() - 3) + "BTC" : rest;
  }
}

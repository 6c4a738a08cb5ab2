package trader.control;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is traded and where, in the one canonical form {@code BTCUSDT.BINANCE}.
 *
 * @param symbol base and quote asset joined, upper case, e.g. {@code BTCUSDT}
 * @param venue the venue's name, upper case, e.g. {@code BINANCE}
 */
public record InstrumentId(String symbol, String venue) {
  private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]{2,30}");
  private static final Pattern VENUE = Pattern.compile("[A-Z][A-Z0-9_]{1,19}");

  /** Throws {@link IllegalArgumentException} where a part is not in canonical form. */
  public InstrumentId {
    if (!SYMBOL.matcher(symbol).matches()) {
      throw new IllegalArgumentException(
          "symbol '" + symbol + "' is not in the form BTCUSDT: 2 to 30 letters and digits");
    }
    if (!VENUE.matcher(venue).matches()) {
      throw new IllegalArgumentException(
          "venue '" + venue + "' is not in the form BINANCE: 2 to 20 letters and digits");
    }
  }

  /** A perpetual's name at Kraken, e.g. {@code PF_XBTUSD}. */
  private static final String KRAKEN_PERPETUAL = "PF_";

  /** What Kraken calls bitcoin. */
  private static final String KRAKEN_BITCOIN = "XBT";

  /**
   * Reads {@code BTCUSDT.BINANCE}, {@code BTC/USDT}, {@code BTC-USDT}, {@code btcusdt}, or Kraken's
   * own {@code XBT/USD} and {@code PF_XBTUSD}; a text without a venue is taken to be on {@code
   * defaultVenue}. Throws {@link IllegalArgumentException} for anything else.
   */
  public static InstrumentId parse(String text, String defaultVenue) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    int dot = upper.indexOf('.');
    String symbol = dot < 0 ? upper : upper.substring(0, dot);
    String venue = dot < 0 ? defaultVenue : upper.substring(dot + 1);
    String joined = symbol.replace("/", "").replace("-", "");
    String plain =
        joined.startsWith(KRAKEN_PERPETUAL) ? joined.substring(KRAKEN_PERPETUAL.length()) : joined;
    return new InstrumentId(
        plain.startsWith(KRAKEN_BITCOIN) ? "BTC" + plain.substring(KRAKEN_BITCOIN.length()) : plain,
        venue);
  }

  /** The canonical text, e.g. {@code BTCUSDT.BINANCE}. */
  @Override
  public String toString() {
    return symbol + "." + venue;
  }
}

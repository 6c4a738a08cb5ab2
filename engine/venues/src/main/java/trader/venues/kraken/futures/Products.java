package trader.venues.kraken.futures;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import trader.control.InstrumentId;
import trader.venues.kraken.KrakenSymbols;

/** The venue's names of linear perpetuals, such as {@code PF_XBTUSD}, and ours. */
final class Products {
  /** The name of this venue in instrument ids. */
  static final String VENUE = "KRAKEN_FUTURES";

  /** The asset of margins, profits, fees and funding. */
  static final String COLLATERAL = "USD";

  private static final Pattern PERPETUAL = Pattern.compile("PF_([A-Z0-9]{1,26})USD");

  private Products() {}

  /** What the venue calls an instrument. Throws {@link IllegalArgumentException} for others. */
  static String of(InstrumentId instrument) {
    String symbol = instrument.symbol();
    if (!instrument.venue().equals(VENUE) || !symbol.endsWith(COLLATERAL)) {
      throw new IllegalArgumentException(
          instrument + " is no perpetual of this venue; they look like BTCUSD." + VENUE);
    }
    String base = symbol.substring(0, symbol.length() - COLLATERAL.length());
    return "PF_" + (base.equals("BTC") ? "XBT" : base) + COLLATERAL;
  }

  /** The instrument of a product in any case; empty for what is no linear perpetual in dollars. */
  static Optional<InstrumentId> instrument(String product) {
    var match = PERPETUAL.matcher(product.toUpperCase(Locale.ROOT));
    if (!match.matches()) {
      return Optional.empty();
    }
    String base = match.group(1);
    return Optional.of(new InstrumentId((base.equals("XBT") ? "BTC" : base) + COLLATERAL, VENUE));
  }

  /** What a product is, by the beginning of its name. */
  static String kind(String product) {
    String upper = product.toUpperCase(Locale.ROOT);
    if (upper.startsWith("PI_")) {
      return "an inverse perpetual, whose size is in dollars and whose profit is in the coin";
    }
    if (upper.startsWith("FI_")) {
      return "an inverse contract with an end, whose size is in dollars and whose profit is in the"
          + " coin";
    }
    return upper.startsWith("FF_")
        ? "a contract with an end"
        : "no perpetual that is settled in dollars";
  }

  /**
   * The instrument of any of its names: {@code PF_XBTUSD}, {@code BTC/USD}, {@code XBTUSD} or
   * {@code BTCUSD.KRAKEN_FUTURES}. Throws {@link IllegalArgumentException} saying why what is no
   * linear perpetual in dollars cannot be traded.
   */
  static InstrumentId parse(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    int dot = upper.indexOf('.');
    if (dot > 0 && !upper.substring(dot + 1).equals(VENUE)) {
      return InstrumentId.parse(upper, VENUE);
    }
    String symbol = dot > 0 ? upper.substring(0, dot) : upper;
    if (symbol.indexOf('_') == 2) {
      return instrument(symbol)
          .orElseThrow(() ->
              new IllegalArgumentException(
                  symbol
                      + " is "
                      + kind(symbol)
                      + ": trader trades perpetuals that are settled in dollars, such as PF_XBTUSD"));
    }
    return new InstrumentId(KrakenSymbols.canonical(symbol), VENUE);
  }
}

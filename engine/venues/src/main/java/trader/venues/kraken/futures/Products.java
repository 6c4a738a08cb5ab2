package trader.venues.kraken.futures;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import trader.control.InstrumentId;

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
}

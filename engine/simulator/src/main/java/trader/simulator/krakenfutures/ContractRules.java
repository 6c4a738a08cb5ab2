package trader.simulator.krakenfutures;

import java.util.List;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Instrument;
import trader.simulator.matching.MarginTier;

/**
 * What the venue says about a linear perpetual; numbers are scaled as in {@link Decimals}.
 *
 * @param instrument symbol, base, quote and steps
 * @param pair such as {@code BTC:USD}
 * @param maxPosition the largest position, in base
 * @param tiers margins by the position's value
 * @param collar how far beyond the mark a price may reach, as a fraction
 */
public record ContractRules(
    Instrument instrument, String pair, long maxPosition, List<MarginTier> tiers, long collar) {

  /** A perpetual in steps of a price and of a size, with margins of the venue's documentation. */
  public static ContractRules of(String symbol, String base, long tick, long step) {
    String asset = base.equals("XBT") ? "BTC" : base;
    return new ContractRules(
        new Instrument(symbol, asset, "USD", tick, step),
        asset + ":USD",
        10_000 * Decimals.ONE,
        List.of(
            MarginTier.of(Decimals.ONE / 50, Decimals.ONE / 100),
            new MarginTier(500_000 * Decimals.ONE, Decimals.ONE / 25, Decimals.ONE / 50, 0)),
        Decimals.ONE / 20);
  }

  /** {@code PF_XBTUSD}: prices in dollars, sizes in ten-thousandths of a bitcoin. */
  public static ContractRules bitcoin() {
    return of("PF_XBTUSD", "XBT", Decimals.ONE, Decimals.ONE / 10_000);
  }

  /** The decimals of a size. */
  int sizeDecimals() {
    int decimals = 0;
    for (long unit = Decimals.ONE; unit > instrument.step(); unit /= 10) {
      decimals++;
    }
    return decimals;
  }
}

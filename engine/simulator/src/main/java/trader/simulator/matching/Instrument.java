package trader.simulator.matching;

/**
 * What is traded: a base asset for a quote asset, in steps of price and quantity.
 *
 * @param symbol the venue's name of it
 * @param base the asset that is bought and sold
 * @param quote the asset that pays
 * @param tick the smallest price step, scaled as in {@link Decimals}
 * @param step the smallest quantity step, scaled as in {@link Decimals}
 */
public record Instrument(String symbol, String base, String quote, long tick, long step) {
  /** Checks that both steps are positive. */
  public Instrument {
    if (tick <= 0 || step <= 0) {
      throw new IllegalArgumentException(
          "tick and step of " + symbol + " must be positive: " + tick + ", " + step);
    }
  }
}

package trader.simulator.matching;

/**
 * What a position of some size needs as margin; numbers are scaled as in {@link Decimals}.
 *
 * @param fromNotional the position's value in the collateral from which this tier holds
 * @param initial the fraction of the value that opening needs at the highest leverage
 * @param maintenance the fraction of the value below which the account is liquidated
 * @param deduction what is taken off the maintenance margin, so that it does not leap at the tier
 */
public record MarginTier(long fromNotional, long initial, long maintenance, long deduction) {
  /** Checks that both fractions are in (0, 1] and opening needs no less than holding. */
  public MarginTier {
    if (initial <= 0 || initial > Decimals.ONE || maintenance <= 0 || maintenance > initial) {
      throw new IllegalArgumentException(
          "margins must be fractions with 0 < maintenance <= initial <= 1: maintenance "
              + Decimals.text(maintenance)
              + ", initial "
              + Decimals.text(initial));
    }
    if (fromNotional < 0 || deduction < 0) {
      throw new IllegalArgumentException("a margin tier has no negative numbers");
    }
  }

  /** A tier from zero on, without a deduction. */
  public static MarginTier of(long initial, long maintenance) {
    return new MarginTier(0, initial, maintenance, 0);
  }
}

package trader.simulator.matching;

/**
 * All that ever changed the collateral of an account; numbers are scaled as in {@link Decimals}.
 * The balance is the sum of all five.
 *
 * @param deposits less withdrawals
 * @param realizedProfit of all positions, before fees and funding
 * @param fees paid, as a negative number
 * @param funding received, or paid as a negative number
 * @param insurance what the venue gave after liquidations that cost more than there was
 */
public record AccountStatement(
    long deposits, long realizedProfit, long fees, long funding, long insurance) {
  /** The balance that these add up to. */
  public long balance() {
    return deposits + realizedProfit + fees + funding + insurance;
  }
}

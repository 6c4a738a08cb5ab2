package trader.simulator.matching;

/**
 * What an account holds of a contract; numbers are scaled as in {@link Decimals}.
 *
 * @param symbol the instrument
 * @param quantity of base, negative when short
 * @param cost what was paid for the open quantity, negative when short
 * @param realizedProfit of all that was closed, before fees and funding
 * @param updatedMicros when it last changed, in epoch microseconds
 */
public record Position(
    String symbol, long quantity, long cost, long realizedProfit, long updatedMicros) {

  /** Whether nothing is held. */
  public boolean isFlat() {
    return quantity == 0;
  }

  /** The average entry price, rounded down; 0 when flat. */
  public long averagePrice() {
    return quantity == 0 ? 0 : Decimals.dividedBy(Math.abs(cost), Math.abs(quantity));
  }

  /** The profit not realized yet at a mark price. */
  public long unrealized(long markPrice) {
    return Decimals.signedTimes(markPrice, quantity) - cost;
  }
}

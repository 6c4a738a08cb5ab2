package trader.simulator.matching;

/**
 * A trade as the public sees it; numbers are scaled as in {@link Decimals}.
 *
 * @param symbol the instrument
 * @param id rising by one within the symbol
 * @param price of the trade
 * @param quantity of base
 * @param timeMicros when, in epoch microseconds
 * @param buyerIsMaker whether the seller was the aggressor
 * @param isLiquidation whether the aggressor was the venue, closing a client's position
 */
public record Trade(
    String symbol,
    long id,
    long price,
    long quantity,
    long timeMicros,
    boolean buyerIsMaker,
    boolean isLiquidation) {

  /** An ordinary trade. */
  public Trade(
      String symbol, long id, long price, long quantity, long timeMicros, boolean buyerIsMaker) {
    this(symbol, id, price, quantity, timeMicros, buyerIsMaker, false);
  }

  /** What was paid, rounded down. */
  public long quoteQuantity() {
    return Decimals.times(price, quantity);
  }
}

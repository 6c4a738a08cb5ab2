package trader.simulator.matching;

/**
 * Commission as a fraction scaled as in {@link Decimals}.
 *
 * @param maker of resting orders
 * @param taker of orders that take
 * @param inQuote whether it is always taken from the quote asset, else from the received asset
 */
public record Fees(long maker, long taker, boolean inQuote) {
  /** Checks that both are in [0, 1). */
  public Fees {
    if (maker < 0 || taker < 0 || maker >= Decimals.ONE || taker >= Decimals.ONE) {
      throw new IllegalArgumentException("a fee is a fraction in [0, 1)");
    }
  }

  /** Commission taken from the received asset. */
  public Fees(long maker, long taker) {
    this(maker, taker, false);
  }

  long of(long received, boolean isMaker) {
    return Decimals.times(received, isMaker ? maker : taker);
  }

  /** The most that an order that pays an amount of quote may owe beside it. */
  long beside(long paid) {
    return inQuote ? Decimals.timesUp(paid, Math.max(maker, taker)) : 0;
  }
}

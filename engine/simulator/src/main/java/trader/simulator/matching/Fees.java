package trader.simulator.matching;

/**
 * Commission taken from the received asset, as a fraction scaled as in {@link Decimals}.
 *
 * @param maker of resting orders
 * @param taker of orders that take
 */
public record Fees(long maker, long taker) {
  /** Checks that both are in [0, 1). */
  public Fees {
    if (maker < 0 || taker < 0 || maker >= Decimals.ONE || taker >= Decimals.ONE) {
      throw new IllegalArgumentException("a fee is a fraction in [0, 1)");
    }
  }

  long of(long received, boolean isMaker) {
    return Decimals.times(received, isMaker ? maker : taker);
  }
}

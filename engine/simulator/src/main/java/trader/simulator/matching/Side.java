package trader.simulator.matching;

/** Which way an order trades the base asset. */
public enum Side {
  BUY,
  SELL;

  /** The other side. */
  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }
}

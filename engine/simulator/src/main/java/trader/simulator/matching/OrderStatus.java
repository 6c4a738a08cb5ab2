package trader.simulator.matching;

/** Where an order stands in its life. */
public enum OrderStatus {
  NEW,
  PARTIALLY_FILLED,
  FILLED,
  CANCELED,
  EXPIRED,
  EXPIRED_IN_MATCH;

  /** Whether it can still trade. */
  public boolean isOpen() {
    return this == NEW || this == PARTIALLY_FILLED;
  }
}

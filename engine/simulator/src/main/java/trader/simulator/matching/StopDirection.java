package trader.simulator.matching;

/** On which side of the market a trigger lies. */
public final class StopDirection {
  private StopDirection() {}

  /** Whether the trigger lies above the price at which the order was placed. */
  public static boolean isUpwards(Side side, OrderType type) {
    return type.isStopLoss() == (side == Side.BUY);
  }
}

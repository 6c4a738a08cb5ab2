package trader.simulator.matching;

/** How long an order stays. */
public enum TimeInForce {
  /** Until it is filled or cancelled. */
  GTC,
  /** What trades at once trades, the rest expires. */
  IOC,
  /** All at once or nothing. */
  FOK
}

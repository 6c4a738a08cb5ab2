package trader.simulator.witness;

/** How far an order has come at a venue. Nobody outside has been told of it yet. */
public enum Step {
  /** Accepted; it has not traded. */
  ACCEPTED,
  /** Its trigger was reached; it works from now on. */
  TRIGGERED,
  /** Amended on request. */
  AMENDED,
  /** Traded, in part or in whole. */
  TRADED,
  /** Cancelled or expired. */
  ENDED
}

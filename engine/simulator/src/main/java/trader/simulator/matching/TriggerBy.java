package trader.simulator.matching;

/** Which price sets off a waiting order. */
public enum TriggerBy {
  /** The price of the last trade. */
  LAST,
  /** The market's mark price. */
  MARK
}

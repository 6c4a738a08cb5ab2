package trader.control;

/** What may leave for a venue, ordered by restriction: an earlier constant lets less through. */
public enum GateLevel {
  /** Only cancels, protective stops and an operator's own close leave. */
  CLOSED,
  /** Also a strategy's exits leave; nothing that adds risk does. */
  REDUCE_ONLY,
  /** Everything leaves that the risk rails let pass. */
  OPEN;

  /** The more restrictive of the two. */
  public GateLevel and(GateLevel other) {
    return compareTo(other) <= 0 ? this : other;
  }
}

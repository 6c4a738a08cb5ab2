package trader.control;

/** An engine's own judgement of its health; the code is what {@code health:state} holds. */
public enum Health {
  /** Everything an engine needs is there. */
  OK(0),
  /** It runs with something missing; no new risk where that matters. */
  DEGRADED(1),
  /** It does not trade. */
  HALTED(2);

  private final int code;

  Health(int code) {
    this.code = code;
  }

  /** The number written to Redis and to the metric {@code health_state}: 0, 1 or 2. */
  public int code() {
    return code;
  }
}

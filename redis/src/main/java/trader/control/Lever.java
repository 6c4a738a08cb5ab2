package trader.control;

import java.util.Locale;

/** Everything that can narrow the gate. The gate is the minimum over all levers. */
public enum Lever {
  /** The operator's mode. */
  MODE,
  /** The kill switch: latched, with a reason. */
  KILL_SWITCH,
  /** Trading paused by an operator. */
  PAUSED,
  /** Observing after a resume or a start before adding risk. */
  WARM_UP,
  /** Whether this engine's color is the active one. */
  COLOR,
  /** Whether a real exchange could be reached and is not allowed to be. */
  DRY_RUN,
  /** Local state is being corrected to the venue's. */
  RECONCILING,
  /** The control plane (Redis) cannot be read. */
  CONTROL_PLANE,
  /** The capital stage is unknown, so no capital may be added. */
  CAPITAL,
  /** Market data is missing or stale. */
  MARKET_DATA,
  /** The connection on which orders are sent and confirmed is down. */
  VENUE_LINK,
  /** The registry of orders and positions holds what cannot be. */
  REGISTRY,
  /** The process is about to end. */
  STOPPING;

  /** The name shown to people and written to JSON, e.g. {@code kill_switch}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

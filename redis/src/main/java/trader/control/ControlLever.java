package trader.control;

import java.util.Locale;

/** The levers that an operator moves, each kept under a Redis key of its own. */
public enum ControlLever {
  /** {@link Mode}. */
  MODE,
  /** The active {@link Color}. */
  COLOR,
  /** {@link CapitalStage}. */
  CAPITAL,
  /** {@code running} or {@code paused}. */
  PAUSE,
  /** {@code armed} or {@code killed}. */
  KILL;

  /** The name used in keys and messages, e.g. {@code mode}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

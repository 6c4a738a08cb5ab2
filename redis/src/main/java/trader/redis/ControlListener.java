package trader.redis;

import java.time.Instant;

/**
 * Hears what a watched Redis says of the control levers. Called on the thread that heard Redis or
 * missed it, one call at a time; must not block.
 */
public interface ControlListener {

  /**
   * A lever that can halt was written, and what it says now is being read: until {@link
   * #onReading}, nobody knows. Not called where only a poll finds the change.
   */
  default void onWritten() {}

  /** A fresh, complete reading: after every push, every reconnect and every poll. */
  void onReading(ControlReading reading);

  /** Redis has not been heard since {@code since}; the watcher is blind until the next reading. */
  void onLost(Instant since, String why);
}

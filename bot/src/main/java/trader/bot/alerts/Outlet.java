package trader.bot.alerts;

import java.time.Duration;
import java.util.Optional;

/** One way by which people are told. Each has its own queue, so a call may block. */
public interface Outlet {

  /** {@code slack}, {@code telegram} or {@code mail}. */
  String name();

  /**
   * Delivers it, and returns when the platform has taken it.
   *
   * <p>Throws {@link UndeliveredException} where it did not.
   */
  void deliver(Message message) throws UndeliveredException;

  /** The platform did not take a message. */
  final class UndeliveredException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Optional<Duration> retryAfter;
    private final boolean permanent;

    /**
     * Not delivered.
     *
     * @param retryAfter how long the platform asked to wait
     * @param permanent whether the same message would be refused again
     */
    public UndeliveredException(String message, Optional<Duration> retryAfter, boolean permanent) {
      super(message);
      this.retryAfter = retryAfter;
      this.permanent = permanent;
    }

    /** How long the platform asked to wait. */
    public Optional<Duration> retryAfter() {
      return retryAfter;
    }

    /** Whether the same message would be refused again. */
    public boolean permanent() {
      return permanent;
    }
  }
}

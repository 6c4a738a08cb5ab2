package trader.engine.core.journal;

/** A journal record is not what was written; the message says where and what is wrong. */
public final class JournalDamagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the place and what is wrong. */
  public JournalDamagedException(String message) {
    super(message);
  }

  /** With the place and what is wrong. */
  public JournalDamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}

package trader.registry;

/** The database file is not what it should be; the message says what is wrong with it. */
final class DatabaseUnusableException extends Exception {
  private static final long serialVersionUID = 1L;

  DatabaseUnusableException(String message) {
    super(message);
  }

  DatabaseUnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}

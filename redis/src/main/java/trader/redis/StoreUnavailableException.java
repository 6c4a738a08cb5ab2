package trader.redis;

/** Redis did not answer, or not in time. The message says which address and what happened. */
public class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the address, without its password, and what happened. */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

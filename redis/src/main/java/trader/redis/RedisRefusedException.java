package trader.redis;

/** Redis answered with an error. The message names the command, its key and the error. */
public class RedisRefusedException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;
  private final String error;

  /** With the address without password, the command, and the error as Redis worded it. */
  public RedisRefusedException(String address, String command, String error, Throwable cause) {
    super("Redis at " + address + " refused " + command + ": " + error, cause);
    this.error = error;
  }

  /** The first word of the error, e.g. {@code WRONGTYPE} or {@code READONLY}. */
  public String code() {
    int space = error.indexOf(' ');
    return space < 0 ? error : error.substring(0, space);
  }

  /** Whether the same command may succeed later without anything having been repaired in a key. */
  public boolean passes() {
    return switch (code()) {
      case "WRONGTYPE", "ERR", "NOSCRIPT", "NOPERM" -> false;
      default -> true;
    };
  }
}

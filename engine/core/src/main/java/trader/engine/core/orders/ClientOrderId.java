package trader.engine.core.orders;

import java.util.regex.Pattern;

/**
 * The id that we give an order, derived from the session and a count and never drawn, so that
 * sending an order twice is harmless and two sessions never share one.
 *
 * @param value at most 36 letters, digits, dashes and underscores, as venues allow
 */
public record ClientOrderId(String value) {
  private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9_-]{1,36}");
  private static final String OURS = "t";
  private static final Pattern DERIVED = Pattern.compile(OURS + "[a-z]-[0-9a-z]+-[0-9a-z]+");

  /** Throws {@link IllegalArgumentException} for a value that venues do not take. */
  public ClientOrderId {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "client order id '" + value + "' is not 1 to 36 letters, digits, '-' or '_'");
    }
  }

  /**
   * The id of the {@code count}-th order of a session.
   *
   * @param color first letter of the engine's color
   * @param session the session's number, which never repeats
   */
  public static ClientOrderId derive(char color, long session, long count) {
    return new ClientOrderId(
        OURS + color + "-" + Long.toString(session, 36) + "-" + Long.toString(count, 36));
  }

  /** Whether a text has the form of what engines of any color derive. */
  public static boolean isDerived(String text) {
    return DERIVED.matcher(text).matches();
  }

  /** Whether an engine of that color made it. */
  public boolean madeBy(char color) {
    return value.startsWith(OURS + color + "-");
  }

  @Override
  public String toString() {
    return value;
  }
}

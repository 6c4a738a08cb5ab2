package trader.venues.binance;

/** What the venue's error codes mean for a call that changes something. */
public final class ErrorCodes {
  static final int UNKNOWN = -1000;
  static final int DISCONNECTED = -1001;
  static final int TOO_MANY_REQUESTS = -1003;
  static final int UNEXPECTED_RESPONSE = -1006;
  static final int TIMEOUT = -1007;
  static final int OVERLOADED = -1008;

  /** Too many orders in a window; cancels and reads still pass. */
  public static final int TOO_MANY_ORDERS = -1015;

  static final int FILTER = -1013;
  static final int SHUTTING_DOWN = -1016;

  /** Our clock is out of step with the venue's. */
  public static final int CLOCK = -1021;

  static final int SIGNATURE = -1022;
  private static final int PRECISION = -1111;
  private static final int INVALID_SYMBOL = -1121;
  static final int ORDER_REJECTED = -2010;

  /** The venue has no such order. */
  public static final int NO_SUCH_ORDER = -2013;

  /** The order ended without an execution, so long ago that the venue does not show it any more. */
  public static final int ARCHIVED = -2026;

  /** Why nothing is entered while the venue does not take the key. */
  public static final String KEY_TROUBLE =
      "the venue does not take our API key; check key, secret and rights: ";

  static final int KEY_FORMAT = -2014;
  static final int KEY_REFUSED = -2015;
  static final int ALREADY_SUBSCRIBED = -2035;

  /** The words of a 503 that says that nothing was executed. */
  static final String UNAVAILABLE = "Service Unavailable.";

  private static final String DUPLICATE_ORDER = "Duplicate order sent";

  /** What an error says about whether the call took effect. */
  public enum Meaning {
    /** It did not, and the reason is in the text. */
    REFUSED,
    /** It did not, because our clock is out of step with the venue's. */
    CLOCK,
    /** The venue has an open order of this id already: an earlier sending arrived. */
    DUPLICATE,
    /** Nobody knows. */
    UNKNOWN
  }

  private ErrorCodes() {}

  /** Whether an error says, be it with a 5xx, that the call was not executed. */
  static boolean notExecuted(int code, String text) {
    return code == OVERLOADED || text.equals(UNAVAILABLE);
  }

  /** What an error says of a call that changes something. */
  public static Meaning meaning(int status, int code, String text) {
    return switch (code) {
      case UNKNOWN, DISCONNECTED, UNEXPECTED_RESPONSE, TIMEOUT -> Meaning.UNKNOWN;
      case OVERLOADED -> Meaning.REFUSED;
      case CLOCK -> Meaning.CLOCK;
      case ORDER_REJECTED -> text.startsWith(DUPLICATE_ORDER) ? Meaning.DUPLICATE : Meaning.REFUSED;
      default ->
          (status >= 400 && status < 500) || text.equals(UNAVAILABLE)
              ? Meaning.REFUSED
              : Meaning.UNKNOWN;
    };
  }

  /** Whether an error is about the venue or our way to it, and not about the one order. */
  public static boolean venueTrouble(int status, int code) {
    return switch (code) {
      case UNKNOWN,
          DISCONNECTED,
          TOO_MANY_REQUESTS,
          UNEXPECTED_RESPONSE,
          TIMEOUT,
          OVERLOADED,
          TOO_MANY_ORDERS,
          SHUTTING_DOWN,
          CLOCK,
          SIGNATURE,
          KEY_FORMAT,
          KEY_REFUSED ->
          true;
      default -> status >= 500 || status == 429 || status == 418 || status == 403;
    };
  }

  /** Whether the venue's rules for the symbol may have changed since they were read. */
  public static boolean rulesDiffer(int code) {
    return switch (code) {
      case FILTER, PRECISION, INVALID_SYMBOL, -4003, -4005, -4014, -4164 -> true;
      default -> false;
    };
  }

  /** Whether trying again is of no use until a person has looked at the key. */
  public static boolean keyTrouble(int code) {
    return code == SIGNATURE || code == KEY_FORMAT || code == KEY_REFUSED;
  }
}

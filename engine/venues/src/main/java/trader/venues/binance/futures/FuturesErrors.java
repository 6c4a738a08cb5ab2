package trader.venues.binance.futures;

import trader.venues.binance.ErrorCodes;
import trader.venues.binance.ErrorCodes.Meaning;

/** What the codes that only futures have mean. */
final class FuturesErrors {
  static final int UNKNOWN_ORDER = -2011;
  static final int NO_LISTEN_KEY = -1125;

  private static final int WOULD_TRIGGER = -2021;
  private static final int DUPLICATE_ID = -4116;

  private FuturesErrors() {}

  static Meaning meaning(int status, int code, String text) {
    return code == DUPLICATE_ID ? Meaning.DUPLICATE : ErrorCodes.meaning(status, code, text);
  }

  /** The code as it is told; a trigger that is reached already has a name of its own. */
  static String told(int code) {
    return code == WOULD_TRIGGER ? code + " WOULD_TRIGGER_IMMEDIATELY" : Integer.toString(code);
  }
}

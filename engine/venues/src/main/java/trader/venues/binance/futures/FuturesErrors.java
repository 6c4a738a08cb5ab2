package trader.venues.binance.futures;

import trader.venues.binance.ErrorCodes;
import trader.venues.binance.ErrorCodes.Meaning;

/** What the codes that only futures have mean. */
final class FuturesErrors {
  static final int UNKNOWN_ORDER = -2011;
  static final int NO_LISTEN_KEY = -1125;

  /** The order is as it is to be already. */
  static final int NOTHING_TO_CHANGE = -5027;

  private static final int IN_LIQUIDATION = -2023;
  private static final int FIRST_RESTRICTION = -4400;
  private static final int LAST_RESTRICTION = -4403;
  private static final int WOULD_TRIGGER = -2021;
  private static final int DUPLICATE_ID = -4116;

  private FuturesErrors() {}

  static Meaning meaning(int status, int code, String text) {
    return code == DUPLICATE_ID ? Meaning.DUPLICATE : ErrorCodes.meaning(status, code, text);
  }

  /** Whether the account may only reduce its positions for now. */
  static boolean restricts(int code) {
    return code == IN_LIQUIDATION || (code <= FIRST_RESTRICTION && code >= LAST_RESTRICTION);
  }

  /** The code as it is told; a trigger that is reached already has a name of its own. */
  static String told(int code) {
    return code == WOULD_TRIGGER ? code + " WOULD_TRIGGER_IMMEDIATELY" : Integer.toString(code);
  }
}

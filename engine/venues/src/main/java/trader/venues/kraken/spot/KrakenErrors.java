package trader.venues.kraken.spot;

import java.util.Locale;
import trader.venues.net.RestAnswer;

/** What the venue's words mean for a call that changes something. */
final class KrakenErrors {
  /** What an error says about whether the call took effect. */
  enum Meaning {
    /** It did not, and the reason is in the text. */
    REFUSED,
    /** It did not, because it came after its deadline. */
    TOO_LATE,
    /** The venue has an open order of this id already: an earlier sending arrived. */
    DUPLICATE,
    /** It did not, because too much was asked of the pair. */
    PAIR_LIMIT,
    /** It did not, because too much was asked in all. */
    CALL_LIMIT,
    /** Nobody knows. */
    UNKNOWN
  }

  private static final String THROTTLED = "EService: Throttled:";
  private static final long SECOND = 1_000_000;

  private KrakenErrors() {}

  static Meaning meaning(String error) {
    if (error.startsWith("EOrder:") && error.toLowerCase(Locale.ROOT).contains("cl_ord_id")) {
      return Meaning.DUPLICATE;
    }
    if (error.startsWith("EOrder:Rate limit exceeded")) {
      return Meaning.PAIR_LIMIT;
    }
    if (silenceMicros(error, 0) > 0) {
      return Meaning.CALL_LIMIT;
    }
    if (error.startsWith("EService:Deadline elapsed")) {
      return Meaning.TOO_LATE;
    }
    if (error.startsWith("EService:Market in")) {
      return Meaning.REFUSED;
    }
    // A number that is too low says that this sending failed, and nothing of an earlier one.
    if (error.startsWith("EAPI:Invalid nonce")
        || error.startsWith("EService")
        || error.startsWith("EDatabase:")
        || error.startsWith("EGeneral:Internal error")) {
      return Meaning.UNKNOWN;
    }
    return error.startsWith("EOrder:")
            || error.startsWith("EGeneral:")
            || error.startsWith("EAPI:")
            || error.startsWith("EQuery:")
            || error.startsWith("ETrade:")
            || error.startsWith("EAccount:")
            || error.startsWith("ESession:")
        ? Meaning.REFUSED
        : Meaning.UNKNOWN;
  }

  /** For how long the venue wants to hear nothing after an error; 0 where it does not say. */
  static long silenceMicros(String error, long nowMicros) {
    if (error.startsWith(THROTTLED)) {
      try {
        long until = Long.parseLong(error.substring(THROTTLED.length()).strip());
        return Math.clamp(until * SECOND - nowMicros, SECOND, 3_600 * SECOND);
      } catch (NumberFormatException e) {
        return 10 * SECOND;
      }
    }
    if (isReadLimit(error) || error.startsWith("EGeneral:Too many requests")) {
      return 5 * SECOND;
    }
    return error.startsWith("EGeneral:Temporary lockout") ? 900 * SECOND : 0;
  }

  /** Whether the venue has too much to do, or is closed, and is to be left alone for a while. */
  static boolean isBusy(String error) {
    return error.startsWith("EService:Unavailable") || error.startsWith("EService:Busy");
  }

  /** Whether the counter of REST calls is full, which orders on the WebSocket do not add to. */
  static boolean isReadLimit(String error) {
    return error.startsWith("EAPI:Rate limit exceeded");
  }

  /** Whether trying again is of no use until a person has looked at the key or the account. */
  static boolean needsPerson(String error) {
    return keyTrouble(error)
        || error.startsWith("EGeneral:Permission denied")
        || error.startsWith("EOrder:Trading agreement required")
        || error.startsWith("ETrade:");
  }

  /** Whether the venue takes nothing at all from our key. */
  static boolean keyTrouble(String error) {
    return error.startsWith("EAPI:Invalid key") || error.startsWith("EAPI:Invalid signature");
  }

  /** Whether nothing more can be asked on the connection: it must be made anew. */
  static boolean endsSession(String error) {
    return error.startsWith("ESession:") || keyTrouble(error);
  }

  /** Whether an error is about the venue or our way to it, and not about the one order. */
  static boolean venueTrouble(String error) {
    return error.startsWith("EService")
        || error.startsWith("EAPI:")
        || error.startsWith("EDatabase:")
        || error.startsWith("ESession:")
        || error.startsWith("ETrade:")
        || error.startsWith("EGeneral:Internal error")
        || error.startsWith("EGeneral:Temporary lockout")
        || error.startsWith("EGeneral:Too many requests")
        || error.startsWith("EGeneral:Permission denied")
        || error.startsWith("EOrder:Rate limit exceeded");
  }

  /** The error's part before the second colon or the first space, which metrics may carry. */
  static String code(String error) {
    int colon = error.indexOf(':');
    int end = error.indexOf(':', colon + 1);
    return end < 0 ? error : error.substring(0, end);
  }

  /** Why a REST call was not answered well. */
  static String why(RestAnswer answer) {
    return answer instanceof RestAnswer.Refused refused
        ? ErrorAdvice.of(refused.text())
        : RestAnswer.why(answer);
  }
}

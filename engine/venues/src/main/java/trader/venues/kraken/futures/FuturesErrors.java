package trader.venues.kraken.futures;

import java.net.http.HttpHeaders;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import trader.venues.net.RestAnswer;
import trader.venues.net.RestClient;

/** How this venue answers: errors are words, and most of them come with HTTP 200. */
final class FuturesErrors implements RestClient.Dialect {
  /** How long nothing is sent once the venue says that its limit is exceeded. */
  static final long LIMIT_SILENCE_MICROS = 2_000_000;

  private static final int SERVER_ERROR = 500;

  /** What a refusal means for an order, a change or a cancel. */
  enum Meaning {
    /** It was not done and will not be. */
    REFUSED,
    /** It was not done, because it came after the time before which it had to begin. */
    TOO_LATE,
    /** Nobody can tell. */
    UNKNOWN
  }

  @Override
  public RestAnswer read(int status, JsonNode body) {
    String error = body.path("error").asString("");
    if (error.isEmpty()) {
      error = body.path("errors").path(0).path("message").asString("");
    }
    boolean failed = body.path("result").asString("").equals("error") || status >= 400;
    return failed
        ? new RestAnswer.Refused(status, 0, error.isEmpty() ? "HTTP " + status : error)
        : new RestAnswer.Ok(body);
  }

  @Override
  public boolean isVenueTrouble(RestAnswer.Refused refused) {
    return refused.status() >= SERVER_ERROR
        || switch (refused.text().toLowerCase(Locale.ROOT)) {
          case "server error",
              "unknownerror",
              "unavailable",
              "marketunavailable",
              "apilimitexceeded" ->
              true;
          default -> false;
        };
  }

  @Override
  public void heed(HttpHeaders headers) {}

  /** The budget comes back by a tenth every second, and cancels must not wait for long. */
  @Override
  public long silenceMicros() {
    return LIMIT_SILENCE_MICROS;
  }

  /** Why a call was not done, in the venue's words where it has any. */
  static String why(RestAnswer answer) {
    return answer instanceof RestAnswer.Refused refused
        ? Refusals.advice(refused.text())
        : RestAnswer.why(answer);
  }

  static boolean isLimit(RestAnswer.Refused refused) {
    return refused.text().equals("apiLimitExceeded");
  }

  /** Whether the venue is closed, and is to be left alone for a while. */
  static boolean isClosed(RestAnswer.Refused refused) {
    return switch (refused.text()) {
      case "unavailable", "Unavailable", "marketUnavailable" -> true;
      default -> false;
    };
  }

  static boolean isKeyTrouble(RestAnswer.Refused refused) {
    return switch (refused.text()) {
      case "authenticationError", "accountInactive", "invalidAccount" -> true;
      default -> false;
    };
  }

  /** An error of the server says nothing of the call, whatever its words are. */
  static Meaning meaning(RestAnswer.Refused refused) {
    if (refused.status() >= SERVER_ERROR) {
      return Meaning.UNKNOWN;
    }
    return switch (refused.text()) {
      case "Server Error", "unknownError", "nonceBelowThreshold", "nonceDuplicate" ->
          Meaning.UNKNOWN;
      default -> refused.text().contains("processBefore") ? Meaning.TOO_LATE : Meaning.REFUSED;
    };
  }
}

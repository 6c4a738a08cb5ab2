package trader.venues.binance;

import tools.jackson.databind.JsonNode;

/** What became of a REST call. */
sealed interface RestAnswer {

  /** It was answered. */
  record Ok(JsonNode body) implements RestAnswer {}

  /** It was refused for a reason that the venue names; {@code code} is its error code. */
  record Refused(int status, int code, String text) implements RestAnswer {}

  /** No answer, or none that says anything. */
  record Failed(String why) implements RestAnswer {}

  /** Why it is not {@link Ok}. */
  static String why(RestAnswer answer) {
    return switch (answer) {
      case Ok ok -> "answered";
      case Refused refused -> refused.code() + " " + refused.text();
      case Failed failed -> failed.why();
    };
  }
}

package trader.venues.net;

import tools.jackson.databind.JsonNode;

/** What became of a REST call. */
public sealed interface RestAnswer {

  /** It was answered. */
  public record Ok(JsonNode body) implements RestAnswer {}

  /**
   * It was refused for a reason that the venue names; {@code code} is its error code, 0 where it
   * has only words.
   */
  public record Refused(int status, int code, String text) implements RestAnswer {}

  /** No answer, or none that says anything. */
  public record Failed(String why) implements RestAnswer {}

  /** Why it is not {@link Ok}. */
  public static String why(RestAnswer answer) {
    return switch (answer) {
      case Ok ok -> "answered";
      case Refused refused -> refused.code() + " " + refused.text();
      case Failed failed -> failed.why();
    };
  }
}

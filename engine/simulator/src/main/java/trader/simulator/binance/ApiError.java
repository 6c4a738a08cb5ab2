package trader.simulator.binance;

import org.jspecify.annotations.Nullable;
import trader.simulator.net.Json;

/** An answer that is an error: HTTP status, the venue's code and text. */
public final class ApiError extends RuntimeException {
  private final int status;
  private final int code;
  private final String text;
  private final int retryAfterSeconds;
  private final @Nullable String data;

  /** An error without further data. */
  public ApiError(int status, int code, String text) {
    this(status, code, text, -1, null);
  }

  /** An error; {@code retryAfterSeconds} is -1 where the client may try again at once. */
  public ApiError(int status, int code, String text, int retryAfterSeconds, @Nullable String data) {
    super(text, null, false, false);
    this.status = status;
    this.code = code;
    this.text = text;
    this.retryAfterSeconds = retryAfterSeconds;
    this.data = data;
  }

  /** With HTTP status 400. */
  public static ApiError of(int code, String text) {
    return new ApiError(400, code, text);
  }

  /** A parameter is missing. */
  public static ApiError mandatory(String parameter) {
    return of(
        -1102,
        "Mandatory parameter '" + parameter + "' was not sent, was empty/null, or malformed.");
  }

  /** Both of two parameters are missing. */
  public static ApiError eitherMandatory(String one, String other) {
    return of(
        -1102, "Param '" + one + "' or '" + other + "' must be sent, but both were empty/null!");
  }

  /** A parameter has characters that it must not have. */
  public static ApiError illegal(String parameter, String range) {
    return of(
        -1100,
        "Illegal characters found in parameter '"
            + parameter
            + "'; legal range is '"
            + range
            + "'.");
  }

  /** A parameter does not belong there. */
  public static ApiError notRequired(String parameter) {
    return of(-1106, "Parameter '" + parameter + "' sent when not required.");
  }

  /** A parameter has a value that it must not have. */
  public static ApiError invalid(String parameter) {
    return of(-1130, "Data sent for parameter '" + parameter + "' is not valid.");
  }

  /** A parameter has too many decimals. */
  public static ApiError precision(String parameter) {
    return of(-1111, "Parameter '" + parameter + "' has too much precision.");
  }

  /** A filter does not admit the order. */
  public static ApiError filter(String filter) {
    return of(-1013, "Filter failure: " + filter);
  }

  /** The order is rejected. */
  public static ApiError rejected(String text) {
    return of(-2010, text);
  }

  /** The cancel is rejected. */
  public static ApiError cancelRejected(String text) {
    return of(-2011, text);
  }

  /** There is no such symbol. */
  public static ApiError invalidSymbol() {
    return of(-1121, "Invalid symbol.");
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The venue's code. */
  public int code() {
    return code;
  }

  /** The venue's words. */
  public String text() {
    return text;
  }

  /** When to try again, -1 for at once. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** What else it says, as JSON. */
  public @Nullable String data() {
    return data;
  }

  /** Writes {@code {"code":…,"msg":…}}. */
  public void write(Json out) {
    out.open().put("code", code).put("msg", text);
    if (data != null) {
      out.name("data").raw(data);
    }
    out.close();
  }
}

package trader.simulator.binance;

import org.jspecify.annotations.Nullable;
import trader.simulator.net.Json;

/** An answer that is an error: HTTP status, the venue's code and text. */
final class ApiError extends RuntimeException {
  private final int status;
  private final int code;
  private final String text;
  private final int retryAfterSeconds;
  private final @Nullable String data;

  ApiError(int status, int code, String text) {
    this(status, code, text, -1, null);
  }

  ApiError(int status, int code, String text, int retryAfterSeconds, @Nullable String data) {
    super(text, null, false, false);
    this.status = status;
    this.code = code;
    this.text = text;
    this.retryAfterSeconds = retryAfterSeconds;
    this.data = data;
  }

  static ApiError of(int code, String text) {
    return new ApiError(400, code, text);
  }

  static ApiError mandatory(String parameter) {
    return of(
        -1102,
        "Mandatory parameter '" + parameter + "' was not sent, was empty/null, or malformed.");
  }

  static ApiError eitherMandatory(String one, String other) {
    return of(
        -1102, "Param '" + one + "' or '" + other + "' must be sent, but both were empty/null!");
  }

  static ApiError illegal(String parameter, String range) {
    return of(
        -1100,
        "Illegal characters found in parameter '"
            + parameter
            + "'; legal range is '"
            + range
            + "'.");
  }

  static ApiError notRequired(String parameter) {
    return of(-1106, "Parameter '" + parameter + "' sent when not required.");
  }

  static ApiError invalid(String parameter) {
    return of(-1130, "Data sent for parameter '" + parameter + "' is not valid.");
  }

  static ApiError precision(String parameter) {
    return of(-1111, "Parameter '" + parameter + "' has too much precision.");
  }

  static ApiError filter(String filter) {
    return of(-1013, "Filter failure: " + filter);
  }

  static ApiError rejected(String text) {
    return of(-2010, text);
  }

  static ApiError cancelRejected(String text) {
    return of(-2011, text);
  }

  static ApiError invalidSymbol() {
    return of(-1121, "Invalid symbol.");
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  @Nullable String data() {
    return data;
  }

  /** Writes {@code {"code":…,"msg":…}}. */
  void write(Json out) {
    out.open().put("code", code).put("msg", text);
    if (data != null) {
      out.name("data").raw(data);
    }
    out.close();
  }
}

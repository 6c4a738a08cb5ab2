package trader.simulator.krakenfutures;

import trader.simulator.net.Json;

/** An answer that is an error: the venue's word for it, and the HTTP status that carries it. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final int code;

  private ApiError(int status, int code, String text) {
    super(text, null, false, false);
    this.status = status;
    this.code = code;
  }

  static ApiError of(String text) {
    return new ApiError(200, -1, text);
  }

  static ApiError of(int status, String text) {
    return new ApiError(status, -1, text);
  }

  /** A body that the venue cannot make an order of. */
  static ApiError badRequest(int code, String message) {
    return new ApiError(400, code, message);
  }

  static ApiError missing(String name) {
    return of("requiredArgumentMissing: " + name);
  }

  static ApiError argument(String name) {
    return of("invalidArgument: " + name);
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  void write(Json out, long nowMicros) {
    out.open();
    if (code >= 0) {
      out.put("status", "BAD_REQUEST").put("result", "error").name("errors").openArray();
      out.open().put("code", code).put("message", text()).close().closeArray();
    } else {
      out.put("result", "error").put("error", text());
    }
    out.put("serverTime", Times.iso(nowMicros)).close();
  }
}

package trader.chatsim.telegram;

import tools.jackson.databind.node.ObjectNode;

/** A call that is answered with {@code ok: false}. */
final class BotApiException extends Exception {
  private static final long serialVersionUID = 1;
  private final int code;
  private final int retryAfter;

  private BotApiException(int code, String description, int retryAfter) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  BotApiException(int code, String description) {
    this(code, description, 0);
  }

  static BotApiException badRequest(String what) {
    return new BotApiException(400, "Bad Request: " + what);
  }

  static BotApiException tooMany(int seconds) {
    return new BotApiException(429, "Too Many Requests: retry after " + seconds, seconds);
  }

  int code() {
    return code;
  }

  ObjectNode json() {
    ObjectNode answer = Wire.object();
    answer.put("ok", false).put("error_code", code).put("description", getMessage());
    if (retryAfter > 0) {
      answer.putObject("parameters").put("retry_after", retryAfter);
    }
    return answer;
  }
}

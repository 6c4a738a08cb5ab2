package trader.bot.http;

import org.springframework.http.HttpStatus;

/** A call that cannot be read as what it should be; the message says what is wrong with it. */
final class BadCall extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final HttpStatus status;
  private final String kind;

  BadCall(HttpStatus status, String kind, String message) {
    super(message);
    this.status = status;
    this.kind = kind;
  }

  HttpStatus status() {
    return status;
  }

  String kind() {
    return kind;
  }
}

package trader.bot.http;

import org.springframework.http.HttpStatus;

/** A call that cannot be read as what it should be; the message says what is wrong with it. */
public final class BadCall extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final HttpStatus status;
  private final String kind;

  /**
   * Bad.
   *
   * @param kind in snake case; with a prefix it is the problem's type
   */
  public BadCall(HttpStatus status, String kind, String message) {
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

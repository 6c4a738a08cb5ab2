package trader.chatsim.slack;

import java.util.List;

/** Why the Web API does not do what was asked, in its own words. */
final class ApiFault extends Exception {
  private static final long serialVersionUID = 1;
  private final transient List<String> details;
  private final long retryAfterSeconds;

  ApiFault(String error) {
    this(error, List.of(), 0);
  }

  private ApiFault(String error, List<String> details, long retryAfterSeconds) {
    super(error);
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static ApiFault of(String error, List<String> details) {
    return new ApiFault(error, details, 0);
  }

  static ApiFault limited(long retryAfterSeconds) {
    return new ApiFault("ratelimited", List.of(), retryAfterSeconds);
  }

  String error() {
    return String.valueOf(getMessage());
  }

  List<String> details() {
    return details;
  }

  /** 0 where it is not about a rate. */
  long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}

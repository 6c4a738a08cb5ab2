package trader.bot.telegram;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/** A call that Telegram did not do, or not known to have done. */
final class CallFailure extends Exception {
  private static final long serialVersionUID = 1;
  private final int code;
  private final transient Optional<Duration> retryAfter;

  /**
   * A failed call.
   *
   * @param code Telegram's error code; 0 where there was no answer
   */
  CallFailure(int code, String words, Optional<Duration> retryAfter) {
    super(words);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static CallFailure of(TelegramApiException e) {
    if (e instanceof TelegramApiRequestException refused) {
      Integer code = refused.getErrorCode();
      if (code != null) {
        return new CallFailure(
            code, String.valueOf(refused.getApiResponse()), wait(refused.getParameters()));
      }
    }
    Throwable last = e;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return new CallFailure(0, "no answer: " + last.getMessage(), Optional.empty());
  }

  private static Optional<Duration> wait(@Nullable ResponseParameters parameters) {
    return Optional.ofNullable(parameters)
        .map(ResponseParameters::getRetryAfter)
        .map(Duration::ofSeconds);
  }

  /** Telegram's error code; 0 where there was no answer. */
  int code() {
    return code;
  }

  /** How long Telegram asked to wait. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** Whether the same call would be refused again. */
  boolean permanent() {
    return code >= 400 && code < 500 && code != 429 && code != 401;
  }

  boolean says(String words) {
    return String.valueOf(getMessage()).contains(words);
  }

  /** What came of it, in Telegram's words. */
  String words() {
    return (code == 0 ? "" : code + " ") + getMessage();
  }
}

package trader.bot.http;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import trader.redis.Json;

/** Turns everything that goes wrong in a call into a problem document. */
@RestControllerAdvice
class ErrorAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAdvice.class);

  /** A call that is not what it should be. */
  @ExceptionHandler(BadCall.class)
  ResponseEntity<byte[]> badCall(BadCall bad) {
    return Problem.answer(bad.status(), bad.kind(), String.valueOf(bad.getMessage()));
  }

  /** A fault of ours: told in the log, not to the caller. */
  @ExceptionHandler(RuntimeException.class)
  ResponseEntity<byte[]> fault(RuntimeException fault) {
    LOG.error("A call failed", fault);
    return Problem.answer(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal",
        "The bot failed on this call; its log says why. Whether it took effect is not known:"
            + " GET /status tells what is so. To stop trading: trader mode halt");
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception exception,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode code,
      WebRequest request) {
    HttpStatus status = HttpStatus.valueOf(code.value());
    String detail =
        exception instanceof ErrorResponse error && error.getBody().getDetail() != null
            ? error.getBody().getDetail()
            : status.getReasonPhrase();
    if (exception instanceof HttpRequestMethodNotSupportedException wrong
        && wrong.getSupportedMethods() != null) {
      detail += " It takes " + String.join(", ", wrong.getSupportedMethods()) + ".";
    }
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            Json.mapper().writeValueAsBytes(Problem.body(status, HttpReply.kind(status), detail)));
  }
}

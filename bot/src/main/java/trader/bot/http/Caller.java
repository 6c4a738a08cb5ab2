package trader.bot.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import trader.commands.Actor;
import trader.commands.Command;
import trader.commands.Role;
import trader.commands.desk.Ids;
import trader.commands.desk.Request;

/** What a call's headers say of who makes it, when, and why. */
final class Caller {
  static final String TOKEN = "X-Ops-Token";
  static final String ACTOR = "X-Ops-Actor";
  static final String REASON = "X-Ops-Reason";
  static final String CONFIRM = "X-Ops-Confirm";
  static final String ISSUED_AT = "X-Ops-Issued-At";
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final int MAX_KEY = 150;

  private Caller() {}

  /** Whoever has the token may lower and raise; the header only names the person. */
  static Actor trusted(HttpServletRequest call) {
    return new Actor(
        "http",
        header(call, ACTOR).orElse("unnamed"),
        Set.of(Role.VIEWER, Role.OPERATOR, Role.RISK_RAISER),
        "the call carried OPS_API_TOKEN; " + ACTOR + " names the person");
  }

  /** Anybody who reaches the port may read. */
  static Actor reader(HttpServletRequest call) {
    return new Actor(
        "http",
        header(call, ACTOR).orElse("unnamed"),
        Set.of(Role.VIEWER),
        "reading takes no token");
  }

  /** The desk's request for a call. Throws {@link BadCall} where a header is not in its form. */
  static Request request(
      HttpServletRequest call, Command command, Optional<String> bodyReason, Ids ids, Clock clock) {
    String id =
        header(call, IDEMPOTENCY_KEY)
            .map(key -> {
              if (key.length() > MAX_KEY) {
                throw new BadCall(
                    HttpStatus.BAD_REQUEST,
                    "bad_header",
                    IDEMPOTENCY_KEY + " has more than " + MAX_KEY + " characters");
              }
              return "http:" + key;
            })
            .orElseGet(ids::command);
    return new Request(
        id,
        trusted(call),
        command,
        header(call, REASON).or(() -> bodyReason).orElse(""),
        header(call, CONFIRM).map(text -> text.toUpperCase(Locale.ROOT)),
        header(call, ISSUED_AT).map(Caller::instant).orElseGet(clock::instant));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadCall(
          HttpStatus.BAD_REQUEST,
          "bad_header",
          ISSUED_AT + " '" + text + "' is not in the form 2026-11-20T12:00:00Z");
    }
  }

  static Optional<String> header(HttpServletRequest call, String name) {
    return Optional.ofNullable(call.getHeader(name)).map(String::strip).filter(t -> !t.isEmpty());
  }
}

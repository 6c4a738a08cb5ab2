package trader.bot.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import trader.commands.Actor;
import trader.commands.Command;
import trader.commands.Role;
import trader.commands.Secret;
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
  static final String CODE = "X-Ops-Code";
  static final String SURFACE = "http";
  private static final String ATTRIBUTE = Caller.class.getName();
  private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");
  private static final int MAX_KEY = 150;

  private Caller() {}

  /** Goes with the call from the gate to whoever answers it. */
  static void enter(HttpServletRequest call, Actor actor) {
    call.setAttribute(ATTRIBUTE, actor);
  }

  /** Who showed a token; throws {@link IllegalStateException} where the gate was passed by. */
  static Actor of(HttpServletRequest call) {
    return entered(call)
        .orElseThrow(
            () -> new IllegalStateException(call.getRequestURI() + " was reached without a token"));
  }

  /** Who showed a token, else anybody who reaches the port from this machine. */
  static Actor reader(HttpServletRequest call) {
    return entered(call)
        .orElseGet(() ->
            new Actor(
                SURFACE, unproved(call, "reader"), Set.of(Role.VIEWER), "reading takes no token"));
  }

  private static Optional<Actor> entered(HttpServletRequest call) {
    return call.getAttribute(ATTRIBUTE) instanceof Actor actor
        ? Optional.of(actor)
        : Optional.empty();
  }

  /** A name that nobody has proved; never alone, for that is how those are called who did. */
  static String unproved(HttpServletRequest call, String instead) {
    return header(call, ACTOR).map(name -> instead + "+" + name).orElse(instead);
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
        of(call),
        command,
        header(call, REASON).or(() -> bodyReason).orElse(""),
        header(call, CONFIRM).map(text -> text.toUpperCase(Locale.ROOT)),
        header(call, ISSUED_AT).map(Caller::instant).orElseGet(clock::instant),
        header(call, CODE).map(Caller::code));
  }

  /** The code itself is not repeated in the error. */
  private static Secret code(String text) {
    if (!SIX_DIGITS.matcher(text).matches()) {
      throw new BadCall(
          HttpStatus.BAD_REQUEST,
          "bad_header",
          CODE + " is not the six digits that a code generator shows");
    }
    return new Secret(text);
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

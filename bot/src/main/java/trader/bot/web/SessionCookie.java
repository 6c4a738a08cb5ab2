package trader.bot.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The cookie that stands for a login: unseen by scripts, sent by no other site's page. */
final class SessionCookie {
  private static final String NAME = "trader_session";

  /** Taken by browsers over TLS only, and from this very host. */
  private static final String NAME_OVER_TLS = "__Host-trader_session";

  private SessionCookie() {}

  static Optional<String> read(HttpServletRequest call) {
    String name = Origin.overTls(call) ? NAME_OVER_TLS : NAME;
    Cookie[] cookies = call.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name)) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /** Lives as long as the browser; the login itself ends by the bot's clock. */
  static void set(HttpServletRequest call, HttpServletResponse answer, String value) {
    write(call, answer, value, Duration.ofSeconds(-1));
  }

  static void remove(HttpServletRequest call, HttpServletResponse answer) {
    write(call, answer, "", Duration.ZERO);
  }

  private static void write(
      HttpServletRequest call, HttpServletResponse answer, String value, Duration age) {
    boolean tls = Origin.overTls(call);
    ResponseCookie cookie =
        ResponseCookie.from(tls ? NAME_OVER_TLS : NAME, value)
            .httpOnly(true)
            .sameSite("Strict")
            .secure(tls)
            .path("/")
            .maxAge(age)
            .build();
    answer.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}

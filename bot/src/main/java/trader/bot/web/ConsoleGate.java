package trader.bot.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import trader.bot.http.Entrance;
import trader.bot.http.Problem;
import trader.commands.Role;
import trader.redis.Json;

/**
 * Lets a call to the console in: its files without login, for they say nothing of the desk; the
 * rest with one, and what changes something only from a page of ours.
 */
class ConsoleGate extends OncePerRequestFilter {
  static final String CSRF = "X-Console-Token";
  static final String EVENTS = "/console/events";
  private static final String LOGIN = "/console/login";
  private static final String FILES = "/console/app/";
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final Entrance entrance;
  private final Sessions sessions;
  private final Visits visits;
  private final Clock clock;

  ConsoleGate(Entrance entrance, Sessions sessions, Visits visits, Clock clock) {
    this.entrance = entrance;
    this.sessions = sessions;
    this.visits = visits;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest call) {
    String path = call.getServletPath();
    return !path.equals("/") && !path.startsWith("/console/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest call, HttpServletResponse answer, FilterChain chain)
      throws ServletException, IOException {
    PageHeaders.set(call, answer);
    String path = call.getServletPath();
    boolean reads = READS.contains(call.getMethod());
    if (!reads && !Origin.isOurs(call)) {
      visits.foreign(call);
      refuse(
          answer,
          HttpStatus.FORBIDDEN,
          "cross_origin",
          "A changing call has to come from the console's own page: the header Origin has to name"
              + " the host that is called. Behind a proxy, let it pass Host or X-Forwarded-Host on");
    } else if (path.equals("/") || path.startsWith(FILES)) {
      chain.doFilter(call, answer);
    } else if (path.equals(LOGIN)) {
      answer.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      chain.doFilter(call, answer);
    } else {
      answer.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      withLogin(call, answer, chain, reads);
    }
  }

  private void withLogin(
      HttpServletRequest call, HttpServletResponse answer, FilterChain chain, boolean reads)
      throws ServletException, IOException {
    Optional<Session> session = SessionCookie.read(call).flatMap(sessions::find);
    Optional<Visitor> visitor =
        session.flatMap(one ->
            entrance
                .actor(WebConsole.SURFACE, one.credential())
                .filter(actor -> actor.may(Role.VIEWER))
                .map(actor -> new Visitor(one, actor)));
    if (visitor.isEmpty()) {
      session.ifPresent(sessions::end);
      visits.notLoggedIn(call);
      refuse(
          answer,
          HttpStatus.UNAUTHORIZED,
          "not_logged_in",
          "No login holds: there was none, it was ended, or it was not used for "
              + Sessions.IDLE.toMinutes()
              + " minutes. Nothing was done. Log in and do it again");
      return;
    }
    if (!reads && !carries(call, visitor.get().session().csrf())) {
      visits.foreign(call);
      refuse(
          answer,
          HttpStatus.FORBIDDEN,
          "console_token_wrong",
          "A changing call needs the header " + CSRF + " that the page got with its login");
      return;
    }
    // A page that is merely open must not keep a login alive.
    if (!call.getServletPath().equals(EVENTS)) {
      visitor.get().session().used(clock.instant());
    }
    visitor.get().enter(call);
    chain.doFilter(call, answer);
  }

  private static boolean carries(HttpServletRequest call, String csrf) {
    String header = call.getHeader(CSRF);
    return header != null
        && MessageDigest.isEqual(
            header.getBytes(StandardCharsets.UTF_8), csrf.getBytes(StandardCharsets.UTF_8));
  }

  private static void refuse(
      HttpServletResponse answer, HttpStatus status, String kind, String detail)
      throws IOException {
    answer.setStatus(status.value());
    answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    answer
        .getOutputStream()
        .write(Json.mapper().writeValueAsBytes(Problem.body(status, kind, detail)));
  }
}

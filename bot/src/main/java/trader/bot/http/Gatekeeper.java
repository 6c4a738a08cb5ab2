package trader.bot.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import trader.commands.Actor;
import trader.commands.desk.Desk;
import trader.redis.Json;

/**
 * Turns away every call without the token that changes something, or that reads and does not come
 * from this machine, before anything of it is read. The web console has a login and a gate of its
 * own.
 */
class Gatekeeper extends OncePerRequestFilter {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> PROBES = Set.of("/healthz", "/readyz");
  private static final String BEARER = "Bearer ";
  private static final String SLACK = "/slack/events";

  /** Who has no token must not be able to fill the audit. */
  private static final Duration AUDIT_PAUSE = Duration.ofSeconds(1);

  private final Token token;
  private final Nearby nearby;
  private final Desk desk;
  private final Clock clock;
  private final OpsMetrics metrics;
  private final AtomicReference<Instant> audited = new AtomicReference<>(Instant.EPOCH);

  Gatekeeper(Token token, Nearby nearby, Desk desk, Clock clock, OpsMetrics metrics) {
    this.token = token;
    this.nearby = nearby;
    this.desk = desk;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest call) {
    String path = call.getServletPath();
    // The console has its own login, and Slack's requests are signed.
    return path.equals("/") || path.startsWith("/console/") || path.equals(SLACK);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest call, HttpServletResponse answer, FilterChain chain)
      throws ServletException, IOException {
    answer.setHeader("Cache-Control", "no-store");
    answer.setHeader("X-Content-Type-Options", "nosniff");
    boolean reads = READS.contains(call.getMethod());
    if ((reads && open(call)) || token.matches(call.getHeader(Caller.TOKEN))) {
      chain.doFilter(call, answer);
      return;
    }
    boolean closed = !token.open();
    String what = reads ? "reading call from beyond this machine" : "changing call";
    String detail =
        closed
            ? "OPS_API_TOKEN is not set for the bot, so every "
                + what
                + " is closed. Set it and restart the bot; 'trader mode halt' works without it"
            : "Every "
                + what
                + " needs the header "
                + Caller.TOKEN
                + " with the value of OPS_API_TOKEN; this one had "
                + (call.getHeader(Caller.TOKEN) == null ? "none" : "another value");
    metrics.turnedAway();
    auditSparingly(call, detail);
    refuse(answer, closed ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED, closed, detail);
  }

  /** A scraper sends the token as a bearer's, since that is what scrapers can. */
  private boolean open(HttpServletRequest call) {
    String bearer = call.getHeader("Authorization");
    return nearby.is(call)
        || PROBES.contains(call.getServletPath())
        || (bearer != null
            && bearer.startsWith(BEARER)
            && token.matches(bearer.substring(BEARER.length())));
  }

  private void auditSparingly(HttpServletRequest call, String why) {
    Instant now = clock.instant();
    Instant last = audited.get();
    if (Duration.between(last, now).compareTo(AUDIT_PAUSE) >= 0
        && audited.compareAndSet(last, now)) {
      Actor stranger =
          new Actor(
              "http",
              Caller.header(call, Caller.ACTOR).orElse("unnamed"),
              Set.of(),
              "the call carried no valid token");
      desk.turnedAway(stranger, call.getMethod() + " " + call.getRequestURI(), why);
    }
  }

  private static void refuse(
      HttpServletResponse answer, HttpStatus status, boolean closed, String detail)
      throws IOException {
    answer.setStatus(status.value());
    answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    answer
        .getOutputStream()
        .write(
            Json.mapper()
                .writeValueAsBytes(
                    Problem.body(status, closed ? "token_not_set" : "token_wrong", detail)));
  }
}

package trader.bot.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import trader.bot.audit.TurnedAway;
import trader.commands.Actor;
import trader.commands.desk.Desk;
import trader.redis.Json;

/**
 * Turns away every call without a token that changes something, or that reads and does not come
 * from this machine, before anything of it is read. The web console has a login and a gate of its
 * own.
 */
class Gatekeeper extends OncePerRequestFilter {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> PROBES = Set.of("/healthz", "/readyz");
  private static final String BEARER = "Bearer ";
  private static final String SLACK = "/slack/events";
  private final Entrance entrance;
  private final Nearby nearby;
  private final TurnedAway turnedAway;
  private final OpsMetrics metrics;

  Gatekeeper(Entrance entrance, Nearby nearby, Desk desk, Clock clock, OpsMetrics metrics) {
    this.entrance = entrance;
    this.nearby = nearby;
    this.turnedAway = new TurnedAway(desk, clock);
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
    Optional<Actor> actor = actor(call, reads);
    actor.ifPresent(one -> Caller.enter(call, one));
    if (actor.isPresent() || (reads && open(call))) {
      chain.doFilter(call, answer);
      return;
    }
    boolean closed = !entrance.open();
    String what = reads ? "reading call from beyond this machine" : "changing call";
    String detail =
        closed
            ? "OPS_API_TOKEN is not set for the bot, and nobody in the operators file has a token,"
                + " so every "
                + what
                + " is closed. Set one and restart the bot; 'trader mode halt' works without it"
            : "Every "
                + what
                + " needs the header "
                + Caller.TOKEN
                + " with an API token of yours or the value of OPS_API_TOKEN; this one had "
                + (call.getHeader(Caller.TOKEN) == null ? "none" : "another value");
    metrics.turnedAway();
    turnedAway.account(
        new Actor(
            Caller.SURFACE,
            Caller.unproved(call, "stranger"),
            Set.of(),
            "the call carried no valid token"),
        Machine.of(call),
        call.getHeader(Caller.TOKEN) == null ? "no_token" : "wrong_token",
        call.getMethod() + " " + call.getRequestURI(),
        detail);
    refuse(answer, closed ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED, closed, detail);
  }

  /**
   * Who makes the call. A scraper sends its token as a bearer's, since that is what scrapers can.
   */
  private Optional<Actor> actor(HttpServletRequest call, boolean reads) {
    String bearer = call.getHeader("Authorization");
    return Caller.header(call, Caller.TOKEN)
        .or(() ->
            Optional.ofNullable(bearer)
                .filter(text -> reads && text.startsWith(BEARER))
                .map(text -> text.substring(BEARER.length())))
        .flatMap(token ->
            entrance.actor(
                Caller.SURFACE,
                Entrance.Credential.of(token, Caller.header(call, Caller.ACTOR).orElse(""))));
  }

  private boolean open(HttpServletRequest call) {
    return nearby.is(call) || PROBES.contains(call.getServletPath());
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

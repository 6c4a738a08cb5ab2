package trader.bot.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;
import trader.bot.http.Body;
import trader.bot.http.Entrance;
import trader.bot.http.Entrance.Credential;
import trader.bot.http.Machine;
import trader.bot.http.Problem;
import trader.commands.Actor;
import trader.commands.Catalog;
import trader.commands.CatalogEntry;
import trader.commands.Role;
import trader.redis.Json;

/** Logging in and out, and what a page has to know of its login. */
@Hidden
@RestController
class SessionController {
  private final Entrance entrance;
  private final Sessions sessions;
  private final LoginThrottle throttle;
  private final Visits visits;
  private final Clock clock;

  SessionController(
      Entrance entrance, Sessions sessions, LoginThrottle throttle, Visits visits, Clock clock) {
    this.entrance = entrance;
    this.sessions = sessions;
    this.throttle = throttle;
    this.visits = visits;
    this.clock = clock;
  }

  @PostMapping("/console/login")
  ResponseEntity<byte[]> login(HttpServletRequest call, HttpServletResponse answer) {
    Body body = Body.read(call, List.of("token", "name"));
    if (!entrance.open()) {
      return Problem.answer(
          HttpStatus.FORBIDDEN,
          "token_not_set",
          "Nobody can log in: OPS_API_TOKEN is not set for the bot, and nobody in the operators"
              + " file has a token. Set one and restart the bot; 'trader mode halt' works without");
    }
    String token = body.required("token", "OPS_API_TOKEN or a token of yours");
    String machine = Machine.of(call);
    Duration wait = throttle.enter(machine);
    if (wait.isPositive()) {
      visits.locked(machine);
      return tooMany(wait);
    }
    Credential credential = Credential.of(token, body.word("name").orElse(""));
    Optional<Actor> actor =
        entrance.actor(WebConsole.SURFACE, credential).filter(found -> found.may(Role.VIEWER));
    if (actor.isEmpty()) {
      visits.wrongToken(machine);
      return Problem.answer(
          HttpStatus.UNAUTHORIZED,
          "token_wrong",
          "That token is nobody's. It has to be the value of OPS_API_TOKEN, or a token whose"
              + " SHA-256 stands in the operators file");
    }
    throttle.right(machine);
    SessionCookie.read(call).flatMap(sessions::find).ifPresent(sessions::end);
    Sessions.Opened opened = sessions.open(credential);
    SessionCookie.set(call, answer, opened.cookie());
    visits.loggedIn(actor.get(), machine);
    return told(new Visitor(opened.session(), actor.get()));
  }

  /** Who is logged in, and until when. */
  @GetMapping("/console/session")
  ResponseEntity<byte[]> session(HttpServletRequest call) {
    return told(Visitor.of(call));
  }

  @PostMapping("/console/logout")
  ResponseEntity<byte[]> logout(HttpServletRequest call, HttpServletResponse answer) {
    Visitor visitor = Visitor.of(call);
    sessions.end(visitor.session());
    SessionCookie.remove(call, answer);
    visits.loggedOut(visitor.actor());
    return ResponseEntity.noContent().build();
  }

  private ResponseEntity<byte[]> told(Visitor visitor) {
    Actor actor = visitor.actor();
    ObjectNode node =
        Json.mapper()
            .createObjectNode()
            .put("actor", actor.label())
            .put("why", actor.why())
            .put("csrf", visitor.session().csrf())
            .put(
                "ends_in_ms",
                Duration.between(clock.instant(), visitor.session().endsAt()).toMillis());
    node.set(
        "roles",
        Json.mapper().valueToTree(actor.roles().stream().sorted().map(Role::text).toList()));
    node.set(
        "commands",
        Json.mapper()
            .valueToTree(Catalog.ENTRIES.stream().map(entry -> Known.of(entry, actor)).toList()));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(node).getBytes(StandardCharsets.UTF_8));
  }

  /** A command as a page offers it. */
  record Known(
      String name,
      String usage,
      String summary,
      boolean reads,
      boolean may,
      List<String> examples) {
    static Known of(CatalogEntry entry, Actor actor) {
      return new Known(
          entry.name(),
          entry.usage(),
          entry.summary(),
          entry.reads(),
          actor.may(entry.role()),
          entry.examples());
    }
  }

  private static ResponseEntity<byte[]> tooMany(Duration wait) {
    long seconds = wait.plusMillis(999).toSeconds();
    ResponseEntity<byte[]> problem =
        Problem.answer(
            HttpStatus.TOO_MANY_REQUESTS,
            "too_many_tries",
            "There were too many wrong tokens; the next try is looked at in "
                + seconds
                + " s. 'trader mode halt' on the machine itself works meanwhile");
    return ResponseEntity.status(problem.getStatusCode())
        .headers(problem.getHeaders())
        .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
        .body(problem.getBody());
  }
}

package trader.bot.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import trader.bot.chat.Desks;
import trader.bot.http.BadCall;
import trader.bot.http.Body;
import trader.bot.http.OpsMetrics;
import trader.commands.Actor;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Reply;
import trader.commands.ReplyJson;
import trader.commands.desk.Request;
import trader.redis.Json;

/**
 * Does what a page says, in the words of chat. Whatever the desk replies is an answer with status
 * 200; only what never became a command is a problem.
 */
@Hidden
@RestController
class CommandController {
  private static final String KEY = "Idempotency-Key";
  private static final Pattern KEY_FORM = Pattern.compile("[A-Za-z0-9-]{16,100}");
  private static final int MOST_WORDS = 500;

  private final Desks desks;
  private final LiveFeed feed;
  private final OpsMetrics metrics;
  private final Clock clock;

  CommandController(Desks desks, LiveFeed feed, OpsMetrics metrics, Clock clock) {
    this.desks = desks;
    this.feed = feed;
    this.metrics = metrics;
    this.clock = clock;
  }

  @PostMapping("/console/commands")
  ResponseEntity<byte[]> command(HttpServletRequest call) {
    Body body = Body.read(call, List.of("words"));
    String words = body.required("words", "the commands that /help lists");
    if (words.length() > MOST_WORDS) {
      throw new BadCall(
          HttpStatus.BAD_REQUEST,
          "wrong_field",
          "The field 'words' has " + words.length() + " characters; at most " + MOST_WORDS);
    }
    Reply reply = say(Visitor.of(call).actor(), words, key(call));
    feed.hurry();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(form(reply)).getBytes(StandardCharsets.UTF_8));
  }

  private Reply say(Actor actor, String words, String key) {
    return switch (Parser.parse(words)) {
      case Parsed.Misunderstood misunderstood -> new Reply.Misunderstood(misunderstood.mistake());
      case Parsed.Understood understood ->
          metrics.timed(
              understood.command(),
              () ->
                  desks
                      .forCommand(understood.command())
                      .handle(
                          new Request(
                              "web:" + actor.name() + ":" + key,
                              actor,
                              understood.command(),
                              understood.reason(),
                              Optional.empty(),
                              clock.instant())));
    };
  }

  /** The page's own id of the command: a second tap or a repeated send has the same. */
  private static String key(HttpServletRequest call) {
    String key = call.getHeader(KEY);
    if (key == null || !KEY_FORM.matcher(key).matches()) {
      throw new BadCall(
          HttpStatus.BAD_REQUEST,
          "bad_header",
          "A command needs the header " + KEY + " of 16 to 100 letters, digits and '-'");
    }
    return key;
  }

  private ObjectNode form(Reply reply) {
    ObjectNode node = (ObjectNode) Json.mapper().<JsonNode>valueToTree(ReplyJson.form(reply));
    node.put("valid_ms", validMillis(reply));
    node.put("at", clock.instant().toString());
    return node;
  }

  /** How long it can still be confirmed or approved; a page's own clock may be wrong. */
  private @Nullable Long validMillis(Reply reply) {
    return switch (reply) {
      case Reply.Previewed previewed -> millisUntil(previewed.until());
      case Reply.AwaitingApproval awaiting -> millisUntil(awaiting.until());
      case Reply.Answered _, Reply.Refused _, Reply.Misunderstood _ -> null;
    };
  }

  private long millisUntil(Instant until) {
    return Math.max(0, Duration.between(clock.instant(), until).toMillis());
  }
}

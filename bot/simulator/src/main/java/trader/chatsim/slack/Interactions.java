package trader.chatsim.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Trigger ids and response addresses: what an app may do because a person did something. */
final class Interactions {
  static final Duration TRIGGER_VALID = Duration.ofSeconds(3);
  static final Duration RESPONSE_VALID = Duration.ofMinutes(30);
  static final int RESPONSE_USES = 5;
  private final Board board;
  private final Clock clock;
  private final AtomicLong counter = new AtomicLong();
  private final Map<String, Trigger> triggers = new ConcurrentHashMap<>();
  private final Map<String, Response> responses = new ConcurrentHashMap<>();

  private record Trigger(String user, Instant at) {}

  private record Response(
      String user, String channel, Optional<String> origin, Instant at, AtomicInteger uses) {}

  Interactions(Board board, Clock clock) {
    this.board = board;
    this.clock = clock;
  }

  String trigger(String user) {
    String id = "13345224609.738474920." + Long.toHexString(0x8088930838L + counter.addAndGet(7));
    triggers.put(id, new Trigger(user, clock.instant()));
    return id;
  }

  /** The user whose trigger that is; each works once and for three seconds. */
  String takeTrigger(String id) throws ApiFault {
    Trigger trigger = triggers.remove(id);
    if (trigger == null) {
      throw new ApiFault("invalid_trigger_id");
    }
    if (trigger.at().plus(TRIGGER_VALID).isBefore(clock.instant())) {
      throw new ApiFault("expired_trigger_id");
    }
    return trigger.user();
  }

  /** The path at which the app can answer. {@code kind} is {@code commands} or {@code actions}. */
  String responsePath(String kind, String user, String channel, Optional<String> origin) {
    String path =
        "/"
            + kind
            + "/"
            + Board.TEAM
            + "/"
            + counter.incrementAndGet()
            + "/Rs"
            + counter.get()
            + "secretOfTheResponseAddress";
    responses.put(path, new Response(user, channel, origin, clock.instant(), new AtomicInteger()));
    return path;
  }

  /** What the app sends to such a path. */
  void respond(String path, JsonNode body) throws ApiFault {
    Response response = responses.get(path);
    if (response == null) {
      throw new ApiFault("no_text");
    }
    if (response.at().plus(RESPONSE_VALID).isBefore(clock.instant())) {
      throw new ApiFault("expired_url");
    }
    if (response.uses().incrementAndGet() > RESPONSE_USES) {
      throw new ApiFault("used_url");
    }
    JsonNode blocks = body.has("blocks") ? body.path("blocks") : Json.array();
    if (body.has("blocks")) {
      BlockRules.message(blocks);
    }
    String text = Json.text(body, "text");
    if (body.path("delete_original").asBoolean(false)) {
      response.origin().ifPresent(ts -> board.remove(response.channel(), ts));
      return;
    }
    if (text.isEmpty() && blocks.isEmpty()) {
      throw new ApiFault("no_text");
    }
    if (body.path("replace_original").asBoolean(false) && response.origin().isPresent()) {
      board.edit(response.channel(), response.origin().get(), text, blocks);
      return;
    }
    boolean shared = Json.text(body, "response_type").equals("in_channel");
    board.post(
        response.channel(),
        Board.BOT,
        shared ? Optional.empty() : Optional.of(response.user()),
        Optional.empty(),
        List.of(),
        text,
        blocks);
  }
}

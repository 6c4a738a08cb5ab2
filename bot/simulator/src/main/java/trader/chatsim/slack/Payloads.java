package trader.chatsim.slack;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the app is told, in Slack's form. */
final class Payloads {
  private static final String VERIFICATION_TOKEN = "legacyVerificationTokenSecret";
  private final Board board;
  private final Interactions interactions;
  private final Clock clock;
  private final String address;

  Payloads(Board board, Interactions interactions, Clock clock, String address) {
    this.board = board;
    this.interactions = interactions;
    this.clock = clock;
    this.address = address;
  }

  ObjectNode command(String user, Board.Channel channel, String command, String text) {
    return Json.object()
        .put("token", VERIFICATION_TOKEN)
        .put("team_id", Board.TEAM)
        .put("team_domain", "desk")
        .put("channel_id", channel.id())
        .put("channel_name", channel.direct() ? "directmessage" : channel.name())
        .put("user_id", user)
        .put("user_name", board.users().getOrDefault(user, user))
        .put("command", command)
        .put("text", text)
        .put("api_app_id", "A0TRADER")
        .put("is_enterprise_install", "false")
        .put(
            "response_url",
            address + interactions.responsePath("commands", user, channel.id(), Optional.empty()))
        .put("trigger_id", interactions.trigger(user));
  }

  ObjectNode action(
      String user, Board.Channel channel, SlackMessage message, SlackMessage.Button button) {
    ObjectNode payload = interaction("block_actions", user);
    payload
        .putObject("container")
        .put("type", "message")
        .put("message_ts", message.ts())
        .put("channel_id", channel.id())
        .put("is_ephemeral", message.onlyFor().isPresent());
    payload.putObject("channel").put("id", channel.id()).put("name", channel.name());
    if (message.onlyFor().isEmpty()) {
      ObjectNode said =
          payload
              .putObject("message")
              .put("type", "message")
              .put("user", message.author())
              .put("ts", message.ts())
              .put("text", message.now().text());
      said.set("blocks", message.now().blocks());
    }
    payload
        .put(
            "response_url",
            address
                + interactions.responsePath(
                    "actions", user, channel.id(), Optional.of(message.ts())))
        .put("trigger_id", interactions.trigger(user));
    ObjectNode action =
        payload
            .putArray("actions")
            .addObject()
            .put("action_id", button.actionId())
            .put("block_id", button.blockId())
            .put("value", button.value())
            .put("type", "button")
            .put("action_ts", stamp(clock.instant()));
    action.putObject("text").put("type", "plain_text").put("text", button.label());
    return payload;
  }

  ObjectNode submission(OpenView view, Map<String, String> values) {
    ObjectNode payload = interaction("view_submission", view.user());
    payload.put("trigger_id", interactions.trigger(view.user()));
    payload.set("view", view.submitted(values));
    payload.putArray("response_urls");
    return payload;
  }

  private ObjectNode interaction(String type, String user) {
    ObjectNode payload = Json.object().put("type", type);
    payload.putObject("team").put("id", Board.TEAM).put("domain", "desk");
    String name = board.users().getOrDefault(user, user);
    payload
        .putObject("user")
        .put("id", user)
        .put("username", name)
        .put("name", name)
        .put("team_id", Board.TEAM);
    return payload
        .put("api_app_id", "A0TRADER")
        .put("token", VERIFICATION_TOKEN)
        .put("is_enterprise_install", false);
  }

  static String stamp(Instant at) {
    return at.getEpochSecond() + "." + "%06d".formatted(at.getNano() / 1_000);
  }

  /** A slash command's fields as a form. */
  static String form(ObjectNode fields) {
    return fields.properties().stream()
        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue().asString()))
        .collect(Collectors.joining("&"));
  }

  /** An interaction as a form. */
  static String interactionForm(JsonNode payload) {
    return "payload=" + encoded(payload.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

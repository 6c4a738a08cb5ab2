package trader.chatsim.telegram;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/** What the bot can call. Whoever calls it holds the world's lock. */
final class Methods {
  private static final Duration PRESS_ANSWERABLE = Duration.ofSeconds(30);
  private static final int MAX_COMMANDS = 100;
  private static final int MAX_DESCRIPTION = 256;
  private static final int MAX_NOTICE = 200;
  private final World world;
  private final Map<String, Method> byName;

  private interface Method {
    JsonNode call(Params params) throws BotApiException, InterruptedException;
  }

  Methods(World world) {
    this.world = world;
    Messages messages = new Messages(world);
    this.byName =
        Map.ofEntries(
            Map.entry("getme", params -> me()),
            Map.entry("getupdates", params -> world.updates().poll(params)),
            Map.entry("deletewebhook", params -> webhook("")),
            Map.entry("setwebhook", params -> webhook(params.text("url").orElse(""))),
            Map.entry("setmycommands", this::setCommands),
            Map.entry("getmycommands", params -> world.menu()),
            Map.entry("sendmessage", messages::send),
            Map.entry("sendphoto", params -> messages.sendFile(params, "photo")),
            Map.entry("senddocument", params -> messages.sendFile(params, "document")),
            Map.entry("editmessagetext", messages::editText),
            Map.entry("editmessagereplymarkup", messages::editMarkup),
            Map.entry("deletemessage", messages::delete),
            Map.entry("answercallbackquery", this::answerPress));
  }

  boolean knows(String name) {
    return byName.containsKey(name.toLowerCase(Locale.ROOT));
  }

  JsonNode call(String name, Params params) throws BotApiException, InterruptedException {
    Method method = byName.get(name.toLowerCase(Locale.ROOT));
    if (method == null) {
      throw new BotApiException(404, "Not Found: method not found");
    }
    return method.call(params);
  }

  private ObjectNode me() {
    return world
        .bot()
        .json()
        .put("can_join_groups", true)
        .put("can_read_all_group_messages", false)
        .put("supports_inline_queries", false);
  }

  private JsonNode webhook(String url) {
    world.updates().webhook(url);
    return BooleanNode.TRUE;
  }

  private JsonNode setCommands(Params params) throws BotApiException {
    Optional<JsonNode> commands = params.structure("commands");
    if (commands.isEmpty() || !(commands.get() instanceof ArrayNode list)) {
      throw BotApiException.badRequest("can't parse commands JSON object");
    }
    if (list.size() > MAX_COMMANDS) {
      throw BotApiException.badRequest("BOT_COMMANDS_TOO_MUCH");
    }
    for (JsonNode command : list) {
      if (!command.path("command").asString("").matches("[a-z0-9_]{1,32}")) {
        throw BotApiException.badRequest("BOT_COMMAND_INVALID");
      }
      int length = command.path("description").asString("").strip().length();
      if (length == 0) {
        throw BotApiException.badRequest("command description must be non-empty");
      }
      if (length > MAX_DESCRIPTION) {
        throw BotApiException.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
      }
    }
    world.menu(list);
    return BooleanNode.TRUE;
  }

  private JsonNode answerPress(Params params) throws BotApiException {
    String id = params.text("callback_query_id").orElse("");
    World.Press press = world.presses().get(id);
    if (press == null
        || press.answered()
        || press.at().plus(PRESS_ANSWERABLE).isBefore(world.now())) {
      throw BotApiException.badRequest(
          "query is too old and response timeout expired or query ID is invalid");
    }
    if (params.text("text").orElse("").length() > MAX_NOTICE) {
      throw BotApiException.badRequest("MESSAGE_TOO_LONG");
    }
    world.presses().put(id, new World.Press(press.at(), true));
    return BooleanNode.TRUE;
  }
}

package trader.chatsim.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods that the app calls. */
final class WebApi {
  private static final int MAX_TEXT = 40_000;
  private final WorkspaceOptions options;
  private final Board board;
  private final Interactions interactions;
  private final Views views;
  private final Uploads uploads;
  private final RateLimits limits;
  private final Supplier<String> socketAddress;
  private final String address;

  WebApi(
      WorkspaceOptions options,
      Board board,
      Interactions interactions,
      Views views,
      Uploads uploads,
      Supplier<String> socketAddress,
      String address) {
    this.options = options;
    this.board = board;
    this.interactions = interactions;
    this.views = views;
    this.uploads = uploads;
    this.limits = new RateLimits(options);
    this.socketAddress = socketAddress;
    this.address = address;
  }

  JsonNode call(String method, Map<String, String> params, String token) throws ApiFault {
    authorize(method, token);
    if (!method.equals("chat.postMessage")) {
      limits.call(method);
    }
    return switch (method) {
      case "auth.test" ->
          Json.ok().put("team_id", Board.TEAM).put("user_id", Board.BOT).put("bot_id", "B0TRADER");
      case "apps.connections.open" -> Json.ok().put("url", socketAddress.get());
      case "chat.postMessage" -> post(params);
      case "chat.postEphemeral" -> whisper(params);
      case "chat.update" -> update(params);
      case "views.open" -> open(params);
      case "conversations.open" -> direct(params);
      case "conversations.info" -> info(params);
      case "users.info" -> user(params);
      case "files.getUploadURLExternal" -> announce(params);
      case "files.completeUploadExternal" -> complete(params);
      default -> throw new ApiFault("unknown_method");
    };
  }

  private void authorize(String method, String token) throws ApiFault {
    if (token.isEmpty()) {
      throw new ApiFault("not_authed");
    }
    boolean forApp = method.equals("apps.connections.open");
    if (!token.equals(forApp ? options.appToken() : options.botToken())) {
      throw new ApiFault(
          token.equals(options.appToken()) || token.equals(options.botToken())
              ? "not_allowed_token_type"
              : "invalid_auth");
    }
  }

  private JsonNode post(Map<String, String> params) throws ApiFault {
    Board.Channel channel = writable(params, true);
    Content content = content(params);
    limits.message(channel.id());
    SlackMessage message =
        board.post(
            channel.id(),
            Board.BOT,
            Optional.empty(),
            thread(channel, params),
            List.of(),
            content.text(),
            content.blocks());
    ObjectNode answer = Json.ok().put("channel", channel.id()).put("ts", message.ts());
    answer.putObject("message").put("text", content.text()).put("ts", message.ts());
    return answer;
  }

  private Optional<String> thread(Board.Channel channel, Map<String, String> params)
      throws ApiFault {
    Optional<String> thread = Optional.ofNullable(params.get("thread_ts"));
    if (thread.isPresent() && board.message(channel.id(), thread.get()).isEmpty()) {
      throw new ApiFault("thread_not_found");
    }
    return thread;
  }

  private JsonNode whisper(Map<String, String> params) throws ApiFault {
    Board.Channel channel = writable(params, true);
    String user = params.getOrDefault("user", "");
    if (!channel.members().contains(user)) {
      throw new ApiFault("user_not_in_channel");
    }
    Content content = content(params);
    SlackMessage message =
        board.post(
            channel.id(),
            Board.BOT,
            Optional.of(user),
            Optional.empty(),
            List.of(),
            content.text(),
            content.blocks());
    return Json.ok().put("message_ts", message.ts());
  }

  private JsonNode update(Map<String, String> params) throws ApiFault {
    Board.Channel channel = writable(params, false);
    Content content = content(params);
    String ts = params.getOrDefault("ts", "");
    SlackMessage old =
        board
            .message(channel.id(), ts)
            .filter(one -> one.onlyFor().isEmpty())
            .orElseThrow(() -> new ApiFault("message_not_found"));
    if (!old.author().equals(Board.BOT)) {
      throw new ApiFault("cant_update_message");
    }
    board.edit(channel.id(), ts, content.text(), content.blocks());
    return Json.ok().put("channel", channel.id()).put("ts", ts).put("text", content.text());
  }

  private JsonNode open(Map<String, String> params) throws ApiFault {
    String user = interactions.takeTrigger(params.getOrDefault("trigger_id", ""));
    JsonNode view = Json.parse(params.getOrDefault("view", "{}"));
    BlockRules.view(view);
    OpenView opened = views.open(user, view);
    ObjectNode answer = Json.ok();
    answer.putObject("view").put("id", opened.id()).put("type", "modal");
    return answer;
  }

  private JsonNode direct(Map<String, String> params) throws ApiFault {
    String user = params.getOrDefault("users", "");
    if (!board.users().containsKey(user)) {
      throw new ApiFault("user_not_found");
    }
    ObjectNode answer = Json.ok();
    answer.putObject("channel").put("id", "D" + user.substring(1));
    return answer;
  }

  private JsonNode info(Map<String, String> params) throws ApiFault {
    Board.Channel channel = board.channel(params.getOrDefault("channel", ""), false);
    ObjectNode answer = Json.ok();
    answer.putObject("channel").put("id", channel.id()).put("name", channel.name());
    return answer;
  }

  private JsonNode user(Map<String, String> params) throws ApiFault {
    String id = params.getOrDefault("user", "");
    String name = board.users().get(id);
    if (name == null) {
      throw new ApiFault("user_not_found");
    }
    ObjectNode answer = Json.ok();
    answer.putObject("user").put("id", id).put("name", name).put("team_id", Board.TEAM);
    return answer;
  }

  private JsonNode announce(Map<String, String> params) throws ApiFault {
    String length = params.getOrDefault("length", "0");
    String id =
        uploads.announce(
            params.getOrDefault("filename", ""),
            length.matches("[0-9]{1,9}") ? Integer.parseInt(length) : 0);
    return Json.ok().put("file_id", id).put("upload_url", address + "/upload/v1/" + id);
  }

  private JsonNode complete(Map<String, String> params) throws ApiFault {
    Board.Channel channel =
        board.channel(
            params.getOrDefault("channel_id", params.getOrDefault("channels", "")), false);
    Optional<String> thread = thread(channel, params);
    ObjectNode answer = Json.ok();
    List<String> ids = new ArrayList<>();
    for (JsonNode file : Json.parse(params.getOrDefault("files", "[]"))) {
      SlackFile done = uploads.complete(Json.text(file, "id"), Json.text(file, "title"));
      ids.add(done.id());
      answer.withArray("files").addObject().put("id", done.id()).put("title", done.title());
    }
    board.post(
        channel.id(),
        Board.BOT,
        Optional.empty(),
        thread,
        ids,
        params.getOrDefault("initial_comment", ""),
        Json.array());
    return answer;
  }

  private Board.Channel writable(Map<String, String> params, boolean nameAllowed) throws ApiFault {
    Board.Channel channel = board.channel(params.getOrDefault("channel", ""), nameAllowed);
    if (!channel.members().contains(Board.BOT)) {
      throw new ApiFault("not_in_channel");
    }
    return channel;
  }

  private record Content(String text, JsonNode blocks) {}

  private static Content content(Map<String, String> params) throws ApiFault {
    String text = params.getOrDefault("text", "");
    JsonNode blocks =
        params.containsKey("blocks") ? Json.parse(params.get("blocks")) : Json.array();
    if (text.isEmpty() && blocks.isEmpty()) {
      throw new ApiFault("no_text");
    }
    if (text.length() > MAX_TEXT) {
      throw new ApiFault("msg_too_long");
    }
    BlockRules.message(blocks);
    return new Content(text, blocks);
  }
}

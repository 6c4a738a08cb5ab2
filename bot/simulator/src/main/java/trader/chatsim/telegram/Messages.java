package trader.chatsim.telegram;

import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends, changes and deletes messages of the bot. */
final class Messages {
  /** Of what is left without markup, in UTF-16 code units: the strictest way to count. */
  private static final int MAX_TEXT = 4096;

  private static final int MAX_CAPTION = 1024;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8};
  private final World world;
  private long nextFile = 1;

  Messages(World world) {
    this.world = world;
  }

  JsonNode send(Params params) throws BotApiException {
    Chat chat = world.chatOfCall(params);
    ParsedText text = text(params);
    Optional<ObjectNode> markup = ReplyMarkup.ofNew(params);
    Optional<Post> original = original(chat, params);
    Post post = world.post(chat, text).with(markup, original, silent(params));
    return post.json(true);
  }

  JsonNode sendFile(Params params, String kind) throws BotApiException {
    Chat chat = world.chatOfCall(params);
    Multipart.Part part =
        params
            .file(kind)
            .orElseThrow(
                () -> BotApiException.badRequest("there is no " + kind + " in the request"));
    if (part.content().bytes().length == 0) {
      throw BotApiException.badRequest("file must be non-empty");
    }
    boolean photo = kind.equals("photo");
    if (photo && !begins(part.content().bytes(), PNG) && !begins(part.content().bytes(), JPEG)) {
      throw BotApiException.badRequest("IMAGE_PROCESS_FAILED");
    }
    ParsedText caption =
        ParsedText.of(params.text("caption").orElse(""), params.text("parse_mode"));
    if (caption.text().length() > MAX_CAPTION) {
      throw BotApiException.badRequest("message caption is too long");
    }
    Optional<ObjectNode> markup = ReplyMarkup.ofNew(params);
    Optional<Post> original = original(chat, params);
    Post.Attached file =
        new Post.Attached("F" + nextFile++, part.fileName(), photo, part.content());
    return world.post(chat, caption).with(file).with(markup, original, silent(params)).json(true);
  }

  JsonNode editText(Params params) throws BotApiException {
    Post post = mine(params);
    if (post.file().isPresent()) {
      throw BotApiException.badRequest("there is no text in the message to edit");
    }
    post.edit(text(params), ReplyMarkup.ofEdit(params), world.now());
    return post.json(true);
  }

  JsonNode editMarkup(Params params) throws BotApiException {
    Post post = mine(params);
    post.edit(post.text(), ReplyMarkup.ofEdit(params), world.now());
    return post.json(true);
  }

  JsonNode delete(Params params) throws BotApiException {
    Chat chat = world.chatOfCall(params);
    Post post =
        chat.post(params.whole("message_id").orElse(0L))
            .orElseThrow(() -> BotApiException.badRequest("message to delete not found"));
    if (chat.group() && !post.author().bot()) {
      throw BotApiException.badRequest("message can't be deleted");
    }
    chat.posts().remove(post);
    return BooleanNode.TRUE;
  }

  private Post mine(Params params) throws BotApiException {
    Post post =
        world
            .chatOfCall(params)
            .post(params.whole("message_id").orElse(0L))
            .orElseThrow(() -> BotApiException.badRequest("message to edit not found"));
    if (!post.author().bot()) {
      throw BotApiException.badRequest("message can't be edited");
    }
    return post;
  }

  private static ParsedText text(Params params) throws BotApiException {
    ParsedText text = ParsedText.of(params.text("text").orElse(""), params.text("parse_mode"));
    if (text.text().isBlank()) {
      throw BotApiException.badRequest("message text is empty");
    }
    if (text.text().length() > MAX_TEXT) {
      throw BotApiException.badRequest("message is too long");
    }
    return text;
  }

  private static Optional<Post> original(Chat chat, Params params) throws BotApiException {
    Optional<JsonNode> reply = params.structure("reply_parameters");
    if (reply.isEmpty()) {
      return Optional.empty();
    }
    Optional<Post> original = chat.post(reply.get().path("message_id").asLong(0));
    if (original.isEmpty() && !reply.get().path("allow_sending_without_reply").asBoolean(false)) {
      throw BotApiException.badRequest("message to be replied not found");
    }
    return original;
  }

  private static boolean silent(Params params) {
    return params.flag("disable_notification");
  }

  private static boolean begins(byte[] bytes, byte[] with) {
    return bytes.length > with.length && Arrays.equals(bytes, 0, with.length, with, 0, with.length);
  }
}

package trader.chatsim.telegram;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message as it stands now, with what it said before. */
final class Post {
  private final long id;
  private final Chat chat;
  private final Account author;
  private final Instant at;
  private final List<Sent.Version> history = new ArrayList<>();
  private ParsedText text;
  private Optional<ObjectNode> markup = Optional.empty();
  private Optional<Post> replyTo = Optional.empty();
  private Optional<Attached> file = Optional.empty();
  private Optional<Instant> edited = Optional.empty();
  private boolean silent;

  /** A picture or a document. */
  record Attached(String id, String name, boolean photo, Content content) {}

  Post(long id, Chat chat, Account author, ParsedText text, Instant at) {
    this.id = id;
    this.chat = chat;
    this.author = author;
    this.text = text;
    this.at = at;
  }

  Post with(Optional<ObjectNode> keyboard, Optional<Post> original, boolean quiet) {
    markup = keyboard;
    replyTo = original;
    silent = quiet;
    history.add(new Sent.Version(text.text(), Sent.buttons(markup), at));
    return this;
  }

  Post with(Attached attached) {
    file = Optional.of(attached);
    return this;
  }

  long id() {
    return id;
  }

  Chat chat() {
    return chat;
  }

  Account author() {
    return author;
  }

  ParsedText text() {
    return text;
  }

  Optional<ObjectNode> markup() {
    return markup;
  }

  Optional<Attached> file() {
    return file;
  }

  boolean asksForReply() {
    return markup.filter(keyboard -> keyboard.path("force_reply").asBoolean(false)).isPresent();
  }

  void edit(ParsedText now, Optional<ObjectNode> keyboard, Instant when) throws BotApiException {
    if (asksForReply()) {
      throw BotApiException.badRequest("message can't be edited");
    }
    if (now.equals(text) && keyboard.equals(markup)) {
      throw BotApiException.badRequest(
          "message is not modified: specified new message content and reply markup are exactly the"
              + " same as a current content and reply markup of the message");
    }
    text = now;
    markup = keyboard;
    edited = Optional.of(when);
    history.add(new Sent.Version(text.text(), Sent.buttons(markup), when));
  }

  Sent sent() {
    return new Sent(
        chat.id(),
        id,
        author.id(),
        author.bot(),
        text.text(),
        text.entities().toString(),
        Sent.buttons(markup),
        asksForReply(),
        silent,
        replyTo.map(Post::id),
        file.map(Attached::name),
        at,
        history);
  }

  ObjectNode json(boolean withReply) {
    ObjectNode json = Wire.object();
    json.put("message_id", id);
    json.set("from", author.json());
    json.set("chat", chat.json());
    json.put("date", at.getEpochSecond());
    edited.ifPresent(when -> json.put("edit_date", when.getEpochSecond()));
    if (file.isPresent()) {
      media(json, file.get());
    } else {
      json.put("text", text.text());
      if (!text.entities().isEmpty()) {
        json.set("entities", text.entities());
      }
    }
    markup
        .filter(keyboard -> keyboard.has("inline_keyboard"))
        .ifPresent(keyboard -> {
          JsonNode copy = keyboard.deepCopy();
          json.set("reply_markup", copy);
        });
    if (withReply) {
      replyTo.ifPresent(original -> json.set("reply_to_message", original.json(false)));
    }
    return json;
  }

  private void media(ObjectNode json, Attached attached) {
    if (!text.text().isEmpty()) {
      json.put("caption", text.text());
    }
    ObjectNode media =
        attached.photo() ? json.putArray("photo").addObject() : json.putObject("document");
    media
        .put("file_id", attached.id())
        .put("file_unique_id", "u" + attached.id())
        .put("file_size", attached.content().bytes().length);
    if (attached.photo()) {
      media.put("width", 900).put("height", 450);
    } else {
      media.put("file_name", attached.name());
    }
  }
}

package trader.chatsim.telegram;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Users, chats and messages. Whoever calls it holds its lock. */
final class World {
  private static final long FIRST_UPDATE = 700_000_001;
  private final ReentrantLock lock = new ReentrantLock();
  private final Clock clock;
  private final Account bot;
  private final Map<Long, Account> users = new LinkedHashMap<>();
  private final Map<Long, Chat> chats = new LinkedHashMap<>();
  private final Map<String, Press> presses = new HashMap<>();
  private final UpdateQueue updates = new UpdateQueue(lock.newCondition(), FIRST_UPDATE);
  private ArrayNode menu = Wire.array();
  private final RateLimits limits = new RateLimits();
  private boolean limited;
  private long nextMessage = 100;
  private long nextPress = 4_000_000_000_000_000_001L;

  /** A pressed button; {@code answered} once its spinner has ended. */
  record Press(Instant at, boolean answered) {}

  World(Account bot, Clock clock) {
    this.bot = bot;
    this.clock = clock;
  }

  ReentrantLock lock() {
    return lock;
  }

  Account bot() {
    return bot;
  }

  Map<Long, Account> users() {
    return users;
  }

  Map<Long, Chat> chats() {
    return chats;
  }

  Map<String, Press> presses() {
    return presses;
  }

  UpdateQueue updates() {
    return updates;
  }

  ArrayNode menu() {
    return menu;
  }

  void menu(ArrayNode commands) {
    menu = commands;
  }

  Instant now() {
    return clock.instant();
  }

  void addUser(long id, String name) {
    users.put(id, new Account(id, name, false));
    Chat chat = new Chat(id, name, false);
    chat.members().add(id);
    chats.put(id, chat);
  }

  void addGroup(long id, String title, List<Long> members) {
    Chat chat = new Chat(id, title, true);
    chat.members().addAll(members);
    chats.put(id, chat);
  }

  Chat chat(long id) {
    Chat chat = chats.get(id);
    if (chat == null) {
      throw new IllegalArgumentException("there is no chat " + id);
    }
    return chat;
  }

  Chat chatOfCall(Params params) throws BotApiException {
    String id = params.text("chat_id").orElse("");
    if (id.isEmpty()) {
      throw BotApiException.badRequest("chat_id is empty");
    }
    Chat chat = id.matches("-?[0-9]{1,18}") ? chats.get(Long.valueOf(id)) : null;
    if (chat == null) {
      throw BotApiException.badRequest("chat not found");
    }
    chat.requireOpen();
    return chat;
  }

  /** From now on the bot's messages are limited as Telegram limits them. */
  void limit() {
    limited = true;
  }

  /** A new message of the bot; throws where it is one too many. */
  Post post(Chat chat, ParsedText text) throws BotApiException {
    if (limited) {
      limits.admit(chat.id(), chat.group(), now());
    }
    Post post = new Post(nextMessage++, chat, bot, text, now());
    chat.posts().add(post);
    return post;
  }

  /** A user says something, and the bot is told as far as it may hear it. */
  Post say(long user, long place, String text, Optional<Long> replyTo) {
    Chat chat = chat(place);
    Optional<Post> original = replyTo.map(id -> required(chat, id));
    ParsedText parsed = new ParsedText(text, commandAt(text));
    Post post = new Post(nextMessage++, chat, member(chat, user), parsed, now());
    chat.posts().add(post.with(Optional.empty(), original, false));
    boolean toBot =
        text.startsWith("/")
            || text.contains("@" + bot.name())
            || original.filter(other -> other.author().bot()).isPresent();
    // A bot in privacy mode, as all are by default, hears no other talk of a group.
    if (!chat.group() || toBot) {
      updates.add("message", post.json(true));
    }
    return post;
  }

  /** A user presses a button; answers the id of the press. */
  String press(long user, long place, long message, String labelOrData) {
    Chat chat = chat(place);
    Post post = required(chat, message);
    Sent.Button button =
        Sent.buttons(post.markup()).stream()
            .filter(one -> one.label().equals(labelOrData) || one.data().equals(labelOrData))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "message " + message + " has no button '" + labelOrData + "' now"));
    return pressAnyway(user, place, message, button.data());
  }

  /** The same with whatever data, as an app of the user's own making sends it. */
  String pressAnyway(long user, long place, long message, String data) {
    Chat chat = chat(place);
    Post post = required(chat, message);
    String id = Long.toString(nextPress++);
    presses.put(id, new Press(now(), false));
    ObjectNode query = Wire.object();
    query.put("id", id);
    query.set("from", member(chat, user).json());
    query.set("message", post.json(true));
    query.put("chat_instance", Long.toString(chat.id())).put("data", data);
    updates.add("callback_query", query);
    return id;
  }

  List<Sent> sent(long chat) {
    List<Sent> all = new ArrayList<>();
    chat(chat).posts().forEach(post -> all.add(post.sent()));
    return all;
  }

  private static Post required(Chat chat, long message) {
    return chat.post(message)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no message " + message + " in chat " + chat.id()));
  }

  private Account member(Chat chat, long user) {
    Account account = users.get(user);
    if (account == null || !chat.members().contains(user)) {
      throw new IllegalArgumentException("user " + user + " is not in chat " + chat.id());
    }
    return account;
  }

  private static ArrayNode commandAt(String text) {
    ArrayNode entities = Wire.array();
    if (text.matches("(?s)/[A-Za-z0-9_@]+.*")) {
      int end = 1;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      entities.addObject().put("type", "bot_command").put("offset", 0).put("length", end);
    }
    return entities;
  }
}

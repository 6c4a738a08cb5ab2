package trader.chatsim.telegram;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import trader.chatsim.ChatRoom;
import trader.chatsim.ChatServer;

/** A Telegram Bot API on loopback, for one bot; and what its users do. */
public final class FakeBotApi implements ChatServer {
  static {
    // Without it a kept-alive connection waits 40 ms for the second half of each answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final World world;
  private final Faults faults = new Faults();
  private final Front front;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private FakeBotApi(String token, String botName, int port, Clock clock) throws IOException {
    long botId = Long.parseLong(token.substring(0, token.indexOf(':')));
    world = new World(new Account(botId, botName, true), clock);
    front = new Front(token, new Methods(world), world.lock(), faults);
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    server.setExecutor(threads);
    server.createContext("/", front::handle);
    server.start();
  }

  /**
   * Starts it on a free port. Throws {@link IllegalArgumentException} where the token is not {@code
   * <bot id>:<secret>}.
   */
  public static FakeBotApi start(String token, String botName, Clock clock) {
    return start(token, botName, 0, clock);
  }

  /** The same on that port; 0 for any free one. */
  public static FakeBotApi start(String token, String botName, int port, Clock clock) {
    if (!token.matches("[0-9]{1,18}:[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("a bot's token is <bot id>:<secret>");
    }
    try {
      return new FakeBotApi(token, botName, port, clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the fake Bot API cannot listen on port " + port, e);
    }
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public ChatRoom room() {
    return new TelegramRoom(world);
  }

  /**
   * From now on messages are limited as Telegram does: one a second in a chat, twenty a minute in a
   * group, thirty a second in all; one too many is refused with the time to wait. Edits are not
   * counted.
   */
  public FakeBotApi limited() {
    locked(() -> {
      world.limit();
      return true;
    });
    return this;
  }

  /** What goes wrong on demand. */
  public Faults faults() {
    return faults;
  }

  /** A new user, who has opened the bot's chat; its id is the user's. */
  public void addUser(long id, String name) {
    locked(() -> {
      world.addUser(id, name);
      return id;
    });
  }

  /** A new group with the bot and those users; group ids are below zero. */
  public void addGroup(long id, String title, List<Long> members) {
    locked(() -> {
      world.addGroup(id, title, members);
      return id;
    });
  }

  /** The user blocks the bot, or the group throws it out; {@code false} lets it in again. */
  public void shut(long chat, boolean shut) {
    locked(() -> {
      world.chat(chat).shut(shut);
      return chat;
    });
  }

  /** A user says something; answers the message's id. */
  public long say(long user, long chat, String text) {
    return locked(() -> world.say(user, chat, text, Optional.empty()).id());
  }

  /** A user replies to a message; answers the new message's id. */
  public long reply(long user, long chat, long message, String text) {
    return locked(() -> world.say(user, chat, text, Optional.of(message)).id());
  }

  /**
   * A user presses the button with that label or data; answers the press's id. Throws {@link
   * IllegalArgumentException} where the message has no such button now.
   */
  public String press(long user, long chat, long message, String labelOrData) {
    return locked(() -> world.press(user, chat, message, labelOrData));
  }

  /**
   * The same with whatever data, below whatever message: a user may have an app of their own
   * making.
   */
  public String pressAnyway(long user, long chat, long message, String data) {
    return locked(() -> world.pressAnyway(user, chat, message, data));
  }

  /** Everything that stands in a chat, oldest first. */
  public List<Sent> messages(long chat) {
    return locked(() -> world.sent(chat));
  }

  /** What the bot said in a chat, oldest first. */
  public List<Sent> ofBot(long chat) {
    return messages(chat).stream().filter(Sent::byBot).toList();
  }

  /** Whether the press's spinner has ended on its user's screen. */
  public boolean answered(String press) {
    return locked(() -> {
      World.Press known = world.presses().get(press);
      return known != null && known.answered();
    });
  }

  /** The commands that the bot shows in its menu. */
  public List<String> menu() {
    return locked(
        () -> world.menu().valueStream().map(one -> one.path("command").asString()).toList());
  }

  /** Updates that the bot has not confirmed. */
  public int pending() {
    return locked(() -> world.updates().pending());
  }

  /** The next update's id; real ones are drawn anew after a week of silence. */
  public void nextUpdate(long id) {
    locked(() -> {
      world.updates().jumpTo(id);
      return id;
    });
  }

  /** Somebody sets a webhook, which ends long polling; empty deletes it. */
  public void webhook(String url) {
    locked(() -> {
      world.updates().webhook(url);
      return url;
    });
  }

  /** The methods that were called with the right token, in lower case, oldest first. */
  public List<String> calls() {
    return front.calls();
  }

  @Override
  public void close() {
    faults.clear();
    server.stop(0);
    threads.shutdownNow();
  }

  private <T> T locked(Supplier<T> act) {
    world.lock().lock();
    try {
      return act.get();
    } finally {
      world.lock().unlock();
    }
  }
}

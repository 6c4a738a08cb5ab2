package trader.chatsim.slack;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import trader.chatsim.ChatRoom;
import trader.chatsim.ChatServer;

/** A running workspace. It tells the app over Socket Mode until {@link #overHttp} is said. */
public final class FakeWorkspace implements ChatServer {
  /** The workspace's team id. */
  public static final String TEAM = Board.TEAM;

  /** The channel in which people trade; the app is in it. */
  public static final String DESK = "C0DESK";

  /** The channel for alerts; the app is in it. */
  public static final String ALERTS = "C0ALERTS";

  /** A channel without the app. */
  public static final String RANDOM = "C0RANDOM";

  /** The channel between alice and bob; the app is not in it. */
  public static final String PEOPLE = "D0PEOPLE";

  private final WorkspaceOptions options;
  private final Clock clock;
  private final Board board;
  private final Interactions interactions;
  private final Views views = new Views();
  private final Uploads uploads = new Uploads();
  private final Front front;
  private final SocketHub hub = new SocketHub();
  private final SocketSender socket;
  private final Payloads payloads;
  private final AtomicReference<@Nullable HttpSender> http = new AtomicReference<>();

  private FakeWorkspace(WorkspaceOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    board = new Board(clock);
    interactions = new Interactions(board, clock);
    front = new Front(interactions, uploads, clock);
    socket = new SocketSender(hub, options.ackWithin());
    payloads = new Payloads(board, interactions, clock, front.address());
  }

  /** Starts one on free ports of 127.0.0.1. */
  public static FakeWorkspace start(WorkspaceOptions options, Clock clock) {
    FakeWorkspace workspace = new FakeWorkspace(options, clock);
    workspace.hub.run(workspace.socket);
    workspace.front.run(
        new WebApi(
            options,
            workspace.board,
            workspace.interactions,
            workspace.views,
            workspace.uploads,
            workspace.hub::ticketAddress,
            workspace.front.address()));
    return workspace;
  }

  @Override
  public String address() {
    return front.address();
  }

  @Override
  public ChatRoom room() {
    return new SlackRoom(this, board, views, uploads);
  }

  /** Its secrets and limits. */
  public WorkspaceOptions options() {
    return options;
  }

  /** One more user, in every channel that is for everyone; to be called before anyone speaks. */
  public void addUser(String id, String name) {
    board.addUser(id, name);
  }

  /** From now on the app is told over HTTP, at that address. */
  public void overHttp(URI endpoint) {
    HttpSender before = http.getAndSet(new HttpSender(endpoint, options.signingSecret(), clock));
    if (before != null) {
      before.close();
    }
  }

  /** A person types a slash command, e.g. {@code /trader} and {@code status}. */
  public Delivery type(String user, String channel, String command, String text) {
    ObjectNode payload = payloads.command(user, place(channel), command, text);
    HttpSender sender = http.get();
    return sender == null
        ? socket.send("slash_commands", payload)
        : sender.send(Payloads.form(payload));
  }

  /** The request that {@link #type} would send, signed as of {@code at} and not sent. */
  public SignedRequest request(
      String user, String channel, String command, String text, Instant at) {
    ObjectNode payload = payloads.command(user, place(channel), command, text);
    return requireHttp().sign("application/x-www-form-urlencoded", Payloads.form(payload), at);
  }

  /** The request that {@link #pressAnyway} would send, signed as of {@code at} and not sent. */
  public SignedRequest request(
      String user, SlackMessage message, SlackMessage.Button button, Instant at) {
    ObjectNode payload = payloads.action(user, place(message.channel()), message, button);
    return requireHttp()
        .sign("application/x-www-form-urlencoded", Payloads.interactionForm(payload), at);
  }

  /** Posts a request as it is, and returns the HTTP status; 0 where there was no answer. */
  public int post(SignedRequest request) {
    return requireHttp().post(request).status();
  }

  /**
   * A person presses a button, by its label. Throws {@link IllegalArgumentException} where the
   * message has no such button now.
   */
  public Delivery press(String user, SlackMessage message, String label) {
    SlackMessage now = board.message(message.channel(), message.ts()).orElse(message);
    return pressAnyway(user, now, button(now, label));
  }

  /** The same with a button that may have gone meanwhile, as a slow screen does it. */
  public Delivery pressAnyway(String user, SlackMessage message, SlackMessage.Button button) {
    return interact(payloads.action(user, place(message.channel()), message, button));
  }

  /** The button with that label. Throws {@link IllegalArgumentException} where there is none. */
  public static SlackMessage.Button button(SlackMessage message, String label) {
    return message.buttons().stream()
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("no button '" + label + "' among " + message.buttons()));
  }

  /** The modals on that user's screen. */
  public List<OpenView> views(String user) {
    return views.of(user);
  }

  /** A person sends a modal, by its inputs' block ids; it closes unless the app finds fault. */
  public Delivery submit(String user, String view, Map<String, String> values) {
    Delivery delivery = interact(payloads.submission(views.require(user, view), values));
    Thread.ofVirtual()
        .start(() -> {
          Delivery.Ack ack = delivery.ack();
          if (ack.status() == 200 && !ack.body().contains("\"errors\"")) {
            views.close(view);
          }
        });
    return delivery;
  }

  /** A person closes a modal. */
  public void dismiss(String view) {
    views.close(view);
  }

  private Delivery interact(ObjectNode payload) {
    HttpSender sender = http.get();
    return sender == null
        ? socket.send("interactive", payload)
        : sender.send(Payloads.interactionForm(payload));
  }

  /** Sends an envelope again that the app has answered, as when the answer was lost. */
  public Delivery redeliver(Delivery delivery) {
    return socket.again(delivery.id());
  }

  /** What that user sees in the channel. */
  public List<SlackMessage> seenBy(String user, String channel) {
    return board.seenBy(user, channel);
  }

  /** Waits until that user sees such a message. Throws {@link AssertionError} in 10 seconds. */
  public SlackMessage await(String user, String channel, Predicate<SlackMessage> wanted) {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    synchronized (board) {
      while (true) {
        Optional<SlackMessage> found =
            board.seenBy(user, channel).reversed().stream().filter(wanted).findFirst();
        if (found.isPresent()) {
          return found.get();
        }
        long millis = (until - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          throw new AssertionError("no such message among " + board.seenBy(user, channel));
        }
        try {
          board.wait(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted while waiting for a message", e);
        }
      }
    }
  }

  /** An uploaded file. Throws {@link IllegalArgumentException} where there is none. */
  public SlackFile file(String id) {
    return uploads.file(id);
  }

  /** The channel between that user and the app. */
  public static String directChannel(String user) {
    return "D" + user.substring(1);
  }

  /** The app's calls of that method, or of {@code response_url}. */
  public List<Call> calls(String method) {
    return front.calls(method);
  }

  /** The next calls of that method, or of {@code response_url}, meet this. */
  public void fault(String method, Fault fault) {
    front.fault(method, fault);
  }

  /** How many connections the app has had. */
  public int connectionsOpened() {
    return hub.opened();
  }

  /** How many it has now. */
  public int connectionsOpen() {
    return hub.open();
  }

  /** How often the app asked for a connection's address. */
  public int connectionsAskedFor() {
    return hub.issued();
  }

  /** Tells the connections to go; {@code warning} or {@code refresh_requested}. */
  public void disconnect(String reason, boolean thenClose) {
    hub.disconnect(reason, thenClose);
  }

  /** The open connections stay open and are dead from now on. */
  public void silenceConnections() {
    hub.silence();
  }

  /** Breaks every connection without a word. */
  public void cutConnections() {
    hub.cut();
  }

  private HttpSender requireHttp() {
    HttpSender sender = http.get();
    if (sender == null) {
      throw new IllegalStateException("the app is told over Socket Mode");
    }
    return sender;
  }

  private Board.Channel place(String channel) {
    try {
      return board.channel(channel, false);
    } catch (ApiFault e) {
      throw new IllegalArgumentException("there is no channel '" + channel + "'", e);
    }
  }

  @Override
  public void close() {
    HttpSender sender = http.get();
    if (sender != null) {
      sender.close();
    }
    socket.close();
    try {
      hub.stop(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    front.close();
  }
}

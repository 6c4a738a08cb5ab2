package trader.chatsim.slack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The WebSocket end of Socket Mode. */
final class SocketHub extends WebSocketServer {
  private static final Logger LOG = LoggerFactory.getLogger(SocketHub.class);
  private static final int UNKNOWN_TICKET = 4_001;
  private final CountDownLatch started = new CountDownLatch(1);
  private final Set<String> tickets = ConcurrentHashMap.newKeySet();
  private final Set<WebSocket> silent = ConcurrentHashMap.newKeySet();
  private final Set<WebSocket> live = ConcurrentHashMap.newKeySet();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger issued = new AtomicInteger();
  private final AtomicReference<Envelopes> envelopes = new AtomicReference<>();

  SocketHub() {
    super(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    setReuseAddr(true);
    setDaemon(true);
    setTcpNoDelay(true);
    setConnectionLostTimeout(0);
  }

  void run(Envelopes all) {
    envelopes.set(all);
    start();
    try {
      if (!started.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the WebSocket server did not start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the WebSocket server started", e);
    }
  }

  String ticketAddress() {
    String ticket = "t" + issued.incrementAndGet() + "-socketTicketSecret";
    tickets.add(ticket);
    return "ws://127.0.0.1:" + getPort() + "/link/?ticket=" + ticket + "&app_id=A0TRADER";
  }

  int opened() {
    return opened.get();
  }

  /** How often an address was asked for. */
  int issued() {
    return issued.get();
  }

  int open() {
    return live.size();
  }

  /** A connection that can be written to, as far as the server knows. */
  Optional<WebSocket> any() {
    return live.stream().filter(WebSocket::isOpen).findAny();
  }

  /** From now on the open connections neither say nor hear anything, and stay open. */
  void silence() {
    silent.addAll(live);
  }

  void disconnect(String reason, boolean thenClose) {
    ObjectNode message = Json.object().put("type", "disconnect").put("reason", reason);
    message.putObject("debug_info").put("host", "applink-sim");
    for (WebSocket one : List.copyOf(live)) {
      say(one, message);
      if (thenClose) {
        live.remove(one);
        one.close();
      }
    }
  }

  /** Breaks every connection without a word. */
  void cut() {
    for (WebSocket one : List.copyOf(live)) {
      live.remove(one);
      one.closeConnection(1006, "cut");
    }
  }

  boolean say(WebSocket to, JsonNode message) {
    if (silent.contains(to)) {
      return true;
    }
    try {
      to.send(message.toString());
      return true;
    } catch (WebsocketNotConnectedException e) {
      live.remove(to);
      return false;
    }
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {
    String ticket = handshake.getResourceDescriptor().replaceAll(".*ticket=([^&]*).*", "$1");
    if (!tickets.remove(ticket)) {
      connection.close(UNKNOWN_TICKET, "unknown ticket");
      return;
    }
    opened.incrementAndGet();
    ObjectNode hello = Json.object().put("type", "hello").put("num_connections", live.size() + 1);
    hello.putObject("connection_info").put("app_id", "A0TRADER");
    hello.putObject("debug_info").put("host", "applink-sim").put("approximate_connection_time", 1);
    connection.send(hello.toString());
    live.add(connection);
  }

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {
    live.remove(connection);
    silent.remove(connection);
  }

  @Override
  public void onMessage(WebSocket connection, String text) {
    if (silent.contains(connection)) {
      return;
    }
    try {
      JsonNode message = Json.parse(text);
      Envelopes all = envelopes.get();
      if (all != null) {
        all.acknowledged(Json.text(message, "envelope_id"), message.path("payload"));
      }
    } catch (ApiFault e) {
      connection.close(1007, e.error());
    }
  }

  @Override
  public void onWebsocketPing(WebSocket connection, Framedata frame) {
    if (!silent.contains(connection)) {
      super.onWebsocketPing(connection, frame);
    }
  }

  @Override
  public void onError(@Nullable WebSocket connection, Exception failure) {
    LOG.debug("a connection failed: {}", failure.toString());
  }

  /** Where envelopes wait. */
  interface Envelopes {
    /** The app has answered that envelope. */
    void acknowledged(String envelope, JsonNode payload);
  }

  @Override
  public String toString() {
    return "SocketHub" + Map.of("open", open(), "opened", opened());
  }
}

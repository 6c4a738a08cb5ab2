package trader.bot.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ServerHandshake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of Socket Mode. An envelope is answered on the connection that brought it. */
final class SocketSession extends WebSocketClient {
  private static final Logger LOG = LoggerFactory.getLogger(SocketSession.class);
  private static final int CONNECT_MILLIS = 5_000;
  private final Owner owner;
  private final CountDownLatch hello = new CountDownLatch(1);
  private final AtomicInteger busy = new AtomicInteger();
  private volatile boolean leaving;
  private volatile boolean over;

  /** Whoever is told what becomes of a connection. */
  interface Owner {
    /** The envelope, on the thread that reads the connection: return at once. */
    void envelope(SocketSession session, String text);

    /** Slack asks to go elsewhere, or the connection is over. */
    void wanting(SocketSession session, String why);
  }

  SocketSession(URI address, int pingEverySeconds, Owner owner) {
    super(address);
    this.owner = owner;
    setTcpNoDelay(true);
    setDaemon(true);
    setConnectionLostTimeout(pingEverySeconds);
  }

  /** Connects and waits for Slack's hello. Whether it came. */
  boolean begin() throws InterruptedException {
    return connectBlocking(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
        && hello.await(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
        && !over;
  }

  /** Whether another connection should take its place. */
  boolean leaving() {
    return leaving || over;
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    // Slack says hello when it is ready.
  }

  @Override
  public void onMessage(String text) {
    JsonObject message;
    try {
      message = JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      LOG.warn("Slack sent something that is no JSON object; it was ignored");
      return;
    }
    String type = message.has("type") ? message.get("type").getAsString() : "";
    switch (type) {
      case "hello" -> hello.countDown();
      case "disconnect" -> {
        leaving = true;
        owner.wanting(
            this, message.has("reason") ? message.get("reason").getAsString() : "disconnect");
      }
      default -> {
        if (message.has("envelope_id")) {
          busy.incrementAndGet();
          owner.envelope(this, text);
        }
      }
    }
  }

  /** Sends an envelope's answer; where the connection has gone, Slack sends it again. */
  void answer(String text) {
    try {
      send(text);
    } catch (WebsocketNotConnectedException e) {
      LOG.info("a connection went before its envelope was answered; Slack sends it again");
    } finally {
      busy.decrementAndGet();
    }
  }

  /** Envelopes that were not answered yet. */
  int busy() {
    return busy.get();
  }

  /** Ends it without waiting for the other side, which may be dead. */
  void end() {
    over = true;
    close(1000, "");
    closeConnection(1000, "");
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    over = true;
    hello.countDown();
    owner.wanting(this, "closed with " + code);
  }

  @Override
  public void onError(Exception failure) {
    // Without its words: they may hold the address, whose ticket is a secret.
    LOG.info("a connection to Slack failed: {}", failure.getClass().getSimpleName());
  }
}

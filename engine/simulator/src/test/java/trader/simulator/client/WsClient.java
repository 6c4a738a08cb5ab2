package trader.simulator.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A WebSocket connection that keeps everything it hears. */
public final class WsClient implements WebSocket.Listener, AutoCloseable {
  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private final AtomicInteger pings = new AtomicInteger();
  private volatile int closeCode = -1;
  private volatile boolean answersPings = true;
  private volatile @Nullable WebSocket socket;

  public static WsClient open(HttpClient http, String url) {
    WsClient client = new WsClient();
    client.socket = http.newWebSocketBuilder().buildAsync(URI.create(url), client).join();
    return client;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      messages.add(VenueClient.JSON.readTree(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return java.util.concurrent.CompletableFuture.completedFuture(null);
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    pings.incrementAndGet();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closeCode = status;
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closeCode = 1006;
  }

  public boolean answersPings() {
    return answersPings;
  }

  public int pings() {
    return pings.get();
  }

  public int closeCode() {
    return closeCode;
  }

  public void send(String text) {
    WebSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("not open");
    }
    open.sendText(text, true).join();
  }

  public List<JsonNode> messages() {
    return messages;
  }

  /** Waits for a message and returns the first such. */
  public JsonNode await(Predicate<JsonNode> wanted) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> messages.stream().filter(wanted).findFirst().orElse(null), m -> m != null);
  }

  public JsonNode awaitId(String id) {
    return await(m -> m.path("id").asString("").equals(id));
  }

  /** The user events of a kind that have come so far. */
  public List<JsonNode> events(String name) {
    return messages.stream()
        .map(m -> m.path("event"))
        .filter(e -> e.path("e").asString("").equals(name))
        .toList();
  }

  public void awaitClose() {
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> closeCode >= 0);
  }

  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }
}

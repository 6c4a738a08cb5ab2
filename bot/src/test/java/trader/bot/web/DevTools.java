package trader.bot.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import trader.redis.Json;

/** The DevTools protocol: calls with an id, answers with the same id, and events. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final StringBuilder partial = new StringBuilder();
  private @Nullable WebSocket socket;

  static DevTools connect(HttpClient client, URI address) {
    DevTools tools = new DevTools();
    tools.socket = client.newWebSocketBuilder().buildAsync(address, tools).join();
    return tools;
  }

  /** The result; throws {@link IllegalStateException} with the browser's own words. */
  JsonNode call(String session, String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode call = Json.mapper().createObjectNode().put("id", id).put("method", method);
    call.set("params", Json.mapper().valueToTree(parameters));
    if (!session.isEmpty()) {
      call.put("sessionId", session);
    }
    synchronized (this) {
      Objects.requireNonNull(socket).sendText(Json.write(call), true).join();
    }
    JsonNode node = answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    if (node.has("error")) {
      throw new IllegalStateException(method + ": " + node.get("error"));
    }
    return node.get("result");
  }

  /** What the browser told of that kind. */
  List<JsonNode> events(String session, String method) {
    return events.stream()
        .filter(event -> event.get("method").asString().equals(method))
        .filter(event -> session.equals(event.path("sessionId").asString()))
        .map(event -> event.get("params"))
        .toList();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      JsonNode node = Json.mapper().readTree(partial.toString());
      partial.setLength(0);
      if (node.has("id")) {
        CompletableFuture<JsonNode> answer = waiting.remove(node.get("id").asInt());
        if (answer != null) {
          answer.complete(node);
        }
      } else {
        events.add(node);
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }
}

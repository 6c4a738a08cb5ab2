package trader.engine.tools;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import trader.control.EngineState;
import trader.redis.Json;

/** A running engine, by its HTTP endpoints. */
final class EngineClient {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);
  private static final int OK = 200;
  private final String url;
  private final Optional<String> token;

  EngineClient(String url, Optional<String> token) {
    this.url = url;
    this.token = token;
  }

  String url() {
    return url;
  }

  /** An answer. */
  record Answered(int status, String body) {
    boolean ok() {
      return status == OK;
    }

    /** What a problem document says, else the body. */
    String why() {
      return Optional.ofNullable(Json.readMap(body).get("detail"))
          .map(String::valueOf)
          .orElse(body);
    }
  }

  /** The state; empty where no engine answers. */
  Optional<EngineState> state() {
    return get("/state").filter(Answered::ok).map(one -> Json.read(one.body(), EngineState.class));
  }

  /** What an endpoint answers; empty where no engine does. */
  Optional<Answered> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).GET().build());
  }

  /** What a changing endpoint answers; empty where no engine does. */
  Optional<Answered> post(String path, String body, String id) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(LONG_PATIENCE)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", id)
            .header("X-Ops-Actor", "cli:" + System.getProperty("user.name", "unknown"))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    token.ifPresent(secret -> request.header("X-Ops-Token", secret));
    return send(request.build());
  }

  private static Optional<Answered> send(HttpRequest request) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return Optional.of(new Answered(answer.statusCode(), answer.body()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

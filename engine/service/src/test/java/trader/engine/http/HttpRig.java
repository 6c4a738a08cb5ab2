package trader.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import trader.control.EngineState;
import trader.control.Lever;
import trader.control.LeverState;
import trader.engine.run.Engine;
import trader.engine.settings.EngineSettings;
import trader.redis.Json;
import trader.redis.embedded.EmbeddedRedis;
import trader.simulator.Simulator;
import trader.strategies.trend.TrendParameters;
import trader.strategies.trend.TrendStrategy;

/** A real engine, and who calls it over HTTP. */
final class HttpRig implements AutoCloseable {
  static final String TOKEN = "the ops token of this test";
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private final HttpClient client = HttpClient.newHttpClient();
  private final EmbeddedRedis redis;
  private final Simulator simulator;
  private final Path directory;
  private Engine engine;
  private EngineHttp http;

  /** Starts an engine whose files are in that directory, and waits until it is ready. */
  HttpRig(Surroundings around, Path directory) {
    this.redis = around.redis();
    this.simulator = around.simulator();
    this.directory = directory;
    open();
    await().atMost(PATIENCE).until(() -> engine.notReady().isEmpty());
  }

  /** Starts an engine on the files that the last one has left. */
  void begin() {
    open();
  }

  private void open() {
    Map<String, String> environment = new HashMap<>();
    environment.put("REDIS_URL", redis.url());
    environment.put("BINANCE_SPOT_URL", simulator.baseUrl());
    environment.put("BINANCE_API_KEY", simulator.apiKey());
    environment.put("BINANCE_API_SECRET", simulator.apiSecret());
    environment.put("DATA_DIR", directory.toString());
    environment.put("LOG_DIR", directory.resolve("log").toString());
    environment.put("ENGINE_PORT", "0");
    environment.put("OPS_API_TOKEN", TOKEN);
    environment.put("BOOK_LEVELS", "20");
    EngineSettings settings = EngineSettings.read(environment);
    engine =
        Engine.start(
            settings,
            TrendStrategy.factory(TrendParameters.defaults()),
            InstantSource.system(),
            System::nanoTime,
            RandomGenerator.getDefault());
    http = EngineHttp.start(engine, settings.apiToken(), settings.host(), settings.port());
  }

  /** Ends the engine; its files stay. */
  void end() {
    http.close();
    engine.close();
  }

  @Override
  public void close() {
    end();
    client.close();
  }

  Engine engine() {
    return engine;
  }

  LeverState lever(Lever name) {
    return Json.read(get("/state").body(), EngineState.class).levers().stream()
        .filter(lever -> lever.name() == name)
        .findFirst()
        .orElseThrow();
  }

  /** How often the venue has been asked for the account. */
  long accountReads() {
    return simulator.witness().requests().entrySet().stream()
        .filter(request -> request.getKey().contains("account"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  HttpResponse<String> post(String path, String body) {
    return post(path, body, TOKEN);
  }

  HttpResponse<String> post(String path, String body, String token) {
    return send(
        request(path)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("X-Ops-Token", token)
            .build());
  }

  HttpResponse<String> kill(String body) {
    return kill(body, Optional.of(TOKEN), "kill-" + body.hashCode());
  }

  HttpResponse<String> kill(String body, Optional<String> token, String key) {
    HttpRequest.Builder request =
        request("/kill")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("X-Ops-Actor", "anna")
            .header("Idempotency-Key", key);
    token.ifPresent(value -> request.header("X-Ops-Token", value));
    return send(request.build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(http.url() + path)).timeout(PATIENCE);
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void problem(HttpResponse<String> answer, int status, String title) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Json.readMap(answer.body()))
        .containsEntry("status", status)
        .containsEntry("title", title)
        .containsKeys("type", "detail");
  }
}

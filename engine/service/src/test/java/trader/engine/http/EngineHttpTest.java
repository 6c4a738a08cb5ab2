package trader.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.engine.run.Engine;
import trader.engine.settings.EngineSettings;
import trader.redis.Json;
import trader.redis.embedded.EmbeddedRedis;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.prices.SteadyPrices;
import trader.strategies.trend.TrendParameters;
import trader.strategies.trend.TrendStrategy;

@Tag("integration")
class EngineHttpTest {
  private static final String TOKEN = "the ops token of this test";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static EmbeddedRedis redis;
  private static Simulator simulator;
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path directory;
  private Engine engine;
  private EngineHttp http;

  @BeforeAll
  static void startSurroundings() {
    redis = EmbeddedRedis.start();
    simulator = Simulator.start(SimulatorSettings.defaults().withPrices(new SteadyPrices(100, 7)));
  }

  @AfterAll
  static void stopSurroundings() {
    simulator.close();
    redis.close();
  }

  @BeforeEach
  void startEngine() {
    begin();
    await().atMost(PATIENCE).until(() -> engine.notReady().isEmpty());
  }

  private void begin() {
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

  @AfterEach
  void stopEngine() {
    http.close();
    engine.close();
  }

  @Test
  void killClosesTheGateAndAnswersTheEnginesAcknowledgement() {
    HttpResponse<String> answer = kill("{\"enabled\":false,\"reason\":\"incident drill\"}", TOKEN);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    Acknowledgement ack = Json.read(answer.body(), Acknowledgement.class);
    assertThat(ack.outcome()).isEqualTo(Acknowledgement.Outcome.APPLIED);
    assertThat(ack.subject()).isEqualTo("kill");
    assertThat(ack.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(ack.why()).contains("incident drill").contains("anna");
    assertThat(engine.gates().level(Account.LIVE)).isEqualTo(GateLevel.CLOSED);
    assertThat(engine.gates().level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(lever(Lever.KILL_SWITCH))
                .satisfies(lever -> {
                  assertThat(lever.value()).isEqualTo("killed");
                  assertThat(lever.why()).contains("incident drill");
                }));
  }

  @Test
  void killSentAgainWithTheSameKeyIsAnsweredAgain() {
    String body = "{\"enabled\":false,\"reason\":\"twice\"}";
    HttpResponse<String> first = send(killing(body, Optional.of(TOKEN), "one-key"));
    HttpResponse<String> second = send(killing(body, Optional.of(TOKEN), "one-key"));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(Json.read(second.body(), Acknowledgement.class).commandId()).isEqualTo("one-key");
  }

  @Test
  void raisingThroughTheEnginesOwnKillIsRefused() {
    HttpResponse<String> answer = kill("{\"enabled\":true,\"reason\":\"again\"}", TOKEN);

    problem(answer, 403, "Raising risk is not done here");
    assertThat(answer.body()).contains("desk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"reason\":\"x\"}", "{\"enabled\":\"maybe\"}", "not json", "[1,2"})
  void bodyThatDoesNotSayWhatIsMeantIsRefusedAndChangesNothing(String body) {
    HttpResponse<String> answer = kill(body, TOKEN);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(lever(Lever.KILL_SWITCH).value()).isEqualTo("armed");
  }

  @Test
  void changingCallsNeedTheTokenWhateverTheMethodSays() {
    String body = "{\"enabled\":false}";
    problem(send(killing(body, Optional.empty(), "a")), 401, "Not authorized");
    problem(send(killing(body, Optional.of(""), "b")), 401, "Not authorized");
    problem(send(killing(body, Optional.of(TOKEN + "x"), "c")), 401, "Not authorized");
    problem(
        send(
            request("/reconcile/manual")
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("X-Ops-Token", "wrong")
                .build()),
        401,
        "Not authorized");
    problem(get("/kill"), 405, "Method not allowed");
    assertThat(lever(Lever.KILL_SWITCH).value()).isEqualTo("armed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void withoutAConfiguredTokenEveryChangingCallIsClosed(String unset) {
    Map<String, String> environment = Map.of("OPS_API_TOKEN", unset);
    Optional<String> token = EngineSettings.read(environment).apiToken();
    try (EngineHttp open = EngineHttp.start(engine, token, "127.0.0.1", 0)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(open.url() + "/kill"))
              .POST(HttpRequest.BodyPublishers.ofString("{\"enabled\":false}"))
              .header("X-Ops-Token", unset)
              .build();

      problem(send(request), 403, "Closed");
      assertThat(lever(Lever.KILL_SWITCH).value()).isEqualTo("armed");
    }
  }

  @Test
  void bodyOfAnyLengthIsNotTakenIn() {
    problem(kill("{\"reason\":\"" + "x".repeat(70_000) + "\"}", TOKEN), 413, "Too large");
  }

  @Test
  void reconcileRunsAtTheVenueAndAnswersItsCounts() {
    long before = accountReads();

    HttpResponse<String> answer =
        send(
            request("/reconcile/manual")
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("X-Ops-Token", TOKEN)
                .build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.readMap(answer.body()))
        .containsEntry("orphaned", 0)
        .containsEntry("phantom", 0)
        .containsEntry("qty_mismatch", 0)
        .containsKeys(
            "fills_applied",
            "qty_synced",
            "pending_adopted",
            "state_adjustments_logged",
            "state_adjustments_deduped");
    assertThat(accountReads()).isGreaterThan(before);
    assertThat(get("/metrics").body())
        .contains("reconcile_lag_seconds{venue=\"binance\"}")
        .contains("database_write_queue ");
  }

  @Test
  void violationInTradesDbLetsNoNewRiskInAndFailsReadinessWhileTheProcessStaysUp()
      throws SQLException {
    await().atMost(PATIENCE).until(() -> get("/metrics").body().contains("registry_violations 0"));
    stopEngine();
    try (Connection trades =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("blue/trades.db"));
        Statement statement = trades.createStatement()) {
      statement.execute(
          "INSERT INTO positions (account, instrument, state, qty, cost, average_price, strategy,"
              + " opened_micros, updated_micros) VALUES ('live', 'ETHUSDT.BINANCE', 'closed', '3',"
              + " '1', '1', 'x', 1, 1)");
    }

    begin();

    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> {
          problem(get("/readyz"), 503, "Not ready");
          assertThat(get("/readyz").body()).contains("1 violations", "REGISTRY_AUDIT_REPORT");
          assertThat(lever(Lever.REGISTRY))
              .satisfies(lever -> {
                assertThat(lever.allows()).isEqualTo(GateLevel.REDUCE_ONLY);
                assertThat(lever.why()).contains("ETHUSDT.BINANCE");
              });
        });
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void closeWithoutASymbolIsRefusedAndWithNothingToCloseSaysSo() {
    problem(post("/close", "{}"), 400, "Nothing to do");
    problem(post("/close", "{\"symbol\":\"ETHUSDT\"}"), 400, "The request is not understood");
    HttpResponse<String> answer = post("/close", "{\"symbol\":\"all\",\"reason\":\"drill\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.read(answer.body(), Acknowledgement.class))
        .satisfies(ack -> {
          assertThat(ack.subject()).isEqualTo("close");
          assertThat(ack.outcome()).isEqualTo(Acknowledgement.Outcome.UNCHANGED);
        });
  }

  @Test
  void importOfWhatIsNotThereIsRefusedByTheEngine() {
    problem(post("/positions/import", ""), 400, "Nothing to do");
    HttpResponse<String> answer = post("/positions/import", "{\"symbol\":\"BTC/USDT\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.read(answer.body(), Acknowledgement.class).subject()).isEqualTo("import");
  }

  private HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("X-Ops-Token", TOKEN)
            .build());
  }

  @Test
  void stateHasEveryFieldOfTheContract() {
    Map<String, Object> state = Json.readMap(get("/state").body());

    assertThat(state)
        .containsKeys(
            "mode",
            "mode_effective",
            "gate",
            "levers",
            "trading_enabled",
            "active_color",
            "color",
            "capital_stage",
            "capital_effective",
            "health",
            "equity_usd",
            "balances",
            "positions",
            "snapshot_loaded",
            "as_of");
    assertThat(state)
        .containsEntry("gate", "CLOSED")
        .containsEntry("mode_effective", "halt")
        .containsEntry("color", "blue")
        .containsEntry("trading_enabled", false);
    @SuppressWarnings("unchecked") // A list of objects, by the contract.
    List<Map<String, Object>> levers =
        (List<Map<String, Object>>) java.util.Objects.requireNonNull(state.get("levers"));
    assertThat(levers)
        .hasSize(Lever.values().length)
        .allSatisfy(lever -> assertThat(lever).containsKeys("name", "value", "since", "why"));
  }

  @Test
  void readingEndpointsAnswerWithoutAToken() {
    assertThat(get("/state").statusCode()).isEqualTo(200);
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(Json.readMap(get("/healthz").body()))
        .containsEntry("ok", true)
        .containsKeys("gate", "health", "as_of");
  }

  @Test
  void bookIsShownAsFarAsItIsAskedForAndNotBeyondWhatIsKept() {
    await().atMost(PATIENCE).until(() -> get("/book/BTCUSDT?levels=3").statusCode() == 200);

    Map<String, Object> book = Json.readMap(get("/book/BTCUSDT?levels=3").body());

    assertThat(book).containsEntry("symbol", "BTCUSDT.BINANCE").containsKeys("as_of", "age_ms");
    assertThat((List<?>) book.get("bids")).hasSize(3);
    assertThat((List<?>) book.get("asks")).hasSize(3);
    problem(get("/book/BTCUSDT?levels=21"), 400, "The request is not understood");
    assertThat(get("/book/BTCUSDT?levels=21").body()).contains("'21'", "1 to 20", "BOOK_LEVELS");
    assertThat(get("/book/ETHUSDT").body()).contains("ETHUSDT.BINANCE is not traded");
    assertThat(get("/metrics").body())
        .contains("book_in_step{symbol=\"BTCUSDT\"} 1.0", "book_resyncs_total", "book_age_seconds");
  }

  @Test
  void unknownPathIsAProblemThatNamesWhatThereIs() {
    HttpResponse<String> answer = get("/nothing");

    problem(answer, 404, "No such endpoint");
    assertThat(answer.body()).contains("/state", "/kill");
  }

  @Test
  void engineThatFailedIsNeitherHealthyNorReadyAndStillTakesAKill() {
    engine
        .loop()
        .post(_ -> {
          throw new IllegalStateException("not an event");
        });
    engine
        .loop()
        .onLoop(() ->
            engine
                .loop()
                .observedBy(_ -> {
                  throw new IllegalStateException("a fault for this test");
                }));
    await().atMost(PATIENCE).until(() -> engine.loop().failed());

    assertThat(get("/healthz").statusCode()).isEqualTo(503);
    problem(get("/readyz"), 503, "Not ready");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          EngineState state = Json.read(get("/state").body(), EngineState.class);
          assertThat(state.gate()).isEqualTo(GateLevel.CLOSED);
          assertThat(state.alerts()).anyMatch(line -> line.contains("a fault for this test"));
        });
    HttpResponse<String> answer = kill("{\"enabled\":false}", TOKEN);
    problem(answer, 504, "The gate is closed; the engine's core has not confirmed");
    assertThat(engine.gates().level(Account.LIVE)).isEqualTo(GateLevel.CLOSED);
  }

  @Test
  void metricsHaveTheNamesOfTheContract() {
    for (String name :
        List.of(
            "equity_usd",
            "cash_usd",
            "market_value_usd",
            "metrics_heartbeat",
            "metrics_trading_enabled",
            "health_state",
            "risk_equity_drawdown_pct",
            "breaker_rejections_total{",
            "venue_error_rate_pct",
            "venue_exposure_usd{venue=\"binance\"}",
            "orders_submitted_total{",
            "strategy_ticks_total{venue=\"binance\"}",
            "strategy_tick_to_order_latency_ms_bucket{",
            "jvm_memory_used_bytes{",
            "jvm_gc_",
            "jvm_threads_live_threads",
            "process_cpu_usage")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(get("/metrics").body().lines())
                  .as(name)
                  .anyMatch(line -> line.startsWith(name) && !line.endsWith("NaN")));
    }
  }

  private static long accountReads() {
    return simulator.witness().requests().entrySet().stream()
        .filter(request -> request.getKey().contains("account"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private trader.control.LeverState lever(Lever name) {
    return Json.read(get("/state").body(), EngineState.class).levers().stream()
        .filter(lever -> lever.name() == name)
        .findFirst()
        .orElseThrow();
  }

  private static void problem(HttpResponse<String> answer, int status, String title) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Json.readMap(answer.body()))
        .containsEntry("status", status)
        .containsEntry("title", title)
        .containsKeys("type", "detail");
  }

  private HttpResponse<String> kill(String body, String token) {
    return send(killing(body, Optional.of(token), "kill-" + body.hashCode()));
  }

  private HttpRequest killing(String body, Optional<String> token, String key) {
    HttpRequest.Builder request =
        request("/kill")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("X-Ops-Actor", "anna")
            .header("Idempotency-Key", key);
    token.ifPresent(value -> request.header("X-Ops-Token", value));
    return request.build();
  }

  private HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(http.url() + path)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

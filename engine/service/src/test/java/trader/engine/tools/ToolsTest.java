package trader.engine.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.engine.http.EngineHttp;
import trader.engine.run.Engine;
import trader.engine.settings.EngineSettings;
import trader.redis.Json;
import trader.redis.embedded.EmbeddedRedis;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.prices.SteadyPrices;
import trader.strategies.trend.TrendParameters;
import trader.strategies.trend.TrendStrategy;

/** The tools with an engine that runs, and with none. */
@Tag("integration")
class ToolsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String NOWHERE = "http://127.0.0.1:1";
  private static EmbeddedRedis redis;
  private static Simulator simulator;
  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();

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
  void settings() {
    environment.put("REDIS_URL", redis.url());
    environment.put("BINANCE_SPOT_URL", simulator.baseUrl());
    environment.put("BINANCE_API_KEY", simulator.apiKey());
    environment.put("BINANCE_API_SECRET", simulator.apiSecret());
    environment.put("DATA_DIR", directory.toString());
    environment.put("LOG_DIR", directory.resolve("log").toString());
    environment.put("ENGINE_PORT", "0");
    environment.put("OPS_API_TOKEN", "the token of this test");
    environment.put("ENGINE_URL", NOWHERE);
  }

  /** What a tool answered. */
  private record Ran(int status, String out, String err) {
    Map<String, Object> json() {
      return Json.readMap(out);
    }
  }

  private Ran run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            words,
            environment,
            InstantSource.system(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Progress.silent());
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void withEngine(Runnable task) {
    EngineSettings settings = EngineSettings.read(environment);
    Engine engine =
        Engine.start(
            settings,
            TrendStrategy.factory(TrendParameters.defaults()),
            InstantSource.system(),
            System::nanoTime,
            RandomGenerator.getDefault());
    try (EngineHttp http =
        EngineHttp.start(engine, settings.apiToken(), settings.host(), settings.port())) {
      await()
          .atMost(PATIENCE)
          .until(() ->
              engine.notReady().isEmpty() && engine.metrics().contains("registry_violations 0"));
      environment.put("ENGINE_URL", http.url());
      task.run();
    } finally {
      engine.close();
      environment.put("ENGINE_URL", NOWHERE);
    }
  }

  @Test
  void everyToolAnswersWhileAnEngineRunsAndDryRunsChangeNothing() {
    withEngine(() -> {
      Ran health = run("check-db-health", "--json");
      assertThat(health.status()).as(health.out()).isZero();
      assertThat(health.out()).contains("integrity", "violations_total=0");

      Ran monitor = run("monitor-trade-execution");
      assertThat(monitor.status()).as(monitor.out()).isZero();
      assertThat(monitor.out()).contains("0 orders in the last 24 h");

      assertThat(run("check-tp-coverage").out()).contains("no position is open");

      Ran ready = run("check-live-readiness");
      assertThat(ready.out()).contains("OK    venue binance-spot").contains("OK    engine");

      Ran preflight = run("pre-flight-check", "--json");
      assertThat(preflight.out()).contains("CONTROL_KEY").doesNotContain(simulator.apiSecret());

      for (String tool : new String[] {"sync-positions", "recover-sl-order-ids", "close-all"}) {
        Ran dry = run(tool);
        assertThat(dry.status()).as(dry.out()).isZero();
        assertThat(dry.out()).contains("nothing was changed: --execute does it");
      }
      Ran closed = run("close-all", "--execute");
      assertThat(closed.status()).as(closed.out()).isZero();
      assertThat(closed.out()).contains("flat: the venue confirms no position and no order");
    });
  }

  @Test
  void closeAllWithoutAnEngineStartsOneOfItsOwnAndSaysFlatOnceTheVenueDoes() {
    Ran closed = run("close-all", "--execute", "--json");

    assertThat(closed.status()).as(closed.out()).isZero();
    assertThat(closed.json())
        .containsEntry("tool", "close-all")
        .containsEntry("headline", "flat: the venue confirms no position and no order");
    assertThat(run("check-db-health").status()).isZero();
  }

  @Test
  void brokenTradesDbIsSaid() throws IOException {
    Files.createDirectories(directory.resolve("blue"));
    Files.writeString(directory.resolve("blue/trades.db"), "no database at all, not even close");
    Ran broken = run("check-db-health");
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.out()).contains("FAIL", "SQLITE_NOTADB");
    assertThat(run("monitor-trade-execution").status()).isEqualTo(1);
    assertThat(run("check-tp-coverage").status()).isEqualTo(1);
  }

  @Test
  void missingTradesDbNamesTheFolder() {
    Ran missing = run("check-db-health");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.out()).contains("is not there", "DATA_DIR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync-positions", "recover-sl-order-ids", "close-all"})
  void keysOfARealExchangeNeedTheWordThatTheyAreUnderstood(String tool) {
    environment.remove("BINANCE_SPOT_URL");
    Ran refused = run(tool, "--execute");
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.out()).contains("I_UNDERSTAND_LIVE=1", "nothing was changed");
    assertThat(run(tool).status()).as("nor is an engine started for a dry run").isEqualTo(3);
  }

  @Test
  void wrongWordsAreSaid() {
    assertThat(run("close-everything").status()).isEqualTo(2);
    assertThat(run("close-all", "--now").err()).contains("--now");
    assertThat(run().status()).isEqualTo(2);
    assertThat(run("check-db-health", "--execute").status()).isEqualTo(2);
  }

  @Test
  void settingsThatAnEngineWouldRefuseAreNamed() {
    environment.put("VENUES", "binance-spot,kraken-spot");
    Ran refused = run("check-live-readiness");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).contains("start an engine for each");
  }
}

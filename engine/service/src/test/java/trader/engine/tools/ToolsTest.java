package trader.engine.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.engine.tools.ToolRig.Ran;
import trader.engine.venue.VenueName;
import trader.redis.embedded.EmbeddedRedis;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.prices.SteadyPrices;

/** The tools with an engine that runs, and with none. */
@Tag("integration")
class ToolsTest {
  private static EmbeddedRedis redis;
  private static Simulator simulator;
  @TempDir private Path directory;
  private ToolRig rig;

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
  void rig() {
    rig = new ToolRig(redis, simulator, VenueName.BINANCE_SPOT, directory);
  }

  private Ran run(String... words) {
    return rig.run(words);
  }

  @Test
  void everyToolAnswersWhileAnEngineRunsAndDryRunsChangeNothing() {
    rig.withEngine(() -> {
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
    rig.environment.remove("BINANCE_SPOT_URL");
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
    rig.environment.put("VENUES", "binance-spot,kraken-spot");
    Ran refused = run("check-live-readiness");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).contains("start an engine for each");
  }
}

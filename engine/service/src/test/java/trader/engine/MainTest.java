package trader.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.prices.SteadyPrices;

@Tag("integration")
class MainTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static Simulator simulator;
  @TempDir private Path directory;

  @BeforeAll
  static void startVenue() {
    simulator = Simulator.start(SimulatorSettings.defaults().withPrices(new SteadyPrices(50, 7)));
  }

  @AfterAll
  static void stopVenue() {
    simulator.close();
  }

  @Test
  void signalKillsWithoutRedisAndLeavesTheProcessUp() throws IOException {
    try (EngineProcess engine = start(Map.of()).up()) {
      engine.signal("USR2");

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            EngineState state = engine.state();
            assertThat(state.gate()).isEqualTo(GateLevel.CLOSED);
            assertThat(state.levers())
                .filteredOn(lever -> lever.name() == Lever.KILL_SWITCH)
                .singleElement()
                .satisfies(lever -> {
                  assertThat(lever.value()).isEqualTo("killed");
                  assertThat(lever.why()).contains("SIGUSR2");
                });
          });
      assertThat(engine.isAlive()).isTrue();
      assertThat(Files.readString(log())).contains("KILL_SWITCH_ACTIVATED reason=signal");

      engine.signal("USR2");
      await().atMost(PATIENCE).until(() -> engine.isAlive() && !engine.get("/healthz").isEmpty());
    }
  }

  @Test
  void killBySignalOutlivesAKillOfTheProcess() {
    try (EngineProcess engine = start(Map.of()).up()) {
      engine.signal("USR2");
      await().atMost(PATIENCE).until(() -> killed(engine));
      engine.signal("KILL");
      assertThat(engine.status()).isEqualTo(137);
    }

    try (EngineProcess again = start(Map.of()).up()) {
      await().atMost(PATIENCE).until(() -> killed(again));
    }
  }

  @Test
  void secondEngineOfTheSameFolderDoesNotStartAndSaysWhy() throws IOException {
    try (EngineProcess first = start(Map.of()).up()) {
      Path secondLog = directory.resolve("second.err");
      try (EngineProcess second = EngineProcess.start(environment(Map.of()), secondLog)) {
        assertThat(second.status()).isEqualTo(1);
      }
      assertThat(Files.readString(secondLog))
          .contains("the engine cannot start")
          .contains("is held by another engine process")
          .contains("DATA_DIR");
      assertThat(first.isAlive()).isTrue();
    }
  }

  @Test
  void portThatIsTakenIsNamedAndTheStartFails() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EngineProcess engine =
            start(Map.of("ENGINE_PORT", Integer.toString(taken.getLocalPort())))) {
      assertThat(engine.status()).isEqualTo(1);
      assertThat(Files.readString(log()))
          .contains("port " + taken.getLocalPort())
          .contains("ENGINE_PORT");
    }
  }

  @Test
  void errorAfterTheFirstThreadsRunEndsTheProcess() throws IOException {
    String withoutHttpServer = "--limit-modules java.se,jdk.management,jdk.net,jdk.unsupported";
    try (EngineProcess engine = start(Map.of("JDK_JAVA_OPTIONS", withoutHttpServer))) {
      assertThat(engine.status()).isEqualTo(1);
      assertThat(Files.readString(log()))
          .contains("the engine cannot start: java.lang.NoClassDefFoundError")
          .contains("httpserver");
    }
  }

  @Test
  void wrongEnvironmentEndsTheStartWithEveryFaultAndStatusTwo() throws IOException {
    try (EngineProcess engine = start(Map.of("DRY_RUN", "maybe", "MAX_NOTIONAL_USDT", "5"))) {
      assertThat(engine.status()).isEqualTo(2);
      assertThat(Files.readString(log()).lines())
          .anyMatch(line -> line.startsWith("DRY_RUN is 'maybe'"))
          .anyMatch(line -> line.contains("MAX_NOTIONAL_PER_ORDER"));
    }
  }

  @Test
  void engineEndsInOrderWithItsInputAndOnATerm() throws IOException {
    try (EngineProcess engine = start(Map.of()).up()) {
      engine.endInput();
      assertThat(engine.status()).isZero();
    }
    assertThat(Files.readString(log())).contains("ENGINE_STOPPED").doesNotContain("INVARIANT");
    try (EngineProcess engine = start(Map.of()).up()) {
      engine.signal("TERM");
      assertThat(engine.status()).isEqualTo(143);
    }
    assertThat(Files.readString(log())).contains("ENGINE_STOPPED").doesNotContain("INVARIANT");
  }

  @Test
  void damagedJournalStartsTheEngineKilled() throws IOException {
    Files.createDirectories(directory.resolve("data/blue"));
    Files.writeString(
        directory.resolve("data/blue/0000000000001-000000.journal"), "something else entirely");

    try (EngineProcess engine = start(Map.of()).up()) {
      await().atMost(PATIENCE).until(() -> killed(engine));
      assertThat(engine.state().alerts())
          .anyMatch(line -> line.contains("journal") && line.contains("damaged"));
    }
  }

  private static boolean killed(EngineProcess engine) {
    return engine.state().levers().stream()
        .anyMatch(lever -> lever.name() == Lever.KILL_SWITCH && lever.value().equals("killed"));
  }

  private EngineProcess start(Map<String, String> more) {
    return EngineProcess.start(environment(more), log());
  }

  /** No Redis answers there: everything here has to work without one. */
  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REDIS_URL", "redis://127.0.0.1:1");
    environment.put("BINANCE_SPOT_URL", simulator.baseUrl());
    environment.put("BINANCE_API_KEY", simulator.apiKey());
    environment.put("BINANCE_API_SECRET", simulator.apiSecret());
    environment.put("DATA_DIR", directory.resolve("data").toString());
    environment.put("LOG_DIR", directory.resolve("log").toString());
    environment.put("ENGINE_PORT", "0");
    environment.putAll(more);
    return environment;
  }

  private Path log() {
    return directory.resolve("engine.err");
  }
}

package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.app.bench.BusyEngine;
import trader.app.process.Child;
import trader.redis.embedded.EmbeddedRedis;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.binance.Limits;
import trader.simulator.prices.SteadyPrices;

/** An engine comes up, always, also where the ones before it were killed while they started. */
@Tag("soak")
class EngineStartsTest {
  private static final long SEED = Chance.seed(20_261_124);
  private static final int STARTS = 400;
  private static final int AT_ONCE = 4;
  private static final Duration WITHIN_A_START = Duration.ofSeconds(2);
  private final Histogram startMillis = new ConcurrentHistogram(3);
  @TempDir private Path directory;

  @Test
  void engineComesUpHoweverManyWereKilledWhileTheyStarted() throws Exception {
    int starts = Chance.trials(STARTS);
    System.out.println("kill -9 instants drawn with seeds from " + SEED);
    try (EmbeddedRedis redis = EmbeddedRedis.start();
        Simulator simulator =
            Simulator.start(
                SimulatorSettings.defaults()
                    .withPrices(new SteadyPrices(20, 7))
                    .withLimits(Limits.none()));
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> lines = new ArrayList<>();
      for (int line = 0; line < AT_ONCE; line++) {
        int number = line;
        lines.add(
            threads.submit(() -> startAgain(number, starts / AT_ONCE, redis, simulator, client)));
      }
      for (Future<?> line : lines) {
        awaitEnd(line);
      }
    }
    System.out.printf(
        "measured %d starts, %d at a time, seed %d: serving after p50 %d ms, p99 %d ms, max %d ms%n",
        startMillis.getTotalCount(),
        AT_ONCE,
        SEED,
        startMillis.getValueAtPercentile(50),
        startMillis.getValueAtPercentile(99),
        startMillis.getMaxValue());
    assertThat(startMillis.getTotalCount()).isPositive();
  }

  /** One engine after the other on one journal; every second one is killed while it starts. */
  private void startAgain(
      int line, int starts, EmbeddedRedis redis, Simulator simulator, HttpClient client) {
    RandomGenerator random = Chance.from(SEED + line);
    Path home = directory.resolve("engine-" + line);
    Path errors = directory.resolve("engine-" + line + ".err");
    boolean busy = line % 2 == 0;
    String program = busy ? BusyEngine.class.getName() : "trader.engine.Main";
    List<String> words = busy ? List.of(BusyEngine.BUSY, "25") : List.of("--exit-with-stdin");
    Map<String, String> environment = Plan.busy().engineEnvironment(redis, simulator, home);
    for (int start = 0; start < starts; start++) {
      if (random.nextBoolean()) {
        try (Child child =
            Child.start("engine", EngineHandle.JVM, program, words, environment, errors)) {
          Chance.pause(random, WITHIN_A_START);
          child.kill();
        }
      }
      long begun = System.nanoTime();
      try (EngineHandle engine = EngineHandle.start(client, program, words, environment, errors)) {
        startMillis.recordValue((System.nanoTime() - begun) / 1_000_000);
        engine.killProcess();
      }
    }
  }

  private static void awaitEnd(Future<?> line) throws InterruptedException {
    try {
      line.get();
    } catch (ExecutionException e) {
      throw new AssertionError("an engine did not come up", e.getCause());
    }
  }
}

package trader.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import redis.clients.jedis.Jedis;
import trader.app.bench.BusyEngine;
import trader.control.Acknowledgement;
import trader.control.ControlKey;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.control.EngineState;
import trader.control.Lever;
import trader.control.LeverState;
import trader.redis.Json;
import trader.redis.embedded.EmbeddedRedis;
import trader.redis.jedis.JedisDeskStore;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.prices.SteadyPrices;

/** A Redis process, a simulated exchange in this process, and an engine process that trades it. */
final class TestDesk implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(90);
  static final String SECRET = "a control key that signs grants in tests";
  static final String TOKEN = "an ops token that opens endpoints in tests";
  private static final Clock CLOCK = Clock.systemUTC();
  private final Plan plan;
  private final Launch launch;
  private final Path directory;
  private final List<AutoCloseable> started = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final EmbeddedRedis redis;
  private final Simulator simulator;
  private final JedisDeskStore store;
  private EngineHandle engine;

  private TestDesk(Plan plan, Path directory, Launch launch) {
    this.plan = plan;
    this.launch = launch;
    this.directory = directory;
    try {
      Files.createDirectories(directory.resolve("redis"));
      redis =
          EmbeddedRedis.start(
              new EmbeddedRedis.Options(
                  0,
                  Optional.of(directory.resolve("redis")),
                  EmbeddedRedis.Persistence.APPEND_ONLY,
                  List.of()));
      started.add(redis);
      simulator =
          Simulator.start(
              SimulatorSettings.defaults()
                  .withPrices(new SteadyPrices(plan.tradesPerSecond(), 7))
                  .withBalance("USDT", plan.cash())
                  .withLimits(plan.limits()));
      started.add(simulator);
      store = new JedisDeskStore(redis.address(), CLOCK);
      started.add(store);
      engine = launchEngine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      end();
      throw e;
    }
  }

  /** Starts everything; the engine is up and halted, since nothing was granted. */
  static TestDesk start(Plan plan, Path directory) {
    return new TestDesk(plan, directory, Launch.usual());
  }

  /** The same with engines that are started in another way. */
  static TestDesk start(Plan plan, Path directory, Launch launch) {
    return new TestDesk(plan, directory, launch);
  }

  EmbeddedRedis redis() {
    return redis;
  }

  Simulator simulator() {
    return simulator;
  }

  JedisDeskStore store() {
    return store;
  }

  EngineHandle engine() {
    return engine;
  }

  /** Grants what an engine needs to trade, and waits until the gate is open. */
  TestDesk trading() {
    redis.process().thaw();
    if (!redis.process().isAlive()) {
      redis.restart();
    }
    grant(ControlLever.COLOR, "blue");
    grant(ControlLever.CAPITAL, "100");
    grant(ControlLever.KILL, "armed");
    grant(ControlLever.PAUSE, "running");
    grant(ControlLever.MODE, "auto");
    awaitState(EngineState::tradingEnabled);
    return this;
  }

  /** Moves a lever by a signed grant, whatever it was. */
  void grant(ControlLever lever, String value) {
    Instant now = CLOCK.instant();
    long epoch = store.nextEpoch(now);
    Directive directive =
        new Directive(
            lever, value, epoch, "test-" + epoch, "test", "a test", now, Optional.empty());
    if (!store.apply(ControlKey.of(SECRET).sign(directive), null, true)) {
      throw new AssertionError("a grant was not written: " + directive);
    }
  }

  /** Says something to Redis as {@code redis-cli} would. */
  <T> T raw(Function<Jedis, T> words) {
    try (Jedis jedis = new Jedis("127.0.0.1", redis.port(), 2_000)) {
      return words.apply(jedis);
    }
  }

  /** {@code SET mode <value>}, as an operator types it into {@code redis-cli}. */
  void rawMode(String value) {
    raw(jedis -> jedis.set("mode", value));
  }

  EngineState state() {
    return await().atMost(PATIENCE).until(engine::state, Optional::isPresent).orElseThrow();
  }

  LeverState lever(Lever name) {
    return lever(state(), name);
  }

  static LeverState lever(EngineState state, Lever name) {
    return state.levers().stream().filter(lever -> lever.name() == name).findFirst().orElseThrow();
  }

  /** Waits until the engine says of itself what is wanted, and answers that state. */
  EngineState awaitState(Predicate<EngineState> wanted) {
    return awaitState(PATIENCE, wanted);
  }

  EngineState awaitState(Duration patience, Predicate<EngineState> wanted) {
    try {
      return await()
          .atMost(patience)
          .pollInterval(Duration.ofMillis(20))
          .until(engine::state, state -> state.filter(wanted).isPresent())
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      System.out.println("the engine says of itself: " + engine.state().map(Json::write));
      System.out.println(Autopsy.of(engine.pid(), errors()));
      throw e;
    }
  }

  /** Waits for an acknowledgement behind {@code cursor}. */
  Acknowledgement awaitAcknowledgement(String cursor, Predicate<Acknowledgement> wanted) {
    String place = cursor;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      var found = store.acknowledgements(place, Duration.ofMillis(500));
      place = found.cursor();
      Optional<Acknowledgement> match = found.list().stream().filter(wanted).findFirst();
      if (match.isPresent()) {
        return match.get();
      }
    }
    throw new AssertionError("the engine acknowledged nothing of the kind; its log: " + errors());
  }

  /** kill -9, as by the kernel's memory killer. */
  void killEngine() {
    engine.killProcess();
  }

  /** Starts the engine that was killed; answers once it serves. */
  void restartEngine() {
    engine.close();
    engine = launchEngine();
  }

  /** What an operator's shell has in its environment. */
  Map<String, String> operatorEnvironment() {
    return Plan.operatorEnvironment(redis, engine, directory);
  }

  /** Where everything lies. */
  Path directory() {
    return directory;
  }

  /** Where the engine's journal lies. */
  Path journal() {
    return directory.resolve("data/blue");
  }

  /** The engine's lines so far, of all its lives, that contain {@code pattern}. */
  List<String> logged(String pattern) {
    try (Stream<String> lines = Files.lines(errors())) {
      return lines.filter(line -> line.contains(pattern)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How much the engine has said so far, in all its lives, in bytes. */
  long logSize() {
    return errors().toFile().length();
  }

  /** What the engine has said since it had said so much. */
  String logSince(long size) {
    try (FileChannel file = FileChannel.open(errors())) {
      ByteBuffer said = ByteBuffer.allocate(Math.toIntExact(file.size() - size));
      while (said.hasRemaining() && file.read(said, size + said.position()) >= 0) {
        // A read gives what it likes.
      }
      return UTF_8.decode(said.flip()).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the venue holds of an asset for us. */
  BigDecimal venueHolds(String asset) {
    return simulator.total(asset);
  }

  /** What the engine believes to hold of an asset. */
  static BigDecimal engineHolds(EngineState state, String asset) {
    return state.balances().stream()
        .filter(balance -> balance.asset().equals(asset))
        .map(balance -> balance.free().add(balance.locked()))
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  private Path errors() {
    return directory.resolve("engine.err");
  }

  private EngineHandle launchEngine() {
    boolean busy = plan.barMillis() > 0;
    EngineHandle launched =
        EngineHandle.start(
            client,
            launch,
            busy ? BusyEngine.class.getName() : "trader.engine.Main",
            busy
                ? List.of(BusyEngine.BUSY, Integer.toString(plan.barMillis()))
                : List.of("--exit-with-stdin"),
            plan.engineEnvironment(redis, simulator, directory),
            errors());
    started.add(launched);
    return launched;
  }

  private void end() {
    for (AutoCloseable one : started.reversed()) {
      closeQuietly(one);
    }
  }

  private static void closeQuietly(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      throw new IllegalStateException("the desk could not be ended", e);
    }
  }

  @Override
  public void close() {
    redis.process().thaw();
    end();
    client.close();
  }
}

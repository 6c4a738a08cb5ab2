package trader.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trader.app.process.Child;
import trader.app.process.Jvm;
import trader.control.ControlKey;
import trader.control.EngineState;
import trader.control.Lever;
import trader.engine.venue.VenueName;
import trader.redis.Json;
import trader.redis.embedded.EmbeddedRedis;
import trader.redis.jedis.JedisDeskStore;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.binance.Limits;
import trader.simulator.net.VenueServer;
import trader.simulator.prices.SteadyPrices;

/** An account with a long history, and an engine process that can be killed, on one venue. */
final class RecoveryRig implements AutoCloseable {
  /** How many instruments are traded, each with one position and its stop in the end. */
  static final int POSITIONS = 50;

  /** How many orders there were before those. */
  static final int HISTORY = 10_000;

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);
  private static final int TRADES_PER_SECOND = 10;
  private static final String BUSY_BAR = "250";
  private static final String HOLDING_BAR = "1000";
  private static final String SECRET = "a key that lives as long as this benchmark";
  private final Scratch scratch = new Scratch();
  private final Deque<Runnable> ends = new ArrayDeque<>();
  private final Map<String, String> environment = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread atExit = new Thread(this::end, "bench-end");
  private final Simulator simulator;
  private final VenueServer server;
  private @Nullable Child engine;
  private String url = "";

  /** How long it took, from the kill on. */
  record Recovery(long upNanos, long readyNanos, long safeNanos) {}

  RecoveryRig(VenueName venue, Clock clock) {
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      EmbeddedRedis redis =
          EmbeddedRedis.start(
              new EmbeddedRedis.Options(
                  0,
                  Optional.of(scratch.folder("redis")),
                  EmbeddedRedis.Persistence.APPEND_ONLY,
                  List.of()));
      ends.push(redis::close);
      simulator = Simulator.start(settings());
      ends.push(simulator::close);
      server = simulator.venue(venue.text());
      ends.push(this::endEngine);
      describe(venue, redis);
      try (JedisDeskStore store = new JedisDeskStore(redis.address(), clock)) {
        new Grants(store, ControlKey.of(SECRET), clock).letTrade();
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static SimulatorSettings settings() {
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withSymbol(base(0) + "USDT")
            .withPrices(new SteadyPrices(TRADES_PER_SECOND, 0))
            .withBalance("USDT", new BigDecimal("10000000"))
            .withLimits(Limits.none());
    for (int i = 1; i < POSITIONS; i++) {
      settings = settings.withMarket(base(i) + "USDT", new SteadyPrices(TRADES_PER_SECOND, i));
    }
    return settings;
  }

  /** Names of no real asset. */
  private static String base(int number) {
    return "C" + (char) ('A' + number / 26) + (char) ('A' + number % 26);
  }

  private void describe(VenueName venue, EmbeddedRedis redis) {
    environment.put("REDIS_URL", redis.url());
    environment.put("CONTROL_KEY", SECRET);
    environment.put("OPS_API_TOKEN", SECRET);
    environment.put("ENGINE_PORT", "0");
    environment.put("DATA_DIR", scratch.folder("data").toString());
    environment.put("LOG_DIR", scratch.folder("log").toString());
    environment.put("VENUES", venue.text());
    environment.put(venue.urlVariable(), "http://127.0.0.1:" + server.port());
    environment.put(venue.keyVariable(), simulator.apiKey());
    environment.put(venue.secretVariable(), simulator.apiSecret());
    environment.put(
        "TRADE_SYMBOLS",
        String.join(
            ",",
            IntStream.range(0, POSITIONS).mapToObj(i -> base(i) + "/" + venue.quote()).toList()));
    environment.put("STRATEGY_BAR_SEC", "60");
    environment.put("WARM_UP_SEC", "0");
    environment.put("MAX_NOTIONAL_PER_ORDER", "1000");
    environment.put("MAX_TOTAL_NOTIONAL", "100000");
    environment.put("MAX_DD_DAILY", "0.9");
    environment.put("MAX_ORDERS_PER_SECOND", "1000");
    environment.put("MAX_ORDERS_PER_POSITION", "1000000");
  }

  /** Lets an engine enter and exit until the venue has taken so many orders. */
  void makeHistory(int orders) {
    startEngine(RecoveryEngine.BUSY, BUSY_BAR);
    await("a history of " + orders + " orders", () -> server.witness().orderCount() >= orders);
    endEngine();
  }

  /** Lets an engine hold all positions. */
  void hold() {
    startEngine(RecoveryEngine.HOLDING, HOLDING_BAR);
    await(POSITIONS + " protected positions", this::isSafe);
  }

  /** Kills the engine and starts it again. */
  Recovery recover() {
    long begun = System.nanoTime();
    java.util.Objects.requireNonNull(engine).kill();
    startEngine(RecoveryEngine.HOLDING, HOLDING_BAR);
    long up = System.nanoTime() - begun;
    await("readiness", () -> get("/readyz").isPresent());
    long ready = System.nanoTime() - begun;
    await("protection", this::isSafe);
    return new Recovery(up, ready, System.nanoTime() - begun);
  }

  /** How many orders are open at the venue. */
  int openOrders() {
    return server.openOrders(simulator.account()).size();
  }

  /** How many others it has taken. */
  long ordersBefore() {
    return (long) server.orders(simulator.account()).size() - openOrders();
  }

  /** What the engine's journal takes on disk. */
  long journalMib() {
    try (Stream<Path> files = Files.walk(scratch.folder("data"))) {
      return files
              .filter(file -> file.toString().endsWith(".journal"))
              .mapToLong(RecoveryRig::size)
              .sum()
          >> 20;
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be read", e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private void startEngine(String strategy, String barMillis) {
    Child started =
        Child.start(
            "engine",
            Jvm.cached("engine", Jvm.engine()),
            RecoveryEngine.class.getName(),
            List.of(strategy, barMillis),
            environment,
            scratch.folder().resolve("engine.err"));
    engine = started;
    url = started.said("engine", PATIENCE);
  }

  private void endEngine() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }

  /** The account was compared with the venue's, and each position has a stop that works there. */
  private boolean isSafe() {
    Optional<EngineState> found = get("/state").map(body -> Json.read(body, EngineState.class));
    if (found.isEmpty()) {
      return false;
    }
    EngineState state = found.get();
    boolean reconciled =
        state.levers().stream()
            .anyMatch(lever -> lever.name() == Lever.RECONCILING && lever.value().equals("no"));
    return reconciled
        && state.positions().size() == POSITIONS
        && state.positions().stream().allMatch(position -> position.stopPrice() != null);
  }

  private void await(String what, BooleanSupplier wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "no "
                + what
                + " within "
                + PATIENCE.toSeconds()
                + " s; the engine says "
                + get("/state"));
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  /** The answer where it is a good one. */
  private Optional<String> get(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return Optional.of(answer.body()).filter(_ -> answer.statusCode() == 200);
    } catch (IOException e) {
      throw new UncheckedIOException("the engine does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the engine answered", e);
    }
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private synchronized void end() {
    while (!ends.isEmpty()) {
      ends.pop().run();
    }
    http.close();
    scratch.close();
  }
}

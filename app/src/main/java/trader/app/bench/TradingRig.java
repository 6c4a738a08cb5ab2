package trader.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import trader.app.process.Child;
import trader.app.process.Jvm;
import trader.control.Color;
import trader.control.ControlKey;
import trader.control.EngineState;
import trader.redis.Json;
import trader.redis.embedded.EmbeddedRedis;
import trader.redis.jedis.JedisDeskStore;

/** Redis, the simulated exchange and a real engine, each a process of its own. */
final class TradingRig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "a key that lives as long as this benchmark";
  private static final int ALL_ORDERS = 1_000_000;

  /**
   * What flows.
   *
   * @param barMillis length of the strategy's bars
   * @param tradesPerSecond of the exchange; each is two events, a trade and a quote
   * @param orders after how many measured orders the engine says so; for as many the exchange has a
   *     processor to itself and never sleeps, 0 where nobody counts
   */
  record Plan(int barMillis, int tradesPerSecond, int orders) {}

  private final Plan plan;
  private final Scratch scratch = new Scratch();
  private final Deque<Runnable> ends = new ArrayDeque<>();
  private final EmbeddedRedis redis;
  private final Child engine;
  private final long simulatorPid;
  private final String simulatorUrl;
  private final JedisDeskStore store;
  private final Grants grants;
  private final Thread atExit = new Thread(this::end, "bench-end");

  TradingRig(Plan plan, Clock clock) {
    this.plan = plan;
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      redis =
          EmbeddedRedis.start(
              new EmbeddedRedis.Options(
                  0,
                  Optional.of(scratch.folder("redis")),
                  EmbeddedRedis.Persistence.APPEND_ONLY,
                  List.of()));
      ends.push(redis::close);
      Child simulator =
          Child.start(
              "simulator",
              simulatorJvm(plan),
              "trader.simulator.SimulatorMain",
              List.of(
                  "--trades-per-second",
                  Integer.toString(plan.tradesPerSecond()),
                  "--venue",
                  "binance-spot",
                  "--no-limits",
                  "--exit-with-stdin"),
              Map.of(),
              scratch.folder().resolve("simulator.err"));
      ends.push(simulator::close);
      simulatorPid = simulator.pid();
      simulatorUrl = simulator.said("binance-spot", PATIENCE);
      engine = startEngine(simulator);
      ends.push(engine::close);
      engine.said("up", PATIENCE);
      store = new JedisDeskStore(redis.address(), clock);
      ends.push(store::close);
      grants = new Grants(store, ControlKey.of(SECRET), clock);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Elsewhere an exchange has a machine of its own; here it must not compile for long, and where
   * orders are measured neither take the caches nor want to be woken by what is sent to it.
   */
  private static List<String> simulatorJvm(Plan plan) {
    boolean measured = plan.orders() > 0;
    List<String> flags = measured ? Jvm.engine() : Jvm.flags("-Xmx512m");
    flags.add("-XX:TieredStopAtLevel=1");
    if (measured) {
      flags.add("-Dtrader.simulator.sleepless=true");
    }
    return flags;
  }

  private Child startEngine(Child simulator) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REDIS_URL", redis.url());
    environment.put("CONTROL_KEY", SECRET);
    environment.put("DATA_DIR", scratch.folder("data").toString());
    environment.put("LOG_DIR", scratch.folder("log").toString());
    environment.put("LOG_LEVEL", "INFO");
    environment.put("TRADE_SYMBOLS", "BTCUSDT");
    environment.put("BINANCE_SPOT_URL", simulatorUrl);
    environment.put("BINANCE_API_KEY", simulator.said("key", PATIENCE));
    environment.put("BINANCE_API_SECRET", simulator.said("secret", PATIENCE));
    environment.put("STRATEGY_BAR_SEC", "1");
    environment.put("WARM_UP_SEC", "0");
    environment.put("MAX_NOTIONAL_PER_ORDER", "12");
    environment.put("MAX_TOTAL_NOTIONAL", "100");
    environment.put("MAX_DD_DAILY", "0.9");
    environment.put("MAX_ORDERS_PER_SECOND", "1000");
    environment.put("MAX_ORDERS_PER_POSITION", "1000000");
    return Child.start(
        "engine",
        Jvm.engine(),
        EngineUnderTest.class.getName(),
        List.of(
            scratch.folder().toString(),
            Integer.toString(plan.barMillis()),
            Integer.toString(plan.orders())),
        environment,
        scratch.folder().resolve("engine.err"));
  }

  int redisPort() {
    return redis.port();
  }

  Grants grants() {
    return grants;
  }

  /** What whoever operates this desk has to be told. */
  Map<String, String> deskEnvironment() {
    return Map.of("REDIS_URL", redis.url(), "CONTROL_KEY", SECRET);
  }

  /** Waits until the engine may add risk. */
  void awaitTrading() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!store.engineState(Color.BLUE).map(EngineState::tradingEnabled).orElse(false)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "the engine does not trade: " + store.engineState(Color.BLUE));
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Gives engine and exchange processors of their own, and says in words whether it could. */
  String partCores() {
    return Cores.part(engine.pid(), simulatorPid);
  }

  /** Waits until the engine has measured as many orders as it was to. */
  void awaitOrders(Duration patience) {
    engine.said("done", patience);
  }

  /** An order as the exchange received it. */
  record Received(long nanos, String side, String type, String id) {
    boolean buys() {
      return side.equals("BUY");
    }

    boolean stops() {
      return type.startsWith("STOP_LOSS");
    }

    /** In words, with the time that had passed. */
    String text(long sinceNanos) {
      return side + " " + type + " " + id + " after " + (nanos - sinceNanos) / 1_000 + " us";
    }
  }

  /** Every order that has reached the exchange, oldest first. */
  List<Received> received() {
    JsonNode answer = Json.mapper().readTree(get("/simulator/orders?limit=" + ALL_ORDERS));
    List<Received> orders = new ArrayList<>();
    for (JsonNode order : answer.path("latest")) {
      orders.add(
          new Received(
              order.path("nanoTime").asLong(),
              order.path("side").asString(""),
              order.path("type").asString(""),
              order.path("clientOrderId").asString("")));
    }
    return orders;
  }

  private String get(String path) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(simulatorUrl + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the simulator answered", e);
    }
  }

  /** Ends the engine and answers what it kept under that name, see {@link EngineUnderTest}. */
  long[] samples(String name) {
    engine.close();
    Path file = scratch.folder().resolve(name);
    return LongSamples.load(file);
  }

  /** What flowed, for the report; the engine must have ended. */
  Map<String, Object> config() {
    long[] rates = LongStream.of(samples(EngineUnderTest.EVENTS)).sorted().toArray();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(
        "market",
        plan.tradesPerSecond()
            + " generated trades/s, each with a quote: "
            + 2 * plan.tradesPerSecond()
            + " market events/s wanted");
    config.put(
        "engine_events_per_s",
        rates.length == 0 ? "not measured" : "median " + rates[rates.length / 2] + " of all kinds");
    config.put(
        "strategy",
        "enters and exits on alternating bars of "
            + plan.barMillis()
            + " ms; a stop with each entry, up to 12 USDT each");
    config.put("processes", "redis-server (append-only), simulator, engine, this driver; loopback");
    config.put("engine_jvm", String.join(" ", Jvm.engine()));
    config.put("simulator_jvm", String.join(" ", simulatorJvm(plan)));
    return config;
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
    scratch.close();
  }
}

package trader.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import trader.app.process.Child;
import trader.app.process.Jvm;
import trader.control.ControlKey;
import trader.redis.Json;
import trader.redis.embedded.EmbeddedRedis;
import trader.redis.jedis.JedisDeskStore;

/** The product's own processes as the demo starts them, with an engine that can be killed. */
final class RestartRig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POSITION_PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);
  private static final String SECRET = "a key that lives as long as this benchmark";
  private final Scratch scratch = new Scratch();
  private final Deque<Runnable> ends = new ArrayDeque<>();
  private final Map<String, Long> pids = new LinkedHashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread atExit = new Thread(this::end, "bench-end");
  private final String url;
  private Child engine;

  RestartRig(Clock clock) {
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
      pids.put("redis", redis.process().pid());
      Child simulator =
          start(
              "simulator",
              Jvm.cached("simulator", Jvm.flags("-Xmx256m")),
              "trader.simulator.SimulatorMain",
              "--speed",
              "60");
      url = "http://127.0.0.1:" + freePort();
      environment.put("REDIS_URL", redis.url());
      environment.put("CONTROL_KEY", SECRET);
      environment.put("OPS_API_TOKEN", SECRET);
      environment.put("ENGINE_URL", url);
      environment.put("ENGINE_PORT", url.substring(url.lastIndexOf(':') + 1));
      environment.put("DATA_DIR", scratch.folder("data").toString());
      environment.put("LOG_DIR", scratch.folder("log").toString());
      environment.put("BINANCE_SPOT_URL", simulator.said("binance-spot", PATIENCE));
      environment.put("BINANCE_API_KEY", simulator.said("key", PATIENCE));
      environment.put("BINANCE_API_SECRET", simulator.said("secret", PATIENCE));
      environment.put("TRADE_SYMBOLS", "BTCUSDT");
      environment.put("STRATEGY_BAR_SEC", "1");
      environment.put("WARM_UP_SEC", "0");
      environment.put("MAX_NOTIONAL_PER_ORDER", "1000");
      environment.put("MAX_TOTAL_NOTIONAL", "3000");
      start(
          "bot",
          Jvm.flags("-Xmx256m", "-XX:TieredStopAtLevel=1"),
          "trader.bot.Main",
          "--port",
          "0");
      engine = startEngine();
      ends.push(() -> engine.close());
      engine.said("engine", PATIENCE);
      try (JedisDeskStore store = new JedisDeskStore(redis.address(), clock)) {
        new Grants(store, ControlKey.of(SECRET), clock).letTrade();
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Child startEngine() {
    Child started =
        Child.start(
            "engine",
            Jvm.cached("engine", Jvm.engine()),
            "trader.engine.Main",
            List.of("--exit-with-stdin"),
            environment,
            scratch.folder().resolve("engine.err"));
    pids.put("engine", started.pid());
    return started;
  }

  private Child start(String name, List<String> jvm, String main, String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.add("--exit-with-stdin");
    Child child =
        Child.start(name, jvm, main, all, environment, scratch.folder().resolve(name + ".err"));
    ends.push(child::close);
    pids.put(name, child.pid());
    return child;
  }

  /** Waits until the engine holds a protected position; false where none came in time. */
  boolean awaitPosition() {
    return await(POSITION_PATIENCE, state -> isProtected(state) && holds(state)) >= 0;
  }

  /** Resident memory of each process, in MiB. */
  Map<String, Long> residentMib() {
    Map<String, Long> mib = new LinkedHashMap<>();
    pids.forEach((name, pid) -> mib.put(name, Math.round(Machine.residentMib(pid))));
    return mib;
  }

  /** How long a start took, from the process' being started. */
  record Restart(long upNanos, long readyNanos, long protectedNanos) {}

  /** Kills the engine and starts it again. */
  Restart restart() {
    engine.kill();
    long begun = System.nanoTime();
    engine = startEngine();
    engine.said("engine", PATIENCE);
    long up = System.nanoTime() - begun;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (get("/readyz").isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    long ready = System.nanoTime() - begun;
    if (await(PATIENCE, RestartRig::isProtected) < 0) {
      throw new IllegalStateException("a restarted engine did not come to be protected");
    }
    return new Restart(up, ready, System.nanoTime() - begun);
  }

  private long await(Duration patience, Predicate<JsonNode> until) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < patience.toNanos()) {
      if (get("/state").map(Json.mapper()::readTree).filter(until).isPresent()) {
        return System.nanoTime() - begun;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return -1;
  }

  /** The account was compared with the venue's, and each position has a stop that works there. */
  private static boolean isProtected(JsonNode state) {
    boolean reconciled = false;
    for (JsonNode lever : state.path("levers")) {
      reconciled |=
          lever.path("name").asString("").equals("reconciling")
              && lever.path("value").asString("").equals("no");
    }
    long stops = 0;
    for (JsonNode order : state.path("orders")) {
      stops += order.path("purpose").asString("").equals("stop") ? 1 : 0;
    }
    return reconciled && stops >= state.path("positions").size();
  }

  private static boolean holds(JsonNode state) {
    return !state.path("positions").isEmpty();
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

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
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

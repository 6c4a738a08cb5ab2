package trader.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.app.process.Child;
import trader.app.process.Jvm;
import trader.control.ControlKey;
import trader.redis.embedded.EmbeddedRedis;
import trader.redis.jedis.JedisDeskStore;

/** The product's own processes as the demo starts them, with an engine that can be killed. */
final class RestartRig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POSITION_PATIENCE = Duration.ofSeconds(90);
  private static final String SECRET = "a key that lives as long as this benchmark";
  private final Ends ends = new Ends();
  private final Map<String, Long> pids = new LinkedHashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final KillableEngine engine =
      new KillableEngine(environment, ends.scratch().folder().resolve("engine.err"));

  RestartRig(Clock clock) {
    try {
      EmbeddedRedis redis =
          EmbeddedRedis.start(
              new EmbeddedRedis.Options(
                  0,
                  Optional.of(ends.scratch().folder("redis")),
                  EmbeddedRedis.Persistence.APPEND_ONLY,
                  List.of()));
      ends.add(redis::close);
      pids.put("redis", redis.process().pid());
      Child simulator =
          start(
              "simulator",
              Jvm.cached("simulator", Jvm.flags("-Xmx256m")),
              "trader.simulator.SimulatorMain",
              "--speed",
              "60");
      String url = "http://127.0.0.1:" + freePort();
      environment.put("REDIS_URL", redis.url());
      environment.put("CONTROL_KEY", SECRET);
      environment.put("OPS_API_TOKEN", SECRET);
      environment.put("ENGINE_URL", url);
      environment.put("ENGINE_PORT", url.substring(url.lastIndexOf(':') + 1));
      environment.put("DATA_DIR", ends.scratch().folder("data").toString());
      environment.put("LOG_DIR", ends.scratch().folder("log").toString());
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
      ends.add(engine::close);
      engine.start("trader.engine.Main", "--exit-with-stdin");
      pids.put("engine", engine.pid());
      try (JedisDeskStore store = new JedisDeskStore(redis.address(), clock)) {
        new Grants(store, ControlKey.of(SECRET), clock).letTrade();
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Child start(String name, List<String> jvm, String main, String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.add("--exit-with-stdin");
    Child child =
        Child.start(
            name, jvm, main, all, environment, ends.scratch().folder().resolve(name + ".err"));
    ends.add(child::close);
    pids.put(name, child.pid());
    return child;
  }

  /** Waits until the engine holds a protected position; false where none came in time. */
  boolean awaitPosition() {
    return engine.comesToHold(1, POSITION_PATIENCE);
  }

  /** Resident memory of each process, in MiB. */
  Map<String, Long> residentMib() {
    Map<String, Long> mib = new LinkedHashMap<>();
    pids.forEach((name, pid) -> mib.put(name, Math.round(Machine.residentMib(pid))));
    return mib;
  }

  /** Kills the engine and starts it again. */
  KillableEngine.Recovery restart() {
    KillableEngine.Recovery recovery = engine.recover(0);
    pids.put("engine", engine.pid());
    return recovery;
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
    ends.close();
  }
}

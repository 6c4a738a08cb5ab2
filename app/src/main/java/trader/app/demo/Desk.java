package trader.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trader.app.process.Child;
import trader.app.process.Jvm;
import trader.control.Color;
import trader.control.EngineState;
import trader.redis.embedded.EmbeddedRedis;
import trader.redis.jedis.JedisDeskStore;

/** Everything that the demo runs: started together, ended together. */
final class Desk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TRADING_PATIENCE = Duration.ofSeconds(20);
  private static final Duration FIRST_FILL_PATIENCE = Duration.ofSeconds(8);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final String MARK = ".trader-demo";

  private final DemoOptions options;
  private final PrintWriter out;
  private final Map<String, String> secrets;
  private final Path home;
  private final Path log;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Map<String, String> addresses = new TreeMap<>();
  private final Map<String, String> engineEnvironment = new HashMap<>();
  private @Nullable EmbeddedRedis redis;
  private @Nullable Child simulator;
  private @Nullable Child engine;
  private @Nullable Child bot;
  private @Nullable Chats chats;
  private boolean prepared;
  private String reach = "";
  private String prices = "";

  Desk(DemoOptions options, PrintWriter out, Map<String, String> secrets) {
    this.options = options;
    this.out = out;
    this.secrets = secrets;
    this.home = options.dir.toAbsolutePath().normalize();
    this.log = home.resolve("log");
  }

  void start() {
    prepareFolder();
    out.println("starting Redis, the simulated exchange, the engine and the ops bot …");
    EmbeddedRedis server =
        EmbeddedRedis.start(
            new EmbeddedRedis.Options(
                options.redisPort,
                Optional.of(home.resolve("redis")),
                EmbeddedRedis.Persistence.APPEND_ONLY,
                List.of()));
    redis = server;
    simulator =
        Child.start(
            "simulator",
            jvm("simulator", "-Xmx256m"),
            "trader.simulator.SimulatorMain",
            simulatorArguments(),
            Map.of(),
            log.resolve("simulator.err"));
    int enginePort = Demo.freePort();
    Map<String, String> common = new HashMap<>(secrets);
    common.put("REDIS_URL", server.url());
    common.put("ENGINE_URL", "http://127.0.0.1:" + enginePort);
    common.put("LOG_DIR", log.toString());
    common.put("SNAPSHOT_DIR", home.resolve("snapshots").toString());
    Map<String, String> botEnvironment = new HashMap<>(common);
    if (options.chat) {
      Chats started = new Chats(jvm("chats", "-Xmx128m", "-XX:TieredStopAtLevel=1"), home, log);
      chats = started;
      botEnvironment.putAll(started.environment());
      addresses.put("page", started.page());
    }
    bot =
        Child.start(
            "bot",
            jvm("bot", "-Xmx256m", "-XX:TieredStopAtLevel=1"),
            "trader.bot.Main",
            List.of("--port", "0", "--exit-with-stdin"),
            botEnvironment,
            log.resolve("bot.err"));
    Child exchange = simulator;
    engineEnvironment.putAll(common);
    engineEnvironment.put("ENGINE_PORT", Integer.toString(enginePort));
    engineEnvironment.put("DATA_DIR", home.resolve("data").toString());
    engineEnvironment.put("BINANCE_SPOT_URL", exchange.said("binance-spot", PATIENCE));
    engineEnvironment.put("BINANCE_API_KEY", exchange.said("key", PATIENCE));
    engineEnvironment.put("BINANCE_API_SECRET", exchange.said("secret", PATIENCE));
    engineEnvironment.put("STRATEGY_BAR_SEC", "1");
    engineEnvironment.put("WARM_UP_SEC", "5");
    engineEnvironment.put("MAX_NOTIONAL_PER_ORDER", "1000");
    engineEnvironment.put("MAX_TOTAL_NOTIONAL", "3000");
    prices = exchange.said("prices", PATIENCE);
    startEngine();
    try (JedisDeskStore store = new JedisDeskStore(server.address(), Clock.systemUTC())) {
      new FirstGrants(store, secrets.getOrDefault("CONTROL_KEY", ""), Clock.systemUTC()).give();
    }
    addresses.put("redis", server.url());
    addresses.put("simulator", exchange.said("binance-spot", PATIENCE));
    addresses.put("bot", bot.said("bot", PATIENCE));
    writeEnvironment();
  }

  /** What another terminal, and the prompt, need to reach this desk. */
  Map<String, String> operatorEnvironment() {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.putAll(secrets);
    environment.put("REDIS_URL", addresses.getOrDefault("redis", ""));
    environment.put("ENGINE_URL", addresses.getOrDefault("engine", ""));
    environment.put("LOG_DIR", log.toString());
    environment.put("DATA_DIR", home.resolve("data").toString());
    environment.put("BINANCE_SPOT_URL", addresses.getOrDefault("simulator", ""));
    environment.put("SNAPSHOT_DIR", home.resolve("snapshots").toString());
    return environment;
  }

  void introduce() {
    int redisPort = redis == null ? 0 : redis.port();
    long pid = engine == null ? 0 : engine.pid();
    out.println();
    out.println("This is a demo: " + reach + ".");
    out.println("Prices: " + prices + ", " + plain(options.speed) + " times as fast.");
    out.println();
    for (String name : List.of("redis", "engine", "bot", "simulator", "page")) {
      if (addresses.containsKey(name)) {
        out.println(name + "=" + addresses.get(name));
      }
    }
    out.println();
    out.println("Five things to try:");
    suggest("/status", "what trades now, and why or why not");
    suggest("/mode halt incident drill", "stop it; the reply says what is confirmed");
    suggest("redis-cli -p " + redisPort + " set mode halt", "the same without this prompt");
    suggest("/mode auto drill is over", "start again: a preview, then /confirm");
    suggest("kill -9 " + pid, "it comes back as it was, nothing doubled");
    if (options.chat) {
      suggest(addresses.getOrDefault("page", ""), "the same as alice or bob, in Slack or Telegram");
    }
    suggest(
        addresses.getOrDefault("bot", ""),
        "the web console; OPS_API_TOKEN is in " + home.getFileName() + "/demo.env");
    out.println("In another terminal: ./trader status. Logs: " + log + ". Ctrl-C ends everything.");
    out.println();
  }

  private void suggest(String command, String effect) {
    out.println("  %-38s %s".formatted(command, effect));
  }

  /** Waits until new orders may leave, and a little longer for the first fill. */
  void awaitTrading() {
    try (JedisDeskStore store =
        new JedisDeskStore(java.util.Objects.requireNonNull(redis).address(), Clock.systemUTC())) {
      if (await(store, TRADING_PATIENCE, state -> state.tradingEnabled() || !wantsToTrade(state))) {
        await(
            store,
            FIRST_FILL_PATIENCE,
            state -> !state.positions().isEmpty() || !wantsToTrade(state));
      } else {
        out.println("the engine does not trade yet; /why says what holds it");
      }
    }
  }

  @Override
  public void close() {
    closing.set(true);
    Stream.of(Optional.ofNullable(bot), Optional.ofNullable(engine), Optional.ofNullable(simulator))
        .flatMap(Optional::stream)
        .parallel()
        .forEach(Child::close);
    if (chats != null) {
      chats.close();
    }
    if (redis != null) {
      redis.close();
    }
    if (!prepared) {
      return;
    }
    try {
      Files.deleteIfExists(environmentFile());
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's environment file cannot be removed", e);
    }
  }

  /** Starts the engine, and again whenever it dies, as a service manager would. */
  private void startEngine() {
    Child started =
        Child.start(
            "engine",
            Jvm.cached("engine", Jvm.engine()),
            "trader.engine.Main",
            List.of("--exit-with-stdin"),
            engineEnvironment,
            log.resolve("engine.err"));
    engine = started;
    var _ =
        started
            .ended()
            .thenAccept(status -> {
              if (!closing.get()) {
                out.println();
                out.println("the engine died (exit status " + status + "); starting it again");
                startEngine();
              }
            });
    addresses.put("engine", started.said("engine", PATIENCE));
    reach = started.said("reach", PATIENCE);
  }

  private static List<String> jvm(String program, String... more) {
    return Jvm.cached(program, Jvm.flags(more));
  }

  private List<String> simulatorArguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of("--port", "0", "--exit-with-stdin", "--speed", plain(options.speed)));
    if (options.data != null) {
      arguments.addAll(List.of("--data", options.data.toAbsolutePath().toString()));
    }
    if (options.generated != null) {
      arguments.addAll(List.of("--seed", options.generated.toString()));
    }
    return arguments;
  }

  private static boolean wantsToTrade(EngineState state) {
    return state.modeEffective() == trader.control.Mode.AUTO;
  }

  private static boolean await(
      JedisDeskStore store, Duration patience, Predicate<EngineState> until) {
    Clock clock = Clock.systemUTC();
    long deadline = clock.millis() + patience.toMillis();
    while (clock.millis() < deadline) {
      if (store.engineState(Color.BLUE).filter(until).isPresent()) {
        return true;
      }
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** Clears what an earlier demo left, and never a folder that no demo made. */
  private void prepareFolder() {
    try {
      Path mark = home.resolve(MARK);
      if (Files.exists(home) && !Files.exists(mark) && !isEmpty(home)) {
        throw new IllegalStateException(
            "the folder " + home + " holds something else; name an empty one with --dir");
      }
      if (!options.keep && Files.exists(home)) {
        try (Stream<Path> files = Files.walk(home)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
      Files.createDirectories(log);
      Files.createDirectories(home.resolve("redis"));
      Files.writeString(mark, "a demo's folder, cleared by the next demo\n");
      prepared = true;
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + home + " cannot be prepared", e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /** Read by the launcher, so that {@code ./trader status} in another terminal finds this desk. */
  private void writeEnvironment() {
    StringBuilder text = new StringBuilder();
    text.append("DEMO_PID=").append(ProcessHandle.current().pid()).append('\n');
    Map<String, String> environment = operatorEnvironment();
    for (String name :
        List.of(
            "REDIS_URL",
            "ENGINE_URL",
            "CONTROL_KEY",
            "OPS_API_TOKEN",
            "LOG_DIR",
            "DATA_DIR",
            "BINANCE_SPOT_URL",
            "SNAPSHOT_DIR")) {
      text.append(name).append("='").append(environment.get(name)).append("'\n");
    }
    try {
      Path file = environmentFile();
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's environment file cannot be written", e);
    }
  }

  private Path environmentFile() {
    return home.resolve("demo.env");
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}

package trader.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import trader.control.ControlKey;
import trader.engine.venue.VenueName;
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

  private static final int TRADES_PER_SECOND = 10;
  private static final String BUSY_BAR = "250";
  private static final String HOLDING_BAR = "1000";
  private static final String SECRET = "a key that lives as long as this benchmark";
  private final Ends ends = new Ends();
  private final Map<String, String> environment = new HashMap<>();
  private final KillableEngine engine =
      new KillableEngine(environment, ends.scratch().folder().resolve("engine.err"));
  private final Simulator simulator;
  private final VenueServer server;

  RecoveryRig(VenueName venue, Clock clock) {
    try {
      EmbeddedRedis redis =
          EmbeddedRedis.start(
              new EmbeddedRedis.Options(
                  0,
                  Optional.of(ends.scratch().folder("redis")),
                  EmbeddedRedis.Persistence.APPEND_ONLY,
                  List.of()));
      ends.add(redis::close);
      simulator = Simulator.start(settings());
      ends.add(simulator::close);
      server = simulator.venue(venue.text());
      ends.add(engine::close);
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
    environment.put("DATA_DIR", ends.scratch().folder("data").toString());
    environment.put("LOG_DIR", ends.scratch().folder("log").toString());
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
    engine.start(BusyEngine.class.getName(), BusyEngine.BUSY, BUSY_BAR);
    engine.await("history of " + orders + " orders", () -> server.witness().orderCount() >= orders);
    engine.end();
  }

  /** Lets an engine hold all positions. */
  void hold() {
    engine.start(BusyEngine.class.getName(), BusyEngine.HOLDING, HOLDING_BAR);
    engine.awaitSafe(POSITIONS);
  }

  /** Kills the engine and starts it again. */
  KillableEngine.Recovery recover() {
    return engine.recover(POSITIONS);
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
    try (Stream<Path> files = Files.walk(ends.scratch().folder("data"))) {
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

  @Override
  public void close() {
    ends.close();
  }
}

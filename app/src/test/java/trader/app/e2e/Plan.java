package trader.app.e2e;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import trader.engine.venue.VenueName;
import trader.redis.embedded.EmbeddedRedis;
import trader.simulator.Simulator;
import trader.simulator.binance.Limits;

/**
 * What is to run.
 *
 * @param barMillis of the busy engine's bars; 0 for the product's own engine and strategy
 * @param tradesPerSecond of the exchange
 * @param environment more for the engine
 * @param venue which of the exchange's venues it trades
 * @param cash what the account holds at first, of what everything is paid in
 * @param limits how much the venue lets it ask for
 */
record Plan(
    int barMillis,
    int tradesPerSecond,
    Map<String, String> environment,
    VenueName venue,
    BigDecimal cash,
    Limits limits) {
  private static final BigDecimal USUAL_CASH = new BigDecimal("10000");

  private Plan(int barMillis, int tradesPerSecond) {
    this(barMillis, tradesPerSecond, Map.of(), VenueName.BINANCE_SPOT, USUAL_CASH, Limits.none());
  }

  /** The product's own engine at a quiet market. */
  static Plan quiet() {
    return new Plan(0, 100);
  }

  /** An engine that is always about to send something. */
  static Plan busy() {
    return new Plan(25, 400);
  }

  /** An engine that enters and exits all the time at a venue, in sizes that each venue takes. */
  static Plan at(VenueName venue) {
    return new Plan(
        500,
        50,
        Map.of(
            "MAX_NOTIONAL_PER_ORDER",
            "1000",
            "MAX_TOTAL_NOTIONAL",
            "3000",
            "STRATEGY_BAR_SEC",
            "60"),
        venue,
        USUAL_CASH,
        Limits.none());
  }

  /**
   * An engine that enters and exits at a venue in orders so large that the book fills some of them
   * in parts, and that takes profit. Kraken spot's book is deep: only larger ones leave a rest that
   * is filled later, so that a stop has to be changed.
   */
  static Plan crash(VenueName venue) {
    boolean deep = venue == VenueName.KRAKEN_SPOT;
    return new Plan(
        250,
        50,
        Map.of(
            "MAX_NOTIONAL_PER_ORDER",
            deep ? "45000" : "9000",
            "MAX_TOTAL_NOTIONAL",
            deep ? "100000" : "20000",
            "TAKE_PROFIT_MULTIPLE",
            "2",
            "STOP_REPAIR_BUDGET",
            "1000",
            "STRATEGY_BAR_SEC",
            "60"),
        venue,
        new BigDecimal("1000000"),
        Limits.none());
  }

  /** An engine that wants more than a venue allows, at the limits that the venue documents. */
  static Plan eager(VenueName venue) {
    Map<String, String> environment = new HashMap<>(at(venue).environment);
    environment.put("MAX_ORDERS_PER_SECOND", "1000");
    environment.put("MAX_ORDERS_PER_POSITION", "100000");
    environment.put("STOP_REPAIR_BUDGET", "1000");
    return new Plan(50, 50, environment, venue, new BigDecimal("1000000"), Limits.documented());
  }

  /** What the engine is started with. */
  Map<String, String> engineEnvironment(EmbeddedRedis redis, Simulator simulator, Path directory) {
    Map<String, String> all = shared(redis, directory);
    all.put("ENGINE_PORT", "0");
    all.put("VENUES", venue.text());
    all.put(venue.urlVariable(), "http://127.0.0.1:" + simulator.venue(venue.text()).port());
    all.put(venue.keyVariable(), simulator.apiKey());
    all.put(venue.secretVariable(), simulator.apiSecret());
    all.put("STRATEGY_BAR_SEC", "1");
    all.put("WARM_UP_SEC", "0");
    all.put("MAX_NOTIONAL_PER_ORDER", "12");
    all.put("MAX_TOTAL_NOTIONAL", "100");
    all.put("MAX_DD_DAILY", "0.9");
    all.put("MAX_ORDERS_PER_SECOND", "1000");
    all.put("MAX_ORDERS_PER_POSITION", "1000000");
    all.putAll(environment);
    return all;
  }

  /** What an operator's shell has in its environment. */
  static Map<String, String> operatorEnvironment(
      EmbeddedRedis redis, EngineHandle engine, Path directory) {
    Map<String, String> all = shared(redis, directory);
    all.put("ENGINE_URL", engine.url());
    all.put("SNAPSHOT_DIR", directory.resolve("snapshots").toString());
    return all;
  }

  private static Map<String, String> shared(EmbeddedRedis redis, Path directory) {
    Map<String, String> all = new HashMap<>();
    all.put("REDIS_URL", redis.url());
    all.put("CONTROL_KEY", TestDesk.SECRET);
    all.put("OPS_API_TOKEN", TestDesk.TOKEN);
    all.put("DATA_DIR", directory.resolve("data").toString());
    all.put("LOG_DIR", directory.resolve("log").toString());
    return all;
  }
}

package trader.engine.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.control.Color;
import trader.control.ControlKey;
import trader.control.InstrumentId;
import trader.engine.core.ControlEvent.Protection;
import trader.engine.core.ControlEvent.RiskLimits;
import trader.engine.venue.Adapters;
import trader.engine.venue.VenueAccess;
import trader.engine.venue.VenueName;
import trader.redis.RedisAddress;
import trader.venues.kraken.spot.KrakenTier;

/**
 * Everything an engine is told by its environment.
 *
 * @param controlKey verifies grants; without one no grant verifies, so nothing raises risk
 * @param apiToken opens the engine's changing endpoints; without one they are closed
 * @param port of the HTTP server, 0 for any free one
 * @param dataDir where the journal, {@code trades.db} and {@code portfolio.json} are kept
 * @param logDir where {@code orders.jsonl} is kept
 * @param marketVenue the venue that this engine trades
 * @param reach what orders can reach
 * @param paperCash what a fresh paper account holds
 * @param bookLevels how many levels of order books are shown, 0 for no books
 */
public record EngineSettings(
    Color color,
    RedisAddress redis,
    Optional<ControlKey> controlKey,
    Optional<String> apiToken,
    String host,
    int port,
    Path dataDir,
    Path logDir,
    List<InstrumentId> instruments,
    String quoteAsset,
    Duration barInterval,
    VenueAccess marketVenue,
    Reach reach,
    boolean tradingEnabled,
    BigDecimal paperCash,
    RiskLimits limits,
    Protection protection,
    int bookLevels) {

  private static final int PAST_BARS = 200;
  private static final int BLUE_PORT = 8003;
  private static final int GREEN_PORT = 8013;
  private static final long MICROS = 1_000_000;
  private static final int MOST_BOOK_LEVELS = 1_000;

  /** Nothing listens there. */
  private static final RedisAddress NO_DESK = RedisAddress.parse("redis://127.0.0.1:1");

  /** Reads the environment. Throws {@link SettingsException} naming every fault. */
  public static EngineSettings read(Map<String, String> variables) {
    Environment env = new Environment(variables);
    Color color =
        env.read(
            "ENGINE_COLOR",
            Color.BLUE,
            Color.allowed(),
            text -> Color.parse(text).orElseThrow(IllegalArgumentException::new));
    if (env.text("MAX_NOTIONAL_USDT").isPresent()) {
      env.fault("MAX_NOTIONAL_USDT is not read; set MAX_NOTIONAL_PER_ORDER instead");
    }
    Duration bar =
        env.read(
            "STRATEGY_BAR_SEC",
            Duration.ofMinutes(1),
            "the seconds of a venue's bar: 1, 60, 180, 300, 900, 3600, 14400 or 86400",
            text -> Duration.ofSeconds(Long.parseLong(text)));
    VenueAccess venue = venue(env, bar);
    Reach reach =
        new Reach(
            venue.real(),
            venue.base().getScheme() + "://" + venue.base().getRawAuthority(),
            env.flag("DRY_RUN", true),
            env.read(
                "EXEC_MODE",
                false,
                "paper or live",
                text ->
                    switch (text) {
                      case "live" -> true;
                      case "paper" -> false;
                      default -> throw new IllegalArgumentException("neither");
                    }),
            env.flag("I_UNDERSTAND_LIVE", false),
            venue.keys().isPresent(),
            false);
    boolean trading = env.flag("TRADING_ENABLED", true);
    boolean exchangeTrading = env.flag("EXCHANGE_TRADING_ENABLED", true);
    EngineSettings settings =
        new EngineSettings(
            color,
            env.read(
                "REDIS_URL",
                RedisAddress.parse("redis://127.0.0.1:6379"),
                "an address such as redis://127.0.0.1:6379",
                RedisAddress::parse),
            env.text("CONTROL_KEY").flatMap(secret -> controlKey(env, secret)),
            env.text("OPS_API_TOKEN"),
            env.text("ENGINE_BIND").orElse("127.0.0.1"),
            env.whole("ENGINE_PORT", color == Color.BLUE ? BLUE_PORT : GREEN_PORT, 0, 65_535),
            Path.of(env.text("DATA_DIR").orElse("run/data")).resolve(color.text()),
            Path.of(env.text("LOG_DIR").orElse("run/log")),
            instruments(env, venue.venue()),
            venue.venue().quote(),
            bar,
            venue,
            reach,
            trading && exchangeTrading,
            env.decimal("PAPER_CASH", "10000", "0", "1000000000"),
            limits(env),
            protection(env),
            env.whole("BOOK_LEVELS", 0, 0, MOST_BOOK_LEVELS));
    if (!env.faults().isEmpty()) {
      throw new SettingsException(env.faults());
    }
    return settings;
  }

  private static RiskLimits limits(Environment env) {
    BigDecimal total = env.decimal("MAX_TOTAL_NOTIONAL", "200", "0", "1000000000");
    return new RiskLimits(
        env.decimal("MAX_NOTIONAL_PER_ORDER", "50", "0", "1000000000"),
        total,
        env.decimal("MAX_DD_DAILY", "0.03", "0.0001", "1"),
        env.decimal("PRICE_COLLAR", "0.02", "0.0001", "1"),
        env.whole("MAX_ORDERS_PER_SECOND", 5, 1, 1_000),
        env.decimal("RISK_PER_TRADE", "0.01", "0.0001", "1"),
        env.whole("MARKET_DATA_MAX_AGE_SEC", 10, 1, 86_400) * MICROS,
        env.whole("WARM_UP_SEC", 60, 0, 86_400) * MICROS,
        env.whole("GRANT_MAX_AGE_SEC", 60, 1, 3_600) * MICROS,
        env.whole("UNKNOWN_GRACE_MS", 4_000, 100, 120_000) * 1_000L,
        env.whole("RECONCILE_INTERVAL_SEC", 60, 1, 86_400) * MICROS,
        env.whole("PROPOSAL_TTL_SEC", 60, 1, 3_600) * MICROS,
        env.decimal("MAX_TOTAL_EXPOSURE", total.toPlainString(), "0", "1000000000"));
  }

  private static Protection protection(Environment env) {
    return new Protection(
        env.flag("STOP_VALIDATOR_REPAIR", true),
        env.whole("STOP_REPAIR_BUDGET", 5, 1, 1_000),
        env.whole("STOP_REPAIR_WINDOW_SEC", 600, 1, 86_400) * MICROS,
        env.whole("STOP_TRIGGERED_MS", 3_000, 100, 600_000) * 1_000L,
        env.decimal("TAKE_PROFIT_MULTIPLE", "0", "0", "100"),
        env.whole("MAX_ORDERS_PER_POSITION", 50, 1, 1_000_000),
        60 * MICROS,
        env.whole("STOP_LOST_MS", 300, 50, 60_000) * 1_000L);
  }

  private static List<InstrumentId> instruments(Environment env, VenueName venue) {
    return env.read(
        "TRADE_SYMBOLS",
        List.of(venue.usual()),
        "symbols such as BTC/" + venue.quote() + ", parted by commas, quoted in " + venue.quote(),
        text ->
            Arrays.stream(text.split(","))
                .map(symbol -> instrument(venue, symbol))
                .peek(id -> {
                  if (!id.symbol().endsWith(venue.quote()) || !id.venue().equals(venue.code())) {
                    throw new IllegalArgumentException(
                        "not quoted in " + venue.quote() + " on " + venue.code());
                  }
                })
                .distinct()
                .toList());
  }

  private static InstrumentId instrument(VenueName venue, String symbol) {
    try {
      return Adapters.instrument(venue, symbol);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "TRADE_SYMBOLS has '" + symbol + "': " + e.getMessage(), e);
    }
  }

  private static VenueName venueName(Environment env) {
    String text = env.text("VENUES").orElse(VenueName.BINANCE_SPOT.text());
    List<String> names =
        Arrays.stream(text.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
    if (names.size() > 1) {
      env.fault(
          "VENUES is '"
              + text
              + "'; one engine trades one venue: start an engine for each, with a DATA_DIR and an"
              + " ENGINE_PORT of its own");
      return VenueName.BINANCE_SPOT;
    }
    Optional<VenueName> venue = names.stream().findFirst().flatMap(VenueName::parse);
    if (venue.isEmpty()) {
      env.fault("VENUES is '" + text + "'; it may be one of " + VenueName.allowed());
    }
    return venue.orElse(VenueName.BINANCE_SPOT);
  }

  private static VenueAccess venue(Environment env, Duration bar) {
    VenueName name = venueName(env);
    URI base =
        env.read(
            name.urlVariable(), name.real(), "a base such as http://127.0.0.1:9000", URI::create);
    KrakenTier tier =
        env.read("KRAKEN_TIER", KrakenTier.STARTER, KrakenTier.allowed(), KrakenTier::parse);
    VenueAccess access = new VenueAccess(name, base, keys(env, name), bar, PAST_BARS, tier);
    try {
      Adapters.check(access);
      return access;
    } catch (IllegalArgumentException e) {
      env.fault(
          name.text()
              + " cannot be traded with STRATEGY_BAR_SEC="
              + bar.toSeconds()
              + " and "
              + name.urlVariable()
              + "="
              + base
              + ": "
              + e.getMessage());
      return new VenueAccess(
          VenueName.BINANCE_SPOT,
          VenueName.BINANCE_SPOT.real(),
          Optional.empty(),
          Adapters.USUAL_BAR,
          PAST_BARS,
          tier);
    }
  }

  private static Optional<VenueAccess.Keys> keys(Environment env, VenueName venue) {
    Optional<String> key = env.text(venue.keyVariable());
    Optional<String> secret = env.text(venue.secretVariable());
    if (key.isPresent() != secret.isPresent()) {
      env.fault(
          venue.keyVariable()
              + " and "
              + venue.secretVariable()
              + " belong together; one of them is not set");
    }
    return key.flatMap(k -> secret.map(s -> new VenueAccess.Keys(k, s)));
  }

  /** The same with bars of another length for the strategies. */
  public EngineSettings withBarInterval(Duration bar) {
    return with(redis, dataDir, logDir, bar, reach, protection);
  }

  /** The same with positions protected otherwise. */
  public EngineSettings withProtection(Protection other) {
    return with(redis, dataDir, logDir, barInterval, reach, other);
  }

  /**
   * The same for one who only looks: nothing leaves for the venue, no desk is heard or told, and
   * everything is written to {@code folder}.
   */
  public EngineSettings lookingOnly(Path folder) {
    return with(NO_DESK, folder, folder, barInterval, reach.lookingOnly(), protection);
  }

  private EngineSettings with(
      RedisAddress newRedis,
      Path newDataDir,
      Path newLogDir,
      Duration bar,
      Reach newReach,
      Protection newProtection) {
    return new EngineSettings(
        color,
        newRedis,
        controlKey,
        apiToken,
        host,
        port,
        newDataDir,
        newLogDir,
        instruments,
        quoteAsset,
        bar,
        marketVenue,
        newReach,
        tradingEnabled,
        paperCash,
        limits,
        newProtection,
        bookLevels);
  }

  private static Optional<ControlKey> controlKey(Environment env, String secret) {
    try {
      return Optional.of(ControlKey.of(secret));
    } catch (IllegalArgumentException e) {
      env.fault(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Never shows a secret. */
  @Override
  public String toString() {
    return "EngineSettings[color="
        + color.text()
        + ", redis="
        + redis
        + ", port="
        + port
        + ", dataDir="
        + dataDir
        + ", instruments="
        + instruments
        + ", reach="
        + reach.line()
        + "]";
  }
}

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
import trader.engine.core.ControlEvent.RiskLimits;
import trader.redis.RedisAddress;
import trader.venues.net.ApiCredentials;
import trader.venues.binance.BinanceSpotSettings;

/**
 * Everything an engine is told by its environment.
 *
 * @param controlKey verifies grants; without one no grant verifies, so nothing raises risk
 * @param apiToken opens the engine's changing endpoints; without one they are closed
 * @param port of the HTTP server, 0 for any free one
 * @param dataDir where the journal is kept
 * @param marketVenue how Binance spot is reached
 * @param reach what orders can reach
 * @param paperCash what a fresh paper account holds
 */
public record EngineSettings(
    Color color,
    RedisAddress redis,
    Optional<ControlKey> controlKey,
    Optional<String> apiToken,
    String host,
    int port,
    Path dataDir,
    List<InstrumentId> instruments,
    String quoteAsset,
    Duration barInterval,
    BinanceSpotSettings marketVenue,
    Reach reach,
    boolean tradingEnabled,
    BigDecimal paperCash,
    RiskLimits limits) {

  private static final String VENUE = "BINANCE";
  private static final int PAST_BARS = 200;
  private static final int BLUE_PORT = 8003;
  private static final int GREEN_PORT = 8013;
  private static final long MICROS = 1_000_000;

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
    URI base =
        env.read(
            "BINANCE_SPOT_URL",
            BinanceSpotSettings.REAL,
            "a base such as http://127.0.0.1:9000",
            URI::create);
    Optional<ApiCredentials> credentials = credentials(env);
    BinanceSpotSettings venue = venue(env, base, credentials, bar);
    Reach reach =
        new Reach(
            venue.real(),
            base.getScheme() + "://" + base.getRawAuthority(),
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
            credentials.isPresent());
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
            instruments(env),
            "USDT",
            bar,
            venue,
            reach,
            trading && exchangeTrading,
            env.decimal("PAPER_CASH", "10000", "0", "1000000000"),
            limits(env));
    if (!env.faults().isEmpty()) {
      throw new SettingsException(env.faults());
    }
    return settings;
  }

  private static RiskLimits limits(Environment env) {
    return new RiskLimits(
        env.decimal("MAX_NOTIONAL_PER_ORDER", "50", "0", "1000000000"),
        env.decimal("MAX_TOTAL_NOTIONAL", "200", "0", "1000000000"),
        env.decimal("MAX_DD_DAILY", "0.03", "0.0001", "1"),
        env.decimal("PRICE_COLLAR", "0.02", "0.0001", "1"),
        env.whole("MAX_ORDERS_PER_SECOND", 5, 1, 1_000),
        env.decimal("RISK_PER_TRADE", "0.01", "0.0001", "1"),
        env.whole("MARKET_DATA_MAX_AGE_SEC", 10, 1, 86_400) * MICROS,
        env.whole("WARM_UP_SEC", 60, 0, 86_400) * MICROS,
        env.whole("GRANT_MAX_AGE_SEC", 60, 1, 3_600) * MICROS,
        env.whole("UNKNOWN_GRACE_MS", 4_000, 100, 120_000) * 1_000L,
        env.whole("RECONCILE_INTERVAL_SEC", 60, 1, 86_400) * MICROS,
        env.whole("PROPOSAL_TTL_SEC", 60, 1, 3_600) * MICROS);
  }

  private static List<InstrumentId> instruments(Environment env) {
    return env.read(
        "TRADE_SYMBOLS",
        List.of(new InstrumentId("BTCUSDT", VENUE)),
        "symbols such as BTC/USDT, parted by commas, quoted in USDT",
        text ->
            Arrays.stream(text.split(","))
                .map(symbol -> InstrumentId.parse(symbol, VENUE))
                .peek(id -> {
                  if (!id.symbol().endsWith("USDT") || !id.venue().equals(VENUE)) {
                    throw new IllegalArgumentException("not quoted in USDT on " + VENUE);
                  }
                })
                .distinct()
                .toList());
  }

  private static Optional<ApiCredentials> credentials(Environment env) {
    Optional<String> key = env.text("BINANCE_API_KEY");
    Optional<String> secret = env.text("BINANCE_API_SECRET");
    if (key.isPresent() != secret.isPresent()) {
      env.fault("BINANCE_API_KEY and BINANCE_API_SECRET belong together; one of them is not set");
    }
    try {
      return key.flatMap(k -> secret.map(s -> new ApiCredentials(k, s)));
    } catch (IllegalArgumentException e) {
      env.fault("BINANCE_API_KEY, BINANCE_API_SECRET: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static BinanceSpotSettings venue(
      Environment env, URI base, Optional<ApiCredentials> credentials, Duration bar) {
    try {
      return BinanceSpotSettings.at(base, credentials, bar, PAST_BARS);
    } catch (IllegalArgumentException e) {
      env.fault(String.valueOf(e.getMessage()));
      return BinanceSpotSettings.at(
          BinanceSpotSettings.REAL, credentials, Duration.ofMinutes(1), PAST_BARS);
    }
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

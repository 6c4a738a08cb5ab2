package trader.engine.core.kit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trader.control.Color;
import trader.control.InstrumentId;
import trader.engine.core.Bar;
import trader.engine.core.ControlEvent.CoreSettings;
import trader.engine.core.ControlEvent.Protection;
import trader.engine.core.ControlEvent.RiskLimits;
import trader.engine.core.InstrumentRules;
import trader.engine.core.InstrumentRules.Kind;

/** Builders of the values that a core is made of and fed with. */
public final class CoreKit {
  /** The instrument that is traded. */
  public static final InstrumentId BTC = new InstrumentId("BTCUSDT", "BINANCE");

  /** A second one, for what must be kept apart. */
  public static final InstrumentId ETH = new InstrumentId("ETHUSDT", "BINANCE");

  /** When every story begins: a Monday noon, microseconds since the epoch. */
  public static final long NOON = Instant.parse("2026-01-05T12:00:00Z").toEpochMilli() * 1_000;

  /** A millisecond in microseconds. */
  public static final long MILLI = 1_000;

  /** A second in microseconds. */
  public static final long SECOND = 1_000_000;

  /** The length of a bar. */
  public static final long BAR = SECOND;

  private CoreKit() {}

  /** A decimal, exactly as written. */
  public static BigDecimal dec(String text) {
    return new BigDecimal(text);
  }

  /** The time that many microseconds since the epoch. */
  public static Instant time(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000);
  }

  /** A spot market whose orders can be amended. */
  public static final InstrumentId AMENDED = new InstrumentId("BTCUSDT", "KRAKEN");

  /** A perpetual whose stops are placed anew, and the old ones then cancelled. */
  public static final InstrumentId PERP = new InstrumentId("BTCUSDT", "BINANCE_FUTURES");

  /** A perpetual whose orders can be amended. */
  public static final InstrumentId AMENDED_PERP = new InstrumentId("BTCUSDT", "KRAKEN_FUTURES");

  /**
   * The venue's rules: ticks of 0.01, lots of 0.00001, at least 5 of notional; what is traded, and
   * whether orders are amended, as the venue's name says.
   */
  public static InstrumentRules rules(InstrumentId instrument) {
    return new InstrumentRules(
        instrument,
        instrument.symbol().replace("USDT", ""),
        "USDT",
        dec("0.01"),
        dec("0.00001"),
        dec("0.00001"),
        dec("100"),
        dec("5"),
        true,
        instrument.venue().endsWith("FUTURES") ? Kind.LINEAR_PERPETUAL : Kind.SPOT,
        instrument.venue().startsWith("KRAKEN"));
  }

  /** Bars of the past that end at {@code endMicros}, all at one price. */
  public static List<Bar> pastBars(long endMicros, int count, BigDecimal price) {
    List<Bar> bars = new ArrayList<>();
    for (int i = count; i > 0; i--) {
      bars.add(new Bar(endMicros - i * BAR, BAR, price, price, price, price, BigDecimal.ONE));
    }
    return bars;
  }

  /** Settings that a test changes where it has to. */
  public static Setup setup() {
    return new Setup();
  }

  /** What a core is made of; every method changes one thing. */
  public static final class Setup {
    private Color color = Color.BLUE;
    private long session = 1_767_614_400;
    private List<InstrumentId> instruments = List.of(BTC);
    private boolean dryRunBlocks;
    private boolean execPaper;
    private boolean tradingEnabled = true;
    private BigDecimal paperCash = dec("10000");
    private BigDecimal maxNotionalPerOrder = dec("1000");
    private BigDecimal maxTotalNotional = dec("5000");
    private BigDecimal maxDailyDrawdown = dec("0.03");
    private int maxOrdersPerSecond = 5;
    private BigDecimal riskPerTrade = dec("0.01");
    private @Nullable BigDecimal maxTotalExposure;
    private long warmUpMicros = 60 * SECOND;
    private long barMicros = BAR;
    private Protection protection =
        new Protection(true, 5, 600 * SECOND, 3 * SECOND, BigDecimal.ZERO, 500, 60 * SECOND);

    private Setup() {}

    /** How positions are protected. */
    public Setup protection(Protection value) {
      protection = value;
      return this;
    }

    /** Where profit is taken, in stop distances. */
    public Setup takeProfit(String multiple) {
      protection =
          new Protection(
              protection.repair(),
              protection.repairBudget(),
              protection.repairWindowMicros(),
              protection.triggeredMicros(),
              dec(multiple),
              protection.maxOrdersPerPosition(),
              protection.orderWindowMicros());
      return this;
    }

    /** The stop validator only alerts and halts. */
    public Setup noRepair() {
      protection =
          new Protection(
              false,
              protection.repairBudget(),
              protection.repairWindowMicros(),
              protection.triggeredMicros(),
              protection.takeProfitMultiple(),
              protection.maxOrdersPerPosition(),
              protection.orderWindowMicros());
      return this;
    }

    /** How many orders a position may cause within a minute. */
    public Setup ordersPerPosition(int most) {
      protection =
          new Protection(
              protection.repair(),
              protection.repairBudget(),
              protection.repairWindowMicros(),
              protection.triggeredMicros(),
              protection.takeProfitMultiple(),
              most,
              60 * SECOND);
      return this;
    }

    /** Another session. */
    public Setup session(long value) {
      session = value;
      return this;
    }

    /** The engine's own color. */
    public Setup color(Color value) {
      color = value;
      return this;
    }

    /** What is traded. */
    public Setup instruments(InstrumentId... value) {
      instruments = List.of(value);
      return this;
    }

    /** Dry run at a real exchange. */
    public Setup dryRun() {
      dryRunBlocks = true;
      return this;
    }

    /** EXEC_MODE=paper. */
    public Setup execPaper() {
      execPaper = true;
      return this;
    }

    /** TRADING_ENABLED=0. */
    public Setup tradingDisabled() {
      tradingEnabled = false;
      return this;
    }

    /** The limit of a single order. */
    public Setup maxNotionalPerOrder(String value) {
      maxNotionalPerOrder = dec(value);
      return this;
    }

    /** The limit of all together. */
    public Setup maxTotalNotional(String value) {
      maxTotalNotional = dec(value);
      return this;
    }

    /** The limit of all engines together; there is none otherwise. */
    public Setup maxTotalExposure(String value) {
      maxTotalExposure = dec(value);
      return this;
    }

    /** The day's greatest loss, as a fraction. */
    public Setup maxDailyDrawdown(String value) {
      maxDailyDrawdown = dec(value);
      return this;
    }

    /** The share of the deployable equity that one entry may lose. */
    public Setup riskPerTrade(String value) {
      riskPerTrade = dec(value);
      return this;
    }

    /** How long a resume observes. */
    public Setup warmUp(long micros) {
      warmUpMicros = micros;
      return this;
    }

    /** The length of a bar. */
    public Setup bar(long micros) {
      barMicros = micros;
      return this;
    }

    /** The limits. */
    public RiskLimits limits() {
      return new RiskLimits(
          maxNotionalPerOrder,
          maxTotalNotional,
          maxDailyDrawdown,
          dec("0.02"),
          maxOrdersPerSecond,
          riskPerTrade,
          10 * SECOND,
          warmUpMicros,
          60 * SECOND,
          2_500 * MILLI,
          60 * SECOND,
          60 * SECOND,
          maxTotalExposure);
    }

    /** The settings. */
    public CoreSettings settings() {
      return new CoreSettings(
          color,
          session,
          "USDT",
          instruments,
          barMicros,
          dryRunBlocks,
          execPaper,
          tradingEnabled,
          paperCash,
          limits(),
          protection);
    }
  }
}

package trader.app.bench;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.InstrumentId;
import trader.control.Mode;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.journal.JournalCodec;
import trader.simulator.matching.Side;
import trader.simulator.prices.PriceSource;

/**
 * A session as an engine's journal holds it, in memory: its configuration, the operator's grants,
 * then a market's trades and quotes with a timer event each minute.
 *
 * @param bytes from the first record to the last; read a {@link ByteBuffer#duplicate()}
 * @param trades how many of its events are trades
 * @param events how many there are in all
 */
record ReplayJournal(ByteBuffer bytes, long trades, long events) {
  static final long BAR_MICROS = 60_000_000;
  static final String QUOTE_ASSET = "USDT";
  static final BigDecimal CASH = new BigDecimal("10000");
  static final InstrumentId INSTRUMENT = new InstrumentId("BTCUSDT", "BINANCE");
  private static final int RECORD_BYTES = 160;
  private static final long TICK = 1_000_000;
  private static final int REST_BYTES = 1 << 20;
  private static final int VENUE_DECIMALS = 8;
  private static final long DAY_MICROS = 86_400_000_000L;

  /** Writes {@code count} events of a source, fewer where it ends before. */
  static ReplayJournal of(PriceSource source, int count) {
    ByteBuffer out = ByteBuffer.allocateDirect(RECORD_BYTES * count + REST_BYTES);
    JournalCodec codec = new JournalCodec();
    long trades = 0;
    long events = 0;
    long lastTick = 0;
    long lastPrice = 0;
    for (trader.simulator.prices.MarketEvent next = source.next();
        next instanceof trader.simulator.prices.MarketEvent.Print print && trades < count;
        next = source.next()) {
      long micros = print.timeMicros();
      if (trades == 0) {
        events += begin(codec, out, micros);
        lastTick = micros;
      }
      if (micros - lastTick >= BAR_MICROS) {
        codec.write(out, new ControlEvent.Tick(micros));
        lastTick = micros;
        events++;
      }
      codec.write(
          out,
          new MarketEvent.Trade(
              micros,
              INSTRUMENT,
              micros,
              ++trades,
              BigDecimal.valueOf(print.price(), VENUE_DECIMALS),
              BigDecimal.valueOf(print.quantity(), VENUE_DECIMALS),
              print.aggressor() == Side.SELL));
      events++;
      if (print.price() != lastPrice) {
        lastPrice = print.price();
        codec.write(out, quote(micros, lastPrice));
        events++;
      }
    }
    return new ReplayJournal(out.flip().asReadOnlyBuffer(), trades, events);
  }

  /** A recording of trades has no quotes: each new price brings one, a tick to either side. */
  private static MarketEvent.Quote quote(long micros, long price) {
    return new MarketEvent.Quote(
        micros,
        INSTRUMENT,
        BigDecimal.valueOf(price - TICK, VENUE_DECIMALS),
        BigDecimal.ONE,
        BigDecimal.valueOf(price + TICK, VENUE_DECIMALS),
        BigDecimal.ONE);
  }

  private static int begin(JournalCodec codec, ByteBuffer out, long micros) {
    codec.write(out, new ControlEvent.Configured(micros, settings(INSTRUMENT, QUOTE_ASSET)));
    codec.write(out, new ControlEvent.Restored(micros, Checkpoint.none()));
    codec.write(out, new VenueEvent.Listed(micros, rules()));
    codec.write(out, new MarketEvent.FeedStatus(micros, INSTRUMENT, true, "recorded"));
    codec.write(out, new ControlEvent.ControlRead(micros, micros, 0, grants(micros)));
    return 5;
  }

  /** An engine on paper that trades one instrument. */
  static ControlEvent.CoreSettings settings(InstrumentId instrument, String quoteAsset) {
    return new ControlEvent.CoreSettings(
        Color.BLUE,
        1,
        quoteAsset,
        java.util.List.of(instrument),
        BAR_MICROS,
        false,
        true,
        true,
        CASH,
        new ControlEvent.RiskLimits(
            new BigDecimal("1000"),
            new BigDecimal("3000"),
            new BigDecimal("0.2"),
            new BigDecimal("0.02"),
            5,
            new BigDecimal("0.01"),
            DAY_MICROS,
            0,
            BAR_MICROS,
            2_500_000,
            DAY_MICROS,
            60_000_000));
  }

  private static InstrumentRules rules() {
    return new InstrumentRules(
        INSTRUMENT,
        "BTC",
        QUOTE_ASSET,
        new BigDecimal("0.01"),
        new BigDecimal("0.00001"),
        new BigDecimal("0.00001"),
        new BigDecimal("9000"),
        new BigDecimal("5"),
        true);
  }

  private static Map<ControlLever, ControlEvent.LeverReading> grants(long micros) {
    Map<ControlLever, ControlEvent.LeverReading> grants = new EnumMap<>(ControlLever.class);
    for (ControlLever lever : ControlLever.values()) {
      String value = granted(lever);
      grants.put(
          lever,
          new ControlEvent.LeverReading(
              value, Optional.ofNullable(value).map(text -> desk(lever, text, micros))));
    }
    return grants;
  }

  private static @Nullable String granted(ControlLever lever) {
    return switch (lever) {
      case MODE -> Mode.AUTO.text();
      case COLOR -> Color.BLUE.text();
      case CAPITAL -> CapitalStage.P30.text();
      case PAUSE, KILL -> null;
    };
  }

  private static ControlEvent.Desk desk(ControlLever lever, String value, long micros) {
    return new ControlEvent.Desk(
        value,
        1,
        "replay-" + lever.text(),
        "bench",
        "measuring",
        Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
        true);
  }
}

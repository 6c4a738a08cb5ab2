package trader.app.bench;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Strategy;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;
import org.ta4j.core.rules.AverageTrueRangeStopLossRule;
import org.ta4j.core.rules.OverIndicatorRule;
import org.ta4j.core.rules.UnderIndicatorRule;
import trader.engine.core.Bar;
import trader.engine.core.MarketEvent;
import trader.engine.core.journal.JournalCodec;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.market.BarBuilder;

/**
 * ta4j's own backtest of the same bars and the same rule: averages of 9 and 21 bars, a stop 2.5
 * average true ranges below. It has no orders, no rails, no money and no journal.
 */
final class Ta4jBacktest {
  private static final DoubleNumFactory DOUBLES = DoubleNumFactory.getInstance();
  private static final int FAST = 9;
  private static final int SLOW = 21;
  private static final int RANGE = 14;
  private static final double STOP_RANGES = 2.5;
  private static final int SETTLING_BARS = 3 * SLOW;

  /** How many bars there were, and how many positions it took. */
  record Outcome(int bars, int positions) {}

  private Ta4jBacktest() {}

  /** Builds the bars from the journal's bytes, as the core does, and runs the rule over them. */
  static Outcome run(ReplayJournal journal) {
    BarSeries series = new BaseBarSeriesBuilder().withNumFactory(DOUBLES).build();
    BarBuilder builder = new BarBuilder(ReplayJournal.BAR_MICROS);
    JournalCodec codec = new JournalCodec();
    ByteBuffer bytes = journal.bytes().duplicate();
    for (JournalRecord record = codec.read(bytes); record != null; record = codec.read(bytes)) {
      if (record instanceof JournalRecord.Happened(MarketEvent.Trade trade)) {
        @Nullable Bar closed = builder.add(trade.venueMicros(), trade.price(), trade.qty());
        if (closed != null) {
          series.addBar(converted(closed));
        }
      }
    }
    return new Outcome(
        series.getBarCount(), new BarSeriesManager(series).run(rule(series)).getPositionCount());
  }

  private static Strategy rule(BarSeries series) {
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    EMAIndicator fast = new EMAIndicator(close, FAST);
    EMAIndicator slow = new EMAIndicator(close, SLOW);
    return new BaseStrategy(
        "trend",
        new OverIndicatorRule(fast, slow).and(new OverIndicatorRule(close, slow)),
        new UnderIndicatorRule(fast, slow)
            .or(new AverageTrueRangeStopLossRule(series, RANGE, STOP_RANGES)),
        SETTLING_BARS);
  }

  private static BaseBar converted(Bar bar) {
    Duration interval = Duration.of(bar.intervalMicros(), ChronoUnit.MICROS);
    Instant begin = Instant.EPOCH.plus(bar.openMicros(), ChronoUnit.MICROS);
    return new BaseBar(
        interval,
        begin,
        begin.plus(interval),
        number(bar.open()),
        number(bar.high()),
        number(bar.low()),
        number(bar.close()),
        number(bar.volume()),
        DOUBLES.zero(),
        0);
  }

  private static Num number(BigDecimal value) {
    return DOUBLES.numOf(Double.valueOf(value.doubleValue()));
  }
}

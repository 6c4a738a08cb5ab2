package trader.strategies.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;
import trader.engine.core.Bar;

/** The averages and the range of the newest bar, kept over a bounded number of bars. */
final class TrendIndicators {
  private static final DoubleNumFactory DOUBLES = DoubleNumFactory.getInstance();

  private final BarSeries series;
  private final EMAIndicator fastAverage;
  private final EMAIndicator slowAverage;
  private final ATRIndicator range;
  private double fast = Double.NaN;
  private double slow = Double.NaN;
  private double atr = Double.NaN;
  private double close = Double.NaN;

  TrendIndicators(TrendParameters parameters) {
    series =
        new BaseBarSeriesBuilder()
            .withNumFactory(DOUBLES)
            .withMaxBarCount(2 * parameters.settlingBars())
            .build();
    var closes = new ClosePriceIndicator(series);
    fastAverage = new EMAIndicator(closes, parameters.fast());
    slowAverage = new EMAIndicator(closes, parameters.slow());
    range = new ATRIndicator(series, parameters.atr());
  }

  void add(Bar bar) {
    series.addBar(convert(bar));
    int end = series.getEndIndex();
    fast = fastAverage.getValue(end).doubleValue();
    slow = slowAverage.getValue(end).doubleValue();
    atr = range.getValue(end).doubleValue();
    close = bar.close().doubleValue();
  }

  /** False also while the averages have too few bars. */
  boolean up() {
    return fast > slow;
  }

  /** False also while the averages have too few bars. */
  boolean down() {
    return fast < slow;
  }

  boolean closeAboveSlow() {
    return close > slow;
  }

  double fast() {
    return fast;
  }

  double slow() {
    return slow;
  }

  double atr() {
    return atr;
  }

  double close() {
    return close;
  }

  static org.ta4j.core.Bar convert(Bar bar) {
    Duration interval = Duration.of(bar.intervalMicros(), java.time.temporal.ChronoUnit.MICROS);
    Instant begin =
        Instant.ofEpochSecond(
            Math.floorDiv(bar.openMicros(), 1_000_000L),
            TimeUnit.MICROSECONDS.toNanos(Math.floorMod(bar.openMicros(), 1_000_000L)));
    Num none = DOUBLES.zero();
    return new BaseBar(
        interval,
        begin,
        begin.plus(interval),
        number(bar.open()),
        number(bar.high()),
        number(bar.low()),
        number(bar.close()),
        number(bar.volume()),
        none,
        0);
  }

  private static Num number(java.math.BigDecimal value) {
    return DOUBLES.numOf(Double.valueOf(value.doubleValue()));
  }
}

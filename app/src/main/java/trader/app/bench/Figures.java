package trader.app.bench;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How a measured quantity is spread.
 *
 * @param unit of the percentiles: {@code us} or {@code ms}
 * @param n how many samples there were
 * @param ratePerSecond how much was done in a second, where that is what counts
 */
record Figures(
    String unit,
    long n,
    double p50,
    double p90,
    double p99,
    double p999,
    double max,
    OptionalDouble ratePerSecond) {
  private static final int DIGITS = 3;

  /** Of samples in nanoseconds, shown in microseconds. */
  static Figures micros(long[] nanos) {
    return of("us", 1_000, nanos);
  }

  /** Of samples in nanoseconds, shown in milliseconds. */
  static Figures millis(long[] nanos) {
    return of("ms", 1_000_000, nanos);
  }

  /** The same with a rate. */
  Figures at(double perSecond) {
    return new Figures(unit, n, p50, p90, p99, p999, max, OptionalDouble.of(perSecond));
  }

  private static Figures of(String unit, double nanosPerUnit, long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    Histogram histogram = new Histogram(TimeUnit.HOURS.toNanos(1), DIGITS);
    for (long each : nanos) {
      histogram.recordValue(Math.max(0, each));
    }
    return new Figures(
        unit,
        nanos.length,
        histogram.getValueAtPercentile(50) / nanosPerUnit,
        histogram.getValueAtPercentile(90) / nanosPerUnit,
        histogram.getValueAtPercentile(99) / nanosPerUnit,
        histogram.getValueAtPercentile(99.9) / nanosPerUnit,
        histogram.getMaxValue() / nanosPerUnit,
        OptionalDouble.empty());
  }
}

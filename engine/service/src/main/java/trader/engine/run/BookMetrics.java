package trader.engine.run;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import trader.control.InstrumentId;
import trader.venues.DepthFeed;
import trader.venues.book.BookHealth;

/** How the order books stand, under Prometheus' names. */
final class BookMetrics {
  private static final double MICROS = 1e6;

  private BookMetrics() {}

  static void bind(MeterRegistry meters, DepthFeed depth, LongSupplier nowMicros) {
    for (BookHealth each : depth.health()) {
      InstrumentId instrument = each.instrument();
      gauge(meters, "book_in_step", depth, instrument, health -> health.inStep() ? 1 : 0);
      gauge(
          meters,
          "book_age_seconds",
          depth,
          instrument,
          health ->
              health.changedMicros() == 0
                  ? Double.NaN
                  : Math.max(0, nowMicros.getAsLong() - health.changedMicros()) / MICROS);
      counter(meters, "book_updates", depth, instrument, BookHealth::updates);
      counter(meters, "book_resyncs", depth, instrument, BookHealth::resyncs);
      counter(meters, "book_gaps", depth, instrument, BookHealth::gaps);
      counter(meters, "book_checksum_mismatches", depth, instrument, BookHealth::mismatches);
    }
  }

  private static double of(
      DepthFeed depth, InstrumentId instrument, ToDoubleFunction<BookHealth> figure) {
    return depth.health().stream()
        .filter(health -> health.instrument().equals(instrument))
        .mapToDouble(figure)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static void gauge(
      MeterRegistry meters,
      String name,
      DepthFeed depth,
      InstrumentId instrument,
      ToDoubleFunction<BookHealth> figure) {
    Gauge.builder(name, () -> of(depth, instrument, figure))
        .tag("symbol", instrument.symbol())
        .register(meters);
  }

  private static void counter(
      MeterRegistry meters,
      String name,
      DepthFeed depth,
      InstrumentId instrument,
      ToDoubleFunction<BookHealth> figure) {
    FunctionCounter.builder(name, depth, from -> of(from, instrument, figure))
        .tag("symbol", instrument.symbol())
        .register(meters);
  }
}

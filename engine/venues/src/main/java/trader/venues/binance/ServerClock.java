package trader.venues.binance;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import trader.venues.VenueMetrics;

/** The venue's time: ours, corrected by what the venue last said. */
final class ServerClock {
  /** The venue tells whole milliseconds; on average half of one is cut off. */
  private static final long HALF_MILLISECOND = 500;

  private final RestClient rest;
  private final LongSupplier nowMicros;
  private final VenueMetrics metrics;
  private long offsetMicros;

  ServerClock(RestClient rest, LongSupplier nowMicros, VenueMetrics metrics) {
    this.rest = rest;
    this.nowMicros = nowMicros;
    this.metrics = metrics;
  }

  long nowMicros() {
    return nowMicros.getAsLong() + offsetMicros;
  }

  /** Our own time, uncorrected. */
  long localMicros() {
    return nowMicros.getAsLong();
  }

  long timestampMillis() {
    return nowMicros() / 1_000;
  }

  /** Asks the venue for its time; {@code done} gets the answer when it has been taken over. */
  void sync(Consumer<RestAnswer> done) {
    long asked = nowMicros.getAsLong();
    rest.get(
        "time",
        "/api/v3/time",
        "",
        answer -> {
          if (answer instanceof RestAnswer.Ok ok && ok.body().path("serverTime").isNumber()) {
            long answered = nowMicros.getAsLong();
            long then = ok.body().path("serverTime").asLong() * 1_000 + HALF_MILLISECOND;
            offsetMicros = then - (asked + (answered - asked) / 2);
            metrics.clockOffset(offsetMicros);
          }
          done.accept(answer);
        });
  }
}

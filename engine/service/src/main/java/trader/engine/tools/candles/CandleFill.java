package trader.engine.tools.candles;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import trader.engine.core.Bar;
import trader.engine.venue.VenueName;
import trader.registry.candles.CandleFile;
import trader.registry.candles.Series;
import trader.registry.candles.Span;

/**
 * Brings what is missing of a series from its venue into the file, page by page: where it ends in
 * between, what was read is there, and the next run goes on behind it.
 */
public final class CandleFill {
  private final CandleFile file;
  private final CandleReader reader;
  private final VenueName venue;

  /** Fills {@code file} by {@code reader}, which is of {@code venue}. */
  public CandleFill(CandleFile file, CandleReader reader, VenueName venue) {
    this.file = file;
    this.reader = reader;
    this.venue = venue;
  }

  /** How many calls to the venue these spans take. */
  public static long calls(VenueName venue, Series series, List<Span> missing) {
    long page = CandleReader.page(venue);
    return missing.stream()
        .mapToLong(span -> Math.ceilDiv(series.bars(span.from(), span.to()), page))
        .sum();
  }

  /**
   * Fills the spans; answers how many bars are new.
   *
   * @param asked hears how many bars each call has asked for
   */
  public long fill(Series series, List<Span> missing, LongConsumer asked)
      throws CandleException, InterruptedException {
    Duration page = series.interval().multipliedBy(CandleReader.page(venue));
    long added = 0;
    for (Span span : missing) {
      for (Instant from = span.from(); from.isBefore(span.to()); ) {
        Instant end = from.plus(page);
        Instant to = end.isBefore(span.to()) ? end : span.to();
        List<Bar> bars = reader.read(series, new Span(from, to));
        added += file.add(series, bars);
        asked.accept(series.bars(from, to));
        from = to;
      }
    }
    return added;
  }
}

package trader.engine.tools;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trader.control.InstrumentId;
import trader.engine.tools.candles.BarLength;
import trader.engine.tools.candles.CandleReader;
import trader.engine.venue.VenueName;
import trader.registry.candles.CandleFile;
import trader.registry.candles.Series;
import trader.registry.candles.Span;

/**
 * Which candles are meant, as it was said.
 *
 * @param symbols parted by commas; empty for all
 * @param interval e.g. {@code 1m}; empty for all that are stored, else a minute
 * @param since a time, a date, or so long ago, e.g. {@code 7d}
 * @param until the same
 */
record CandleWish(
    VenueName venue,
    Optional<String> symbols,
    Optional<String> interval,
    Optional<String> since,
    Optional<String> until) {
  private static final Pattern AGO = Pattern.compile("(\\d{1,5})([mhd])");
  private static final int USUAL_BARS = 1_000;

  /**
   * A series and what is meant of it.
   *
   * @param span what the venue can give of it; empty where that is nothing
   * @param lost what was meant too, and the venue does not give any more
   */
  record Wanted(Series series, Optional<Span> span, Optional<Span> lost) {
    /** What of it the file does not have. */
    List<Span> missing(CandleFile file) {
      return span.map(within -> file.missing(series, within)).orElse(List.of());
    }

    /** All of it. */
    List<Span> whole() {
      return span.map(List::of).orElse(List.of());
    }
  }

  /** Throws {@link IllegalArgumentException} naming the venues. */
  static VenueName venue(String text) {
    return switch (text) {
      case "binance" -> VenueName.BINANCE_SPOT;
      case "kraken" -> VenueName.KRAKEN_SPOT;
      default ->
          VenueName.parse(text)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "--exchange '"
                          + text
                          + "': it may be binance, kraken, "
                          + VenueName.allowed()));
    };
  }

  /**
   * What a tool is to look at. Throws {@link IllegalArgumentException} for words that mean none.
   */
  List<Wanted> series(String tool, Optional<CandleFile> file, Instant now) {
    boolean ingests = tool.equals(CandleTools.INGEST);
    List<Series> all = ingests ? named() : stored(file);
    return all.stream().map(series -> wanted(series, ingests, file, now)).toList();
  }

  private List<Series> named() {
    Duration length = BarLength.parse(interval.orElse("1m"), venue);
    return instruments().orElseGet(() -> List.of(venue.usual())).stream()
        .map(instrument -> new Series(instrument, length))
        .toList();
  }

  private List<Series> stored(Optional<CandleFile> file) {
    Optional<List<InstrumentId>> wanted = instruments();
    Optional<Duration> length = interval.map(text -> BarLength.parse(text, venue));
    return file.map(CandleFile::series).orElse(List.of()).stream()
        .filter(one -> one.instrument().venue().equals(venue.code()))
        .filter(one -> wanted.isEmpty() || wanted.get().contains(one.instrument()))
        .filter(one -> length.isEmpty() || length.get().equals(one.interval()))
        .toList();
  }

  private Optional<List<InstrumentId>> instruments() {
    return symbols.map(text ->
        Arrays.stream(text.split(","))
            .map(symbol -> InstrumentId.parse(symbol, venue.code()))
            .peek(id -> {
              if (!id.venue().equals(venue.code())) {
                throw new IllegalArgumentException(
                    "--symbols " + id + " is not of " + venue.text());
              }
            })
            .distinct()
            .toList());
  }

  private Wanted wanted(Series series, boolean ingests, Optional<CandleFile> file, Instant now) {
    Optional<Span> reach = file.flatMap(one -> one.reach(series));
    Instant usual = series.barAt(now).minus(series.interval().multipliedBy(USUAL_BARS));
    Instant from =
        since
            .map(text -> time("--since", text, now))
            .or(() -> reach.map(ingests ? Span::to : Span::from))
            .orElse(usual);
    Instant to = until.map(text -> time("--until", text, now)).orElse(now);
    Instant first = series.barAt(from);
    Instant end = series.barAt(to.isBefore(now) ? to : now);
    Optional<Instant> oldest =
        CandleReader.earliest(venue, series, now).filter(at -> at.isAfter(first));
    return new Wanted(
        series,
        span(oldest.orElse(first), end),
        oldest.flatMap(at -> span(first, at.isBefore(end) ? at : end)));
  }

  private static Optional<Span> span(Instant from, Instant to) {
    return from.isBefore(to) ? Optional.of(new Span(from, to)) : Optional.empty();
  }

  private static Instant time(String option, String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      long count = Long.parseLong(ago.group(1));
      return now.minus(
          switch (ago.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          option
              + " '"
              + text
              + "': it may be 7d, 12h, 30m, a date such as 2026-01-31 or a time such as"
              + " 2026-01-31T12:00:00Z",
          e);
    }
  }

  @Override
  public String toString() {
    return venue.text()
        + symbols.map(text -> " " + text).orElse("")
        + interval.map(text -> " " + text).orElse("");
  }
}

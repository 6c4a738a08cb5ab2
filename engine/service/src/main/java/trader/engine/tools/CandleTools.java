package trader.engine.tools;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.engine.tools.CandleWish.Wanted;
import trader.engine.tools.candles.BarLength;
import trader.engine.tools.candles.CandleException;
import trader.engine.tools.candles.CandleFill;
import trader.engine.tools.candles.CandleReader;
import trader.engine.venue.VenueName;
import trader.registry.candles.CandleFile;
import trader.registry.candles.Series;
import trader.registry.candles.Span;

/**
 * {@code ingest-ohlcv} and {@code backfill-historical-data}: closed bars of the past into {@code
 * candles.db}, each once; what is there is not read again.
 */
final class CandleTools {
  static final String INGEST = "ingest-ohlcv";
  static final String BACKFILL = "backfill-historical-data";
  private static final String FILE = "candles.db";
  private static final int GAPS_SHOWN = 5;
  private final String tool;
  private final ToolContext context;
  private final CandleWish wish;
  private final boolean execute;
  private final Progress progress;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Map<String, Object>> rows = new ArrayList<>();

  CandleTools(
      String tool, ToolContext context, CandleWish wish, boolean execute, Progress progress) {
    this.tool = tool;
    this.context = context;
    this.wish = wish;
    this.execute = execute;
    this.progress = progress;
  }

  ToolReport run() {
    if (execute && context.bars().isPresent()) {
      findings.add(
          Finding.fail("refused", context.bars().get(), "set what is named, then run it again"));
      return report("refused; nothing was changed", ToolReport.REFUSED);
    }
    try {
      return execute ? filled() : planned();
    } catch (IllegalArgumentException e) {
      findings.add(Finding.fail("words", String.valueOf(e.getMessage()), "correct it"));
      return report("nothing was changed", ToolReport.WRONG_WORDS);
    } catch (UncheckedIOException e) {
      findings.add(
          Finding.fail("file", String.valueOf(e.getMessage()), "correct it, then run it again"));
      return report("not done", ToolReport.FAILED);
    }
  }

  private ToolReport planned() {
    long bars = 0;
    long calls = 0;
    Optional<CandleFile> there = CandleFile.reading(path());
    try {
      for (Wanted wanted : wish.series(tool, there, context.now())) {
        List<Span> missing = there.map(f -> wanted.missing(f)).orElseGet(wanted::whole);
        bars += count(wanted.series(), missing);
        calls += CandleFill.calls(wish.venue(), wanted.series(), missing);
        row(wanted, there.map(f -> f.count(wanted.series())).orElse(0L), missing);
        tooOld(wanted);
      }
    } finally {
      there.ifPresent(CandleFile::close);
    }
    nothingWhereNone();
    return report(
        bars
            + " candles to read from "
            + base()
            + " in "
            + calls
            + " calls into "
            + path()
            + "; nothing was changed: --execute does it",
        ToolReport.DONE);
  }

  private ToolReport filled() {
    long added = 0;
    try (CandleFile file = CandleFile.open(path());
        CandleReader reader = new CandleReader(wish.venue(), base(), context.clock())) {
      CandleFill fill = new CandleFill(file, reader, wish.venue());
      for (Wanted wanted : wish.series(tool, Optional.of(file), context.now())) {
        long before = file.count(wanted.series());
        List<Span> missing = wanted.missing(file);
        try {
          progress.begin(wanted.series().toString(), count(wanted.series(), missing));
          added += fill.fill(wanted.series(), missing, progress::step);
        } catch (CandleException e) {
          findings.add(
              Finding.fail(
                  wanted.series().toString(),
                  String.valueOf(e.getMessage()),
                  "run it again: it goes on where it ended"));
        } finally {
          progress.end();
        }
        List<Span> left = wanted.missing(file);
        row(wanted, before, left);
        gaps(wanted, left);
        tooOld(wanted);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      findings.add(
          Finding.fail("interrupted", "it was interrupted", "run it again: it goes on there"));
    }
    nothingWhereNone();
    return report(
        added + " new candles in " + path() + " from " + base(), Act.status(findings, true));
  }

  private void nothingWhereNone() {
    if (rows.isEmpty()) {
      findings.add(
          Finding.warn(
              "series",
              path() + " has none of " + wish,
              "trader " + INGEST + " --exchange " + wish.venue().text() + " --execute begins one"));
    }
  }

  private void gaps(Wanted wanted, List<Span> left) {
    left.stream()
        .limit(GAPS_SHOWN)
        .forEach(gap ->
            findings.add(
                Finding.warn(
                    wanted.series().toString(),
                    "the venue gave none of the "
                        + wanted.series().bars(gap.from(), gap.to())
                        + " candles from "
                        + gap,
                    "nothing was traded, or the venue does not have them any more")));
    if (left.size() > GAPS_SHOWN) {
      findings.add(
          Finding.warn(
              wanted.series().toString(),
              "and " + (left.size() - GAPS_SHOWN) + " more gaps",
              "narrow it with --since and --until"));
    }
  }

  private void tooOld(Wanted wanted) {
    wanted
        .lost()
        .ifPresent(gone ->
            findings.add(
                Finding.warn(
                    wanted.series().toString(),
                    wish.venue().text() + " does not give candles from " + gone + " any more",
                    "use longer ones: it gives the latest "
                        + CandleReader.page(wish.venue())
                        + " of each length")));
  }

  private void row(Wanted wanted, long before, List<Span> missing) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("symbol", wanted.series().instrument().toString());
    row.put("interval", BarLength.text(wanted.series().interval()));
    row.put("from", wanted.span().map(Span::from).map(Instant::toString).orElse("none"));
    row.put("to", wanted.span().map(Span::to).map(Instant::toString).orElse("none"));
    row.put("stored_before", before);
    row.put(execute ? "still_missing" : "missing", count(wanted.series(), missing));
    row.put("gaps", missing.size());
    rows.add(row);
  }

  private static long count(Series series, List<Span> spans) {
    return spans.stream().mapToLong(span -> series.bars(span.from(), span.to())).sum();
  }

  private Path path() {
    return Path.of(context.variables().getOrDefault("DATA_DIR", "run/data")).resolve(FILE);
  }

  private URI base() {
    VenueName venue = wish.venue();
    return Optional.ofNullable(context.variables().get(venue.urlVariable()))
        .filter(text -> !text.isBlank())
        .map(URI::create)
        .orElse(venue.real());
  }

  private ToolReport report(String headline, int status) {
    return new ToolReport(tool, context.now(), headline, findings, rows, status);
  }
}

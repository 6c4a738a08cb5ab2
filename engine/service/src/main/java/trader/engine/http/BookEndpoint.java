package trader.engine.http;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.run.Engine;
import trader.engine.run.EngineBooks;
import trader.redis.Json;
import trader.venues.book.BookCopy;
import trader.venues.book.BookHealth;
import trader.venues.book.BookLevel;

/** {@code GET /book/SYMBOL?levels=N}: the best levels of an order book as the engine keeps it. */
final class BookEndpoint {
  static final String PATH = "/book/";
  private static final Pattern LEVELS = Pattern.compile("(?:^|&)levels=([^&]*)");
  private static final int USUAL_LEVELS = 10;

  private BookEndpoint() {}

  static Answer answer(Engine engine, String symbol, @Nullable String query) {
    Optional<EngineBooks> kept = engine.books();
    if (kept.isEmpty()) {
      return Problem.of(
          404, "No books are kept", "BOOK_LEVELS is 0; set it to 1 to 1000 and restart the engine");
    }
    EngineBooks books = kept.get();
    InstrumentId instrument = engine.instrument(symbol);
    int levels = levels(query, books.levels());
    return books
        .copy(instrument, levels)
        .map(copy -> shown(books, instrument, copy))
        .orElseGet(() ->
            Problem.of(
                504,
                "The book was not read in time",
                "the thread of the books is busy; ask again"));
  }

  private static int levels(@Nullable String query, int most) {
    Matcher found = LEVELS.matcher(query == null ? "" : query);
    if (!found.find()) {
      return Math.min(USUAL_LEVELS, most);
    }
    String text = found.group(1);
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(
          "levels is '" + text + "'; it may be 1 to " + most + ", which BOOK_LEVELS sets");
    }
    return Integer.parseInt(text);
  }

  private static Answer shown(EngineBooks books, InstrumentId instrument, BookCopy copy) {
    BookHealth health = copy.health();
    Instant asOf = Instant.EPOCH.plus(health.changedMicros(), ChronoUnit.MICROS);
    if (!health.inStep()) {
      return Problem.of(
          503,
          "The book of " + instrument + " is not the venue's now",
          (health.changedMicros() == 0 ? "it has not been read yet" : "it was so at " + asOf)
              + "; it is being read anew: ask again, and where that lasts look for 'the book of' and"
              + " 'depth connection' in the log");
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("symbol", instrument.toString());
    shown.put("as_of", asOf);
    shown.put("age_ms", books.ageMillis(health.changedMicros()));
    shown.put("updates", health.updates());
    shown.put("resyncs", health.resyncs());
    shown.put("gaps", health.gaps());
    shown.put("checksum_mismatches", health.mismatches());
    shown.put("bids", side(copy.bids()));
    shown.put("asks", side(copy.asks()));
    return Answer.json(200, Json.write(shown));
  }

  private static List<List<BigDecimal>> side(List<BookLevel> levels) {
    return levels.stream().map(level -> List.of(level.price(), level.qty())).toList();
  }
}

package trader.venues.kraken.spot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.venues.VenueMetrics;

/** The books of the instruments that are wanted; one that is not the venue's is read anew. */
final class FeedBooks {
  private static final Logger LOG = LoggerFactory.getLogger(FeedBooks.class);

  private final int depth;
  private final KrakenSpot.Listed listed;
  private final VenueMetrics metrics;
  private final Consumer<Pair> readAnew;
  private final Map<InstrumentId, PairBook> books = new HashMap<>();

  /** {@code readAnew} subscribes a pair's book anew. */
  FeedBooks(int depth, KrakenSpot.Listed listed, VenueMetrics metrics, Consumer<Pair> readAnew) {
    this.depth = depth;
    this.listed = listed;
    this.metrics = metrics;
    this.readAnew = readAnew;
  }

  /** The book of an instrument, null where nothing was told of it. */
  @Nullable PairBook of(InstrumentId instrument) {
    return books.get(instrument);
  }

  /** The connection is gone: no book is the venue's any more. */
  void invalidate() {
    books.values().forEach(PairBook::invalidate);
  }

  /** Takes a whole book, or what has changed of one that is the venue's. */
  void take(
      InstrumentId instrument,
      boolean snapshot,
      List<PairBook.Level> bids,
      List<PairBook.Level> asks,
      long checksum) {
    Pair pair = listed.pairs().of(instrument);
    if (pair == null) {
      return;
    }
    PairBook book =
        books.computeIfAbsent(
            instrument, i -> new PairBook(pair.priceDecimals(), pair.qtyDecimals(), depth));
    if (!snapshot && !book.valid()) {
      return;
    }
    String why = "";
    try {
      if (!book.apply(snapshot, bids, asks, checksum)) {
        why = "its checksum is not the venue's";
      }
    } catch (ArithmeticException e) {
      book.invalidate();
      why = "it has a number finer than the pair's: " + e.getMessage();
    }
    if (!why.isEmpty()) {
      LOG.warn("the book of {} is read anew: {}", pair.name(), why);
      metrics.callFailed("book", "checksum");
      readAnew.accept(pair);
    }
  }
}

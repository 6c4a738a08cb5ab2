package trader.venues.net;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import trader.control.InstrumentId;
import trader.venues.book.BookCopy;
import trader.venues.book.BookHealth;
import trader.venues.book.KeptBook;

/** The books of some instruments, which belong to one event loop and are shown to any thread. */
public final class KeptBooks {
  private final Executor loop;
  private final Map<InstrumentId, KeptBook> books = new LinkedHashMap<>();

  /** Nothing is known of any yet. */
  public KeptBooks(List<InstrumentId> instruments, Executor loop) {
    this.loop = loop;
    instruments.forEach(instrument -> books.put(instrument, new KeptBook(instrument)));
  }

  /** The instruments. */
  public List<InstrumentId> instruments() {
    return List.copyOf(books.keySet());
  }

  /** A book; throws {@link IllegalArgumentException} for one that is not kept. */
  public KeptBook of(InstrumentId instrument) {
    KeptBook book = books.get(instrument);
    if (book == null) {
      throw new IllegalArgumentException(
          "no book of " + instrument + " is kept; there are " + instruments());
    }
    return book;
  }

  /** The connection is gone: none is the venue's any more. */
  public void lost() {
    books.values().forEach(KeptBook::lost);
  }

  /** As {@link trader.venues.DepthFeed#copy}. */
  public CompletableFuture<BookCopy> copy(InstrumentId instrument, int levels) {
    return CompletableFuture.supplyAsync(() -> of(instrument).copy(levels), loop);
  }

  /** As {@link trader.venues.DepthFeed#health}. */
  public List<BookHealth> health() {
    return books.values().stream().map(KeptBook::health).toList();
  }
}

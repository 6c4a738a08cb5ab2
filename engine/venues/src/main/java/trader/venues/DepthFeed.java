package trader.venues;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import trader.control.InstrumentId;
import trader.venues.book.BookCopy;
import trader.venues.book.BookHealth;

/**
 * The order books of a venue's instruments, kept by their differences on connections and an event
 * loop of their own, so that they take nothing of the loop that trades. A book that has lost its
 * step with the venue is read anew by itself.
 */
public interface DepthFeed extends AutoCloseable {

  /** Connects, and keeps the books until closed; on the books' event loop. */
  void start();

  /**
   * The best levels of a book as they are now; may be asked for on any thread. Fails with {@link
   * IllegalArgumentException} for an instrument whose book is not kept.
   */
  CompletableFuture<BookCopy> copy(InstrumentId instrument, int levels);

  /** How each book stands; may be asked for on any thread. */
  List<BookHealth> health();

  /** On the books' event loop. */
  @Override
  void close();
}

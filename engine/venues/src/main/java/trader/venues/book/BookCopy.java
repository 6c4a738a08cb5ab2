package trader.venues.book;

import java.util.List;

/** The best levels of a book, best first, and how the book stood when they were copied. */
public record BookCopy(BookHealth health, List<BookLevel> bids, List<BookLevel> asks) {
  /** Copies the lists. */
  public BookCopy {
    bids = List.copyOf(bids);
    asks = List.copyOf(asks);
  }
}

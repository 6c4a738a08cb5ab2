package trader.venues.kraken.spot;

import trader.venues.book.BookChecksum;
import trader.venues.book.OrderBook;
import trader.venues.book.SentLevels;

/**
 * The book of one pair as the venue tells it: levels that change, cut to the subscribed depth, and
 * a checksum over the ten best of each side that says whether ours is the venue's.
 */
final class PairBook {
  private static final int CHECKED = 10;

  private final int priceDecimals;
  private final int qtyDecimals;
  private final OrderBook book;
  private final BookChecksum checksum = new BookChecksum(CHECKED);
  private boolean valid;

  /** Empty, and not valid before its first snapshot. */
  PairBook(int priceDecimals, int qtyDecimals, int depth) {
    this.priceDecimals = priceDecimals;
    this.qtyDecimals = qtyDecimals;
    this.book = new OrderBook(priceDecimals, qtyDecimals, depth);
  }

  /** Whether it is the venue's book. */
  boolean valid() {
    return valid;
  }

  /** The levels. */
  OrderBook levels() {
    return book;
  }

  /** What it holds is not the venue's any more. */
  void invalidate() {
    valid = false;
  }

  /**
   * Takes the whole book, or what has changed of it; answers whether it is the venue's book now.
   * Throws {@link ArithmeticException} for a number finer than the pair's.
   */
  boolean apply(boolean snapshot, SentLevels newBids, SentLevels newAsks, long sum) {
    if (snapshot) {
      book.clear();
      valid = true;
    }
    // What goes makes room before what comes fills it: else the cut would take too much.
    set(newBids, true, true);
    set(newAsks, false, true);
    set(newBids, true, false);
    set(newAsks, false, false);
    valid = valid && checksum.of(book) == sum;
    return valid;
  }

  private void set(SentLevels levels, boolean isBid, boolean removals) {
    for (int i = 0; i < levels.size(); i++) {
      long qty = levels.quantity(i, qtyDecimals);
      if ((qty == 0) != removals) {
        continue;
      }
      long price = levels.price(i, priceDecimals);
      if (isBid) {
        book.bid(price, qty);
      } else {
        book.ask(price, qty);
      }
    }
  }
}

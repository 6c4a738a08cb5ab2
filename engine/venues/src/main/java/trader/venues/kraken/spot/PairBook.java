package trader.venues.kraken.spot;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import trader.venues.book.OrderBook;

/**
 * The book of one pair as the venue tells it: levels that change, cut to the subscribed depth, and
 * a checksum over the ten best of each side that says whether ours is the venue's.
 */
final class PairBook {
  private static final int CHECKED = 10;

  private final int priceDecimals;
  private final int qtyDecimals;
  private final OrderBook book;
  private final StringBuilder text = new StringBuilder(512);
  private final CRC32 crc = new CRC32();
  private boolean valid;

  /** A level that has changed; a quantity of zero removes it. */
  record Level(BigDecimal price, BigDecimal qty) {}

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
  boolean apply(boolean snapshot, List<Level> newBids, List<Level> newAsks, long checksum) {
    if (snapshot) {
      book.clear();
      valid = true;
    }
    // What goes makes room before what comes fills it: else the cut would take too much.
    set(newBids, true, true);
    set(newAsks, false, true);
    set(newBids, true, false);
    set(newAsks, false, false);
    valid = valid && checksum() == checksum;
    return valid;
  }

  private void set(List<Level> levels, boolean isBid, boolean removals) {
    for (Level level : levels) {
      long qty = scaled(level.qty(), qtyDecimals);
      if ((qty == 0) != removals) {
        continue;
      }
      long price = scaled(level.price(), priceDecimals);
      if (isBid) {
        book.bid(price, qty);
      } else {
        book.ask(price, qty);
      }
    }
  }

  private static long scaled(BigDecimal value, int decimals) {
    return value.movePointRight(decimals).longValueExact();
  }

  private long checksum() {
    text.setLength(0);
    for (int i = 0; i < Math.min(CHECKED, book.asks()); i++) {
      text.append(book.askPrice(i)).append(book.askQuantity(i));
    }
    for (int i = 0; i < Math.min(CHECKED, book.bids()); i++) {
      text.append(book.bidPrice(i)).append(book.bidQuantity(i));
    }
    crc.reset();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }
}

package trader.venues.book;

import java.util.zip.CRC32;

/**
 * CRC32 over the best asks and then the best bids, each price and quantity written with the
 * instrument's fixed decimals, without the point and without leading zeros, as Kraken has it. Those
 * are the digits of the scaled numbers of a book that was made for these decimals.
 */
public final class BookChecksum {
  private static final int DIGITS_OF_LONG = 19;

  private final CRC32 crc = new CRC32();
  private final byte[] digits = new byte[DIGITS_OF_LONG];
  private final int levels;

  /** Over so many levels of each side; Kraken takes 10. */
  public BookChecksum(int levels) {
    this.levels = levels;
  }

  /** The checksum of a book, 0 to 2^32-1. */
  public long of(OrderBook book) {
    crc.reset();
    for (int i = 0; i < Math.min(levels, book.asks()); i++) {
      add(book.askPrice(i));
      add(book.askQuantity(i));
    }
    for (int i = 0; i < Math.min(levels, book.bids()); i++) {
      add(book.bidPrice(i));
      add(book.bidQuantity(i));
    }
    return crc.getValue();
  }

  private void add(long number) {
    int start = DIGITS_OF_LONG;
    for (long rest = number; rest > 0; rest /= 10) {
      digits[--start] = (byte) ('0' + rest % 10);
    }
    crc.update(digits, start, DIGITS_OF_LONG - start);
  }
}

package trader.venues.book;

import java.util.zip.CRC32;

/**
 * CRC32 over the best asks and then the best bids, each price and quantity written with the
 * instrument's fixed decimals, without the point and without leading zeros, as Kraken has it. Those
 * are the digits of the scaled numbers of a book that was made for these decimals.
 */
public final class BookChecksum {
  private static final int DIGITS_OF_LONG = 19;
  private static final byte[] PAIRS = pairs();

  private final CRC32 crc = new CRC32();
  private final byte[] text;
  private final int levels;
  private int length;

  /** Over so many levels of each side; Kraken takes 10. */
  public BookChecksum(int levels) {
    this.levels = levels;
    this.text = new byte[4 * DIGITS_OF_LONG * levels];
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }

  /** The checksum of a book, 0 to 2^32-1. */
  public long of(OrderBook book) {
    length = 0;
    for (int i = 0; i < Math.min(levels, book.asks()); i++) {
      add(book.askPrice(i));
      add(book.askQuantity(i));
    }
    for (int i = 0; i < Math.min(levels, book.bids()); i++) {
      add(book.bidPrice(i));
      add(book.bidQuantity(i));
    }
    crc.reset();
    crc.update(text, 0, length);
    return crc.getValue();
  }

  private void add(long number) {
    int end = length + digits(number);
    int place = end;
    long rest = number;
    while (rest >= 10) {
      long next = rest / 100;
      int pair = 2 * (int) (rest - 100 * next);
      text[--place] = PAIRS[pair + 1];
      text[--place] = PAIRS[pair];
      rest = next;
    }
    if (rest > 0) {
      text[--place] = (byte) ('0' + rest);
    }
    length = end;
  }

  /** How many digits a number has; 0 has none. */
  private static int digits(long number) {
    int digits = 0;
    for (long bound = 1; digits < DIGITS_OF_LONG && number >= bound; bound *= 10) {
      digits++;
    }
    return digits;
  }
}

package trader.simulator.krakenspot;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Level;

/** The venue's CRC-32 over the ten best levels of each side. */
final class BookChecksum {
  private static final int LEVELS = 10;

  private BookChecksum() {}

  /**
   * The checksum of a book.
   *
   * @param asks best first
   * @param bids best first
   * @param priceDecimals with which prices are written, 8 at most
   */
  static long of(List<Level> asks, List<Level> bids, int priceDecimals) {
    CRC32 crc = new CRC32();
    crc.update(text(asks, bids, priceDecimals).getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  /** What the checksum is over. */
  static String text(List<Level> asks, List<Level> bids, int priceDecimals) {
    StringBuilder text = new StringBuilder(400);
    append(text, asks, priceDecimals);
    append(text, bids, priceDecimals);
    return text.toString();
  }

  private static void append(StringBuilder text, List<Level> levels, int priceDecimals) {
    long unit = 1;
    for (int i = priceDecimals; i < Decimals.SCALE; i++) {
      unit *= 10;
    }
    for (Level level : levels.subList(0, Math.min(LEVELS, levels.size()))) {
      text.append(level.price() / unit).append(level.quantity());
    }
  }
}

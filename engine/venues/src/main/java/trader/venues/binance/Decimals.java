package trader.venues.binance;

import java.math.BigDecimal;

/**
 * Reads the venue's decimals, which have eight places whatever they need, without the zeros at
 * their end: what is reckoned with them then fits a long, which is many times faster.
 */
final class Decimals {
  private Decimals() {}

  /** Throws {@link NumberFormatException} for what is no number. */
  static BigDecimal of(String text) {
    return of(text.toCharArray(), 0, text.length());
  }

  /** As {@link #of(String)}, from a part of an array. */
  static BigDecimal of(char[] text, int offset, int length) {
    return new BigDecimal(text, offset, needed(text, offset, length));
  }

  private static int needed(char[] text, int offset, int length) {
    boolean point = false;
    for (int i = offset; i < offset + length; i++) {
      point |= text[i] == '.';
      if (text[i] == 'e' || text[i] == 'E') {
        return length;
      }
    }
    int end = offset + length;
    while (point && text[end - 1] == '0') {
      end--;
    }
    boolean whole = point && text[end - 1] == '.' && end - 1 > offset;
    return (whole ? end - 1 : end) - offset;
  }
}

package trader.venues.net;

import java.math.BigDecimal;

/**
 * Reads the decimals of venues that write all places whatever a number needs, without the zeros at
 * their end: what is reckoned with them then fits a long, which is many times faster.
 */
public final class Decimals {
  private Decimals() {}

  /** The number of a text. Throws {@link NumberFormatException} for what is none. */
  public static BigDecimal of(String text) {
    return of(text.toCharArray(), 0, text.length());
  }

  /** As {@link #of(String)}, from a part of an array. */
  public static BigDecimal of(char[] text, int offset, int length) {
    return new BigDecimal(text, offset, needed(text, offset, length));
  }

  private static int needed(char[] text, int offset, int length) {
    int points = 0;
    for (int i = offset; i < offset + length; i++) {
      points += text[i] == '.' ? 1 : 0;
      if (text[i] == 'e' || text[i] == 'E') {
        return length;
      }
    }
    int end = offset + length;
    while (points == 1 && text[end - 1] == '0') {
      end--;
    }
    boolean whole = points == 1 && text[end - 1] == '.' && end - 1 > offset;
    return (whole ? end - 1 : end) - offset;
  }
}

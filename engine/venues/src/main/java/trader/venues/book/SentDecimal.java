package trader.venues.book;

import java.math.BigDecimal;

/**
 * A decimal number as it was sent: its digits, and how many of them are decimals. It is used again
 * and again, so that reading one leaves no garbage.
 */
public final class SentDecimal {
  private static final int SAFE_DIGITS = 18;

  private long digits;
  private int decimals;

  /** Zero. */
  public SentDecimal() {}

  /** Takes the number of a text; throws {@link NumberFormatException} for what is none. */
  public void set(char[] text, int offset, int length) {
    long value = 0;
    int point = -1;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        value = 10 * value + digit;
      } else if (text[i] == '.' && point < 0) {
        point = i;
      } else {
        setSlowly(text, offset, length);
        return;
      }
    }
    boolean none = length == 0 || (length == 1 && point >= 0);
    if (length > SAFE_DIGITS || none) {
      setSlowly(text, offset, length);
      return;
    }
    digits = value;
    decimals = point < 0 ? 0 : end - point - 1;
  }

  private void setSlowly(char[] text, int offset, int length) {
    BigDecimal number = new BigDecimal(text, offset, length);
    // Zeros at the end may be what makes it long.
    BigDecimal sent = number.precision() > SAFE_DIGITS ? number.stripTrailingZeros() : number;
    BigDecimal plain = sent.scale() < 0 ? sent.setScale(0) : sent;
    try {
      digits = plain.unscaledValue().longValueExact();
    } catch (ArithmeticException e) {
      throw new NumberFormatException(
          "'" + new String(text, offset, length) + "' has more digits than there can be");
    }
    decimals = plain.scale();
  }

  /**
   * As a whole number of the smallest step, {@code 10^-scale}; throws {@link ArithmeticException}
   * where it is finer than that, or does not fit.
   */
  public long scaled(int scale) {
    return scaled(digits, decimals, scale);
  }

  static long scaled(long digits, int decimals, int scale) {
    if (decimals <= scale) {
      return Math.multiplyExact(digits, ScaledDecimal.power(scale - decimals));
    }
    BigDecimal value = BigDecimal.valueOf(digits, decimals);
    return value.movePointRight(scale).longValueExact();
  }

  /** Its digits, without a point. */
  public long digits() {
    return digits;
  }

  /** How many of the digits are decimals. */
  public int decimals() {
    return decimals;
  }

  /** As a number with the decimals that were sent. */
  public BigDecimal value() {
    return BigDecimal.valueOf(digits, decimals);
  }
}

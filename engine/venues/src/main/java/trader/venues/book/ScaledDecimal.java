package trader.venues.book;

import java.math.BigDecimal;

/** Decimal numbers as whole numbers of their smallest step, {@code 10^-scale}. */
public final class ScaledDecimal {
  private static final int MOST_SCALE = 18;
  private static final long[] POWERS = new long[MOST_SCALE + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= MOST_SCALE; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private ScaledDecimal() {}

  /**
   * Reads digits with at most one point among them.
   *
   * @throws NumberFormatException for anything else, for more decimals than {@code scale} that are
   *     not zeros, and for what does not fit
   */
  public static long parse(char[] text, int offset, int length, int scale) {
    long value = 0;
    int digits = 0;
    int decimals = -1;
    for (int i = offset; i < offset + length; i++) {
      char c = text[i];
      if (c == '.' && decimals < 0) {
        decimals = 0;
        continue;
      }
      int digit = c - '0';
      if (digit < 0 || digit > 9) {
        throw not(text, offset, length, "is no decimal number");
      }
      digits++;
      if (decimals >= scale) {
        if (digit != 0) {
          throw not(text, offset, length, "has more than " + scale + " decimals");
        }
        continue;
      }
      if (decimals >= 0) {
        decimals++;
      }
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw not(text, offset, length, "is too large");
      }
      value = 10 * value + digit;
    }
    if (digits == 0) {
      throw not(text, offset, length, "is no decimal number");
    }
    long power = POWERS[scale - Math.max(0, decimals)];
    if (value > Long.MAX_VALUE / power) {
      throw not(text, offset, length, "is too large");
    }
    return value * power;
  }

  /** The same for a text. */
  public static long parse(String text, int scale) {
    return parse(text.toCharArray(), 0, text.length(), scale);
  }

  /** The number that a scaled one stands for. */
  public static BigDecimal of(long scaled, int scale) {
    return BigDecimal.valueOf(scaled, scale);
  }

  /** Ten to the power of 0 to 18; throws {@link ArithmeticException} beyond. */
  static long power(int exponent) {
    if (exponent > MOST_SCALE) {
      throw new ArithmeticException("10^" + exponent + " does not fit");
    }
    return POWERS[exponent];
  }

  static int checked(int scale) {
    if (scale < 0 || scale > MOST_SCALE) {
      throw new IllegalArgumentException("a scale of " + scale + ": 0 to 18 are possible");
    }
    return scale;
  }

  private static NumberFormatException not(char[] text, int offset, int length, String why) {
    return new NumberFormatException("'" + new String(text, offset, length) + "' " + why);
  }
}

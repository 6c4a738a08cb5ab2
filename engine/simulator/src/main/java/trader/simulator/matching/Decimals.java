package trader.simulator.matching;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Exact decimal numbers with eight decimals, held as a {@code long} in units of 0.00000001. */
public final class Decimals {
  /** The number of decimals. */
  public static final int SCALE = 8;

  /** The number one. */
  public static final long ONE = 100_000_000L;

  private static final BigInteger ONE_BIG = BigInteger.valueOf(ONE);

  private Decimals() {}

  /**
   * Reads a plain non-negative decimal such as {@code 58500.10}.
   *
   * @throws NumberFormatException when it is not one, has more than eight decimals that are not
   *     zero, or is too large
   */
  public static long parse(CharSequence text) {
    long value = 0;
    int decimals = -1;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && decimals < 0) {
        decimals = 0;
        continue;
      }
      if (c < '0' || c > '9') {
        throw new NumberFormatException("not a plain decimal number: " + text);
      }
      digits++;
      if (decimals == SCALE) {
        if (c != '0') {
          throw new NumberFormatException("more than " + SCALE + " decimals: " + text);
        }
        continue;
      }
      if (decimals >= 0) {
        decimals++;
      }
      value = tenTimesPlus(value, c - '0', text);
    }
    if (digits == 0) {
      throw new NumberFormatException("empty number");
    }
    for (int i = Math.max(decimals, 0); i < SCALE; i++) {
      value = tenTimesPlus(value, 0, text);
    }
    return value;
  }

  private static long tenTimesPlus(long value, int digit, CharSequence text) {
    if (value > (Long.MAX_VALUE - digit) / 10) {
      throw new NumberFormatException("too large: " + text);
    }
    return value * 10 + digit;
  }

  /** The value as text with exactly eight decimals. */
  public static String text(long value) {
    return append(new StringBuilder(24), value).toString();
  }

  /** Appends the value with exactly eight decimals. */
  public static StringBuilder append(StringBuilder out, long value) {
    long rest = value;
    if (rest < 0) {
      out.append('-');
      rest = -rest;
    }
    out.append(rest / ONE).append('.');
    int fraction = (int) (rest % ONE);
    for (int unit = 10_000_000; unit > 0; unit /= 10) {
      out.append((char) ('0' + fraction / unit % 10));
    }
    return out;
  }

  /** The product, rounded down. */
  public static long times(long a, long b) {
    long low = a * b;
    if (Math.multiplyHigh(a, b) == 0 && low >= 0) {
      return low / ONE;
    }
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).divide(ONE_BIG).longValueExact();
  }

  /** The product, rounded up. */
  public static long timesUp(long a, long b) {
    long low = a * b;
    if (Math.multiplyHigh(a, b) == 0 && low >= 0) {
      return low / ONE + (low % ONE == 0 ? 0 : 1);
    }
    BigInteger[] parts =
        BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).divideAndRemainder(ONE_BIG);
    return parts[0].longValueExact() + (parts[1].signum() == 0 ? 0 : 1);
  }

  /** The product of numbers of either sign, rounded towards zero. */
  public static long signedTimes(long a, long b) {
    long size = times(Math.abs(a), Math.abs(b));
    return a < 0 == b < 0 ? size : -size;
  }

  /** A part of an amount of either sign, rounded towards zero; all of it when the parts equal. */
  static long share(long amount, long part, long whole) {
    if (part == whole) {
      return amount;
    }
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }

  /** The quotient, rounded down. */
  public static long dividedBy(long a, long b) {
    if (a < Long.MAX_VALUE / ONE) {
      return a * ONE / b;
    }
    return BigInteger.valueOf(a).multiply(ONE_BIG).divide(BigInteger.valueOf(b)).longValueExact();
  }

  /** The value rounded down to a multiple of a unit. */
  public static long floorTo(long value, long unit) {
    return unit <= 0 ? value : value - Math.floorMod(value, unit);
  }

  /** The value as a {@link BigDecimal} with eight decimals. */
  public static BigDecimal toBigDecimal(long value) {
    return BigDecimal.valueOf(value, SCALE);
  }

  /**
   * A {@link BigDecimal} as a scaled value.
   *
   * @throws ArithmeticException when it needs more than eight decimals or is too large
   */
  public static long of(BigDecimal value) {
    return value.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
  }
}

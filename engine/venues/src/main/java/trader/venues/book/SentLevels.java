package trader.venues.book;

import java.util.Arrays;

/** Levels as they were sent, in arrays that are used again and again. */
public final class SentLevels {
  private long[] prices = new long[64];
  private long[] quantities = new long[64];
  private int[] priceDecimals = new int[64];
  private int[] quantityDecimals = new int[64];
  private int size;

  /** Nothing in it. */
  public SentLevels() {}

  /** Begins anew. */
  public void clear() {
    size = 0;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** Adds a level. */
  public void add(SentDecimal price, SentDecimal quantity) {
    if (size == prices.length) {
      prices = Arrays.copyOf(prices, 2 * size);
      quantities = Arrays.copyOf(quantities, 2 * size);
      priceDecimals = Arrays.copyOf(priceDecimals, 2 * size);
      quantityDecimals = Arrays.copyOf(quantityDecimals, 2 * size);
    }
    prices[size] = price.digits();
    priceDecimals[size] = price.decimals();
    quantities[size] = quantity.digits();
    quantityDecimals[size++] = quantity.decimals();
  }

  /**
   * A price in steps of {@code 10^-scale}; throws {@link ArithmeticException} where it is finer.
   */
  public long price(int index, int scale) {
    return SentDecimal.scaled(prices[index], priceDecimals[index], scale);
  }

  /** As {@link #price} for a quantity. */
  public long quantity(int index, int scale) {
    return SentDecimal.scaled(quantities[index], quantityDecimals[index], scale);
  }
}

package trader.venues.book;

import java.util.Arrays;

/**
 * Levels of a snapshot or a difference, with the venue's numbers for it, in arrays that are used
 * again and again.
 */
public final class DepthUpdate {
  private long firstId;
  private long lastId;
  private long previousId;
  private final Levels bids = new Levels();
  private final Levels asks = new Levels();

  private static final class Levels {
    private long[] prices = new long[256];
    private long[] quantities = new long[256];
    private int size;

    void add(long price, long quantity) {
      if (size == prices.length) {
        prices = Arrays.copyOf(prices, 2 * size);
        quantities = Arrays.copyOf(quantities, 2 * size);
      }
      prices[size] = price;
      quantities[size++] = quantity;
    }

    void copy(Levels other) {
      prices = Arrays.copyOf(other.prices, Math.max(1, other.size));
      quantities = Arrays.copyOf(other.quantities, Math.max(1, other.size));
      size = other.size;
    }
  }

  /** Nothing in it. */
  public DepthUpdate() {}

  /** Begins anew. */
  public DepthUpdate clear() {
    firstId = 0;
    lastId = 0;
    previousId = -1;
    bids.size = 0;
    asks.size = 0;
    return this;
  }

  /** An update of its own with what is in this one. */
  public DepthUpdate copy() {
    DepthUpdate copy = new DepthUpdate();
    copy.ids(firstId, lastId, previousId);
    copy.bids.copy(bids);
    copy.asks.copy(asks);
    return copy;
  }

  /** The venue's numbers: first and last change in it, and the last one before it or -1. */
  public void ids(long first, long last, long previous) {
    firstId = first;
    lastId = last;
    previousId = previous;
  }

  /** The number of the first change in it. */
  public long firstId() {
    return firstId;
  }

  /** The number of the last change in it. */
  public long lastId() {
    return lastId;
  }

  /** The number of the last change of the update before it, -1 where the venue does not say. */
  public long previousId() {
    return previousId;
  }

  /** Adds a bid level; a quantity of 0 removes it from a book. */
  public void bid(long price, long quantity) {
    bids.add(price, quantity);
  }

  /** Adds an ask level; a quantity of 0 removes it from a book. */
  public void ask(long price, long quantity) {
    asks.add(price, quantity);
  }

  /** How many bid levels there are. */
  public int bids() {
    return bids.size;
  }

  /** How many ask levels there are. */
  public int asks() {
    return asks.size;
  }

  /** The price of a bid level. */
  public long bidPrice(int index) {
    return bids.prices[index];
  }

  /** The quantity of a bid level. */
  public long bidQuantity(int index) {
    return bids.quantities[index];
  }

  /** The price of an ask level. */
  public long askPrice(int index) {
    return asks.prices[index];
  }

  /** The quantity of an ask level. */
  public long askQuantity(int index) {
    return asks.quantities[index];
  }
}

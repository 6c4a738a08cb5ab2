package trader.venues.book;

import java.math.BigDecimal;

/**
 * The price levels of one instrument. Prices and quantities are whole numbers of the smallest step
 * that the book was made for; the best level of a side is its level 0. What lies beyond the depth
 * is forgotten, and does not come back when a level before it goes.
 */
public final class OrderBook {
  private final int priceScale;
  private final int quantityScale;
  private final BookSide bids;
  private final BookSide asks;

  /**
   * An empty book.
   *
   * @param priceScale decimals of prices, 0 to 18
   * @param quantityScale decimals of quantities, 0 to 18
   * @param depth how many levels a side keeps at most
   */
  public OrderBook(int priceScale, int quantityScale, int depth) {
    if (depth < 1) {
      throw new IllegalArgumentException("a depth of " + depth + ": at least 1 is needed");
    }
    this.priceScale = ScaledDecimal.checked(priceScale);
    this.quantityScale = ScaledDecimal.checked(quantityScale);
    this.bids = new BookSide(depth, true);
    this.asks = new BookSide(depth, false);
  }

  /** Decimals of prices. */
  public int priceScale() {
    return priceScale;
  }

  /** Decimals of quantities. */
  public int quantityScale() {
    return quantityScale;
  }

  /** Forgets all levels. */
  public void clear() {
    bids.clear();
    asks.clear();
  }

  /** Sets the quantity that is bid at a price; 0 removes the level. */
  public void bid(long price, long quantity) {
    bids.set(price, quantity);
  }

  /** Sets the quantity that is asked at a price; 0 removes the level. */
  public void ask(long price, long quantity) {
    asks.set(price, quantity);
  }

  /** Sets all levels of an update. */
  public void apply(DepthUpdate update) {
    for (int i = 0; i < update.bids(); i++) {
      bids.set(update.bidPrice(i), update.bidQuantity(i));
    }
    for (int i = 0; i < update.asks(); i++) {
      asks.set(update.askPrice(i), update.askQuantity(i));
    }
  }

  /** How many levels are bid. */
  public int bids() {
    return bids.size();
  }

  /** How many levels are asked. */
  public int asks() {
    return asks.size();
  }

  /** The price of a bid level; throws {@link IndexOutOfBoundsException} where there is none. */
  public long bidPrice(int level) {
    return bids.price(level);
  }

  /** The quantity of a bid level; throws {@link IndexOutOfBoundsException} where there is none. */
  public long bidQuantity(int level) {
    return bids.quantity(level);
  }

  /** The price of an ask level; throws {@link IndexOutOfBoundsException} where there is none. */
  public long askPrice(int level) {
    return asks.price(level);
  }

  /** The quantity of an ask level; throws {@link IndexOutOfBoundsException} where there is none. */
  public long askQuantity(int level) {
    return asks.quantity(level);
  }

  /** The quantity bid at a price, 0 where there is none. */
  public long bidQuantityAt(long price) {
    return bids.quantityAt(price);
  }

  /** The quantity asked at a price, 0 where there is none. */
  public long askQuantityAt(long price) {
    return asks.quantityAt(price);
  }

  /** Whether both sides have a level. */
  public boolean isTwoSided() {
    return bids.size() > 0 && asks.size() > 0;
  }

  /** Whether the best bid is not below the best ask, which no venue's book ever is for long. */
  public boolean isCrossed() {
    return isTwoSided() && bids.price(0) >= asks.price(0);
  }

  /** A price as a decimal number. */
  public BigDecimal price(long scaled) {
    return ScaledDecimal.of(scaled, priceScale);
  }

  /** A quantity as a decimal number. */
  public BigDecimal quantity(long scaled) {
    return ScaledDecimal.of(scaled, quantityScale);
  }
}

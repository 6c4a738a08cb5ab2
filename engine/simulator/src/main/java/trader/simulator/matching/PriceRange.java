package trader.simulator.matching;

/** The highest and the lowest of the prices seen; scaled as in {@link Decimals}. */
record PriceRange(long high, long low) {
  static final PriceRange EMPTY = new PriceRange(0, Long.MAX_VALUE);

  boolean isEmpty() {
    return high == 0;
  }

  PriceRange with(long price) {
    return price <= high && price >= low
        ? this
        : new PriceRange(Math.max(high, price), Math.min(low, price));
  }
}

package trader.simulator.prices;

import trader.simulator.matching.Trade;

/** Open, high, low, close and volumes of a span of time, scaled as in Decimals; grows by trades. */
public final class Bar {
  private final long openMillis;
  private long open;
  private long high;
  private long low;
  private long close;
  private long volume;
  private long quoteVolume;
  private long takerVolume;
  private long takerQuoteVolume;
  private long count;
  private long firstId = -1;
  private long lastId = -1;

  /** An empty bar that stands at a price. */
  public Bar(long openMillis, long price) {
    this.openMillis = openMillis;
    open = price;
    high = price;
    low = price;
    close = price;
  }

  void add(Trade trade) {
    long price = trade.price();
    if (count == 0) {
      open = price;
      high = price;
      low = price;
      firstId = trade.id();
    }
    high = Math.max(high, price);
    low = Math.min(low, price);
    close = price;
    volume += trade.quantity();
    quoteVolume += trade.quoteQuantity();
    if (!trade.buyerIsMaker()) {
      takerVolume += trade.quantity();
      takerQuoteVolume += trade.quoteQuantity();
    }
    count++;
    lastId = trade.id();
  }

  void add(Bar later) {
    if (later.count == 0) {
      return;
    }
    if (count == 0) {
      open = later.open;
      high = later.high;
      low = later.low;
      firstId = later.firstId;
    }
    high = Math.max(high, later.high);
    low = Math.min(low, later.low);
    close = later.close;
    volume += later.volume;
    quoteVolume += later.quoteVolume;
    takerVolume += later.takerVolume;
    takerQuoteVolume += later.takerQuoteVolume;
    count += later.count;
    lastId = later.lastId;
  }

  /** The start, in epoch milliseconds. */
  public long openMillis() {
    return openMillis;
  }

  /** The first price. */
  public long open() {
    return open;
  }

  /** The highest price. */
  public long high() {
    return high;
  }

  /** The lowest price. */
  public long low() {
    return low;
  }

  /** The last price. */
  public long close() {
    return close;
  }

  /** The quantity of base. */
  public long volume() {
    return volume;
  }

  /** The quantity of quote. */
  public long quoteVolume() {
    return quoteVolume;
  }

  /** The base that aggressors bought. */
  public long takerVolume() {
    return takerVolume;
  }

  /** The quote that aggressors paid. */
  public long takerQuoteVolume() {
    return takerQuoteVolume;
  }

  /** The number of trades. */
  public long count() {
    return count;
  }

  /** The id of the first trade, or -1. */
  public long firstId() {
    return firstId;
  }

  /** The id of the last trade, or -1. */
  public long lastId() {
    return lastId;
  }
}

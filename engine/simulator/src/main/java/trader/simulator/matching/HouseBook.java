package trader.simulator.matching;

/**
 * The liquidity that is not a client's: levels on both sides of the market's price whose quantities
 * are a seeded landscape over the price, so that the book moves little when the price does. What is
 * taken stays away until the market moves again.
 */
final class HouseBook {
  /** Levels a side. */
  static final int DEPTH = 60;

  private final Instrument instrument;
  private final long seed;
  private final Levels bids = new Levels(-1);
  private final Levels asks = new Levels(1);
  private final long typical;
  private long turn;

  /** One side, best first. */
  private final class Levels {
    private final int direction;
    private final long[] prices = new long[DEPTH];
    private final long[] quantities = new long[DEPTH];
    private int first;
    private int count;
    private boolean consumed;

    Levels(int direction) {
      this.direction = direction;
    }

    void stand(long touch, long touchQuantity) {
      if (touch <= 0) {
        count = 0;
        first = 0;
        return;
      }
      if (consumed || count == 0 || prices[0] != touch) {
        spread(touch);
      }
      quantities[0] =
          touchQuantity > 0 ? touchQuantity : size(1 + Math.floorMod(mix(touch ^ turn), 8L));
    }

    private void spread(long touch) {
      long tick = instrument.tick();
      long gap = Math.max(tick, Decimals.floorTo(touch / 20_000, tick));
      prices[0] = touch;
      long floor = Decimals.floorTo(touch, gap);
      long price = direction < 0 && floor < touch ? floor : floor + direction * gap;
      int n = 1;
      while (n < DEPTH && price > 0) {
        prices[n] = price;
        quantities[n] = size(2 + n / 4 + Math.floorMod(mix(price), 9L));
        n++;
        price += direction * gap;
      }
      first = 0;
      count = n;
      consumed = false;
    }

    void take(long quantity) {
      quantities[first] -= quantity;
      consumed = true;
      if (quantities[first] <= 0) {
        first++;
      }
    }

    long quantityAt(long price) {
      for (int i = first; i < count; i++) {
        if (prices[i] == price) {
          return quantities[i];
        }
      }
      return 0;
    }
  }

  HouseBook(Instrument instrument, long seed, long typicalQuantity) {
    this.instrument = instrument;
    this.seed = seed;
    this.typical = Math.max(typicalQuantity, instrument.step());
  }

  private Levels side(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  /**
   * Stands around a trade: the aggressor's side touches the price, the other is a tick or so off.
   */
  void surround(long price, Side aggressor) {
    long spread = instrument.tick() * (1 + Math.floorMod(mix(price), 3L));
    if (aggressor == Side.BUY) {
      quote(price - spread, price, 0, 0);
    } else {
      quote(price, price + spread, 0, 0);
    }
  }

  /** Stands at a given touch; a quantity of 0 is chosen from the seed. */
  void quote(long bid, long ask, long bidQuantity, long askQuantity) {
    turn++;
    bids.stand(bid, bidQuantity);
    asks.stand(ask, askQuantity);
  }

  private long size(long halves) {
    long quantity = Decimals.floorTo(typical * halves / 2, instrument.step());
    return Math.max(quantity, instrument.step());
  }

  private long mix(long value) {
    long z = value * 0x9E3779B97F4A7C15L + seed;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The best price of a side, or 0 when it is empty. */
  long best(Side side) {
    Levels levels = side(side);
    return levels.first < levels.count ? levels.prices[levels.first] : 0;
  }

  /** The quantity at the best price of a side. */
  long bestQuantity(Side side) {
    Levels levels = side(side);
    return levels.first < levels.count ? levels.quantities[levels.first] : 0;
  }

  /** Takes from the best level of a side, which goes when it is empty. */
  void take(Side side, long quantity) {
    side(side).take(quantity);
  }

  int levels(Side side) {
    return side(side).count - side(side).first;
  }

  long price(Side side, int level) {
    return side(side).prices[side(side).first + level];
  }

  long quantity(Side side, int level) {
    return side(side).quantities[side(side).first + level];
  }

  /** The quantity that stands at a price. */
  long quantityAt(Side side, long price) {
    return side(side).quantityAt(price);
  }
}

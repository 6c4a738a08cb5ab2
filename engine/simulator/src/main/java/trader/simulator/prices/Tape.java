package trader.simulator.prices;

import java.util.Arrays;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Side;

/**
 * Market events held in columns, which is small enough to keep a recorded file whole. Immutable
 * once built; every {@link #play} starts at the beginning.
 */
public final class Tape {
  private static final byte BUY = 0;
  private static final byte SELL = 1;
  private static final byte QUOTE = 2;

  private final byte[] kinds;
  private final long[] columns;
  private final long tick;
  private final long step;
  private final long typicalQuantity;

  private Tape(Builder builder) {
    kinds = Arrays.copyOf(builder.kinds, builder.size);
    columns = Arrays.copyOf(builder.columns, builder.size * 5);
    tick = unit(Math.max(2, builder.priceDecimals));
    step = unit(Math.min(5, builder.quantityDecimals));
    typicalQuantity = roundedToStep(builder.quantitySum / Math.max(1, builder.size), step);
  }

  private static long unit(int decimals) {
    long unit = Decimals.ONE;
    for (int i = 0; i < decimals; i++) {
      unit /= 10;
    }
    return unit;
  }

  private static long roundedToStep(long quantity, long step) {
    return Math.max(step, Decimals.floorTo(quantity + step / 2, step));
  }

  /** How many events it holds. */
  public int size() {
    return kinds.length;
  }

  /** The event at an index. */
  public MarketEvent event(int index) {
    int at = index * 5;
    long time = columns[at];
    return switch (kinds[index]) {
      case QUOTE ->
          new MarketEvent.Quote(
              time,
              columns[at + 1],
              roundedToStep(columns[at + 2], step),
              columns[at + 3],
              roundedToStep(columns[at + 4], step));
      default ->
          new MarketEvent.Print(
              time,
              columns[at + 1],
              roundedToStep(columns[at + 2], step),
              kinds[index] == BUY ? Side.BUY : Side.SELL);
    };
  }

  /** A source that plays it from the beginning. */
  public PriceSource play(String description) {
    return new TapeSource(this, description);
  }

  long tick() {
    return tick;
  }

  long step() {
    return step;
  }

  long typicalQuantity() {
    return typicalQuantity;
  }

  /** Collects events in order of time. */
  static final class Builder {
    private byte[] kinds = new byte[1024];
    private long[] columns = new long[5 * 1024];
    private int size;
    private int priceDecimals;
    private int quantityDecimals;
    private long quantitySum;
    private long lastPrice;
    private Side lastAggressor = Side.BUY;

    int size() {
      return size;
    }

    long lastPrice() {
      return lastPrice;
    }

    /** A trade whose aggressor is told by the direction of the price. */
    void print(long timeMicros, long price, long quantity) {
      if (lastPrice > 0 && price != lastPrice) {
        lastAggressor = price > lastPrice ? Side.BUY : Side.SELL;
      }
      print(timeMicros, price, quantity, lastAggressor);
    }

    void print(long timeMicros, long price, long quantity, Side aggressor) {
      int at = next(aggressor == Side.BUY ? BUY : SELL, timeMicros);
      columns[at + 1] = price;
      columns[at + 2] = quantity;
      lastPrice = price;
      seen(price, quantity);
    }

    void quote(long timeMicros, long bid, long bidQuantity, long ask, long askQuantity) {
      int at = next(QUOTE, timeMicros);
      columns[at + 1] = bid;
      columns[at + 2] = bidQuantity;
      columns[at + 3] = ask;
      columns[at + 4] = askQuantity;
      seen(bid, bidQuantity);
      seen(ask, askQuantity);
      quantitySum -= askQuantity;
    }

    private int next(byte kind, long timeMicros) {
      if (size == kinds.length) {
        kinds = Arrays.copyOf(kinds, size * 2);
        columns = Arrays.copyOf(columns, size * 10);
      }
      kinds[size] = kind;
      columns[size * 5] = timeMicros;
      return size++ * 5;
    }

    private void seen(long price, long quantity) {
      priceDecimals = Math.max(priceDecimals, decimals(price));
      quantityDecimals = Math.max(quantityDecimals, decimals(quantity));
      quantitySum += quantity;
    }

    private static int decimals(long value) {
      int decimals = Decimals.SCALE;
      long rest = value % Decimals.ONE;
      if (rest == 0) {
        return 0;
      }
      while (rest % 10 == 0) {
        rest /= 10;
        decimals--;
      }
      return decimals;
    }

    Tape build() {
      return new Tape(this);
    }
  }
}

package trader.simulator.krakenspot;

import java.util.ArrayDeque;
import java.util.Deque;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Market;
import trader.simulator.matching.Trade;
import trader.simulator.prices.BarHistory;

/** One listed pair: its names, its rules, its status, and what has traded. */
final class Listing {
  private static final int MOST_TRADES = 10_000;
  private static final String ONLINE = "online";

  private final PairNames names;
  private final Market market;
  private final long orderMin;
  private final long costMin;
  private final int priceDecimals;
  private final BarHistory bars = new BarHistory();
  private final Deque<Trade> trades = new ArrayDeque<>();
  private String status = ONLINE;

  Listing(PairNames names, Market market, long orderMin, long costMin) {
    this.names = names;
    this.market = market;
    this.orderMin = orderMin;
    this.costMin = costMin;
    this.priceDecimals = decimalsOf(market.instrument().tick());
  }

  private static int decimalsOf(long tick) {
    int decimals = Decimals.SCALE;
    long rest = tick;
    while (decimals > 0 && rest % 10 == 0) {
      rest /= 10;
      decimals--;
    }
    return decimals;
  }

  PairNames names() {
    return names;
  }

  Market market() {
    return market;
  }

  long orderMin() {
    return orderMin;
  }

  long costMin() {
    return costMin;
  }

  int priceDecimals() {
    return priceDecimals;
  }

  BarHistory bars() {
    return bars;
  }

  /** The newest trades, oldest of them first. */
  Deque<Trade> trades() {
    return trades;
  }

  void remember(Trade trade) {
    bars.add(trade);
    trades.add(trade);
    if (trades.size() > MOST_TRADES) {
      trades.remove();
    }
  }

  String status() {
    return status;
  }

  void status(String changed) {
    status = changed;
    market.setOpen(!changed.equals("cancel_only") && !changed.equals("maintenance"));
  }

  /** Refuses a price that is too fine. */
  void checkPrice(long price) {
    if (price % Decimals.ONE != 0 && decimalsOf(price) > priceDecimals) {
      throw new KrakenError(
          "EOrder:Invalid price:"
              + names.altname()
              + " price can only be specified up to "
              + priceDecimals
              + " decimals.");
    }
    if (price % market.instrument().tick() != 0) {
      throw new KrakenError("EOrder:Tick size check failed");
    }
  }

  /** Refuses what the pair's status or rules do not allow. */
  void check(OrderRequest request) {
    allow(request, status);
    if (!request.inQuote() && request.volume() < orderMin) {
      throw new KrakenError("EOrder:Order minimum not met");
    }
    long cost =
        request.inQuote()
            ? request.volume()
            : Decimals.times(
                request.limit() > 0
                    ? request.limit()
                    : request.trigger() > 0 ? request.trigger() : market.lastPrice(),
                request.volume());
    if (cost < costMin) {
      throw new KrakenError("EOrder:Cost minimum not met");
    }
  }

  /** Refuses what a state of the venue or the pair does not allow. */
  static void allow(OrderRequest request, String state) {
    boolean allowed =
        switch (state) {
          case ONLINE -> true;
          case "post_only" -> request.postOnly();
          case "limit_only" -> request.limit() > 0;
          default -> false;
        };
    if (!allowed) {
      throw new KrakenError("EService:Market in " + state + " mode");
    }
  }
}

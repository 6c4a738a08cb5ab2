package trader.simulator.binance;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import trader.simulator.matching.Level;
import trader.simulator.matching.Market;
import trader.simulator.matching.Side;
import trader.simulator.matching.Trade;
import trader.simulator.net.Json;
import trader.simulator.net.PlayedMarket;
import trader.simulator.net.StreamHub;
import trader.simulator.net.Topic;
import trader.simulator.net.TradeRing;
import trader.simulator.net.VenueClock;
import trader.simulator.prices.BarHistory;
import trader.simulator.prices.BarInterval;

/** What is published of one market: trades, best bid and ask, bars, and the book. */
final class MarketFeed implements PlayedMarket.Feed {
  private final Market market;
  private final VenueClock clock;
  private final String symbol;
  private final BarHistory bars = new BarHistory();
  private final TradeRing trades = new TradeRing();
  private final Topic trade;
  private final Topic aggregate;
  private final Topic bookTicker;
  private final DepthFeed depth;
  private final Map<BarInterval, KlineFeed> klines = new EnumMap<>(BarInterval.class);
  private final Json json = new Json();
  private long bid;
  private long bidQuantity;
  private long ask;
  private long askQuantity;

  MarketFeed(Market market, StreamHub hub, VenueClock clock, DepthFeed depth) {
    this.market = market;
    this.clock = clock;
    this.depth = depth;
    symbol = market.instrument().symbol();
    String prefix = symbol.toLowerCase(Locale.ROOT);
    trade = hub.topic(prefix + "@trade");
    aggregate = hub.topic(prefix + "@aggTrade");
    bookTicker = hub.topic(prefix + "@bookTicker");
    for (BarInterval interval : BarInterval.values()) {
      Topic topic = hub.topic(prefix + "@kline_" + interval.code());
      klines.put(interval, new KlineFeed(symbol, interval, bars, topic));
    }
  }

  BarHistory bars() {
    return bars;
  }

  TradeRing trades() {
    return trades;
  }

  DepthFeed depth() {
    return depth;
  }

  /** The volume-weighted price of the last minutes, or the last price when nothing traded. */
  long averagePrice(int minutes, long nowMillis) {
    long average = minutes == 0 ? 0 : bars.averagePrice(nowMillis - minutes * 60_000L);
    return average == 0 ? market.lastPrice() : average;
  }

  /** Keeps a trade of the time before the opening. */
  @Override
  public void remember(Trade past) {
    bars.add(past);
    trades.add(past);
  }

  void onTrade(Trade t) {
    remember(t);
    if (!trade.isEmpty()) {
      json.reset().open().put("e", "trade").putTime("E", clock.micros()).put("s", symbol);
      json.put("t", t.id());
      tail(t);
      trade.publish(json.text());
    }
    if (!aggregate.isEmpty()) {
      json.reset().open().put("e", "aggTrade").putTime("E", clock.micros()).put("s", symbol);
      json.put("a", t.id());
      json.putDecimal("p", t.price())
          .putDecimal("q", t.quantity())
          .put("f", t.id())
          .put("l", t.id());
      json.putTime("T", t.timeMicros()).put("m", t.buyerIsMaker()).put("M", true).close();
      aggregate.publish(json.text());
    }
  }

  private void tail(Trade t) {
    json.putDecimal("p", t.price())
        .putDecimal("q", t.quantity())
        .putTime("T", t.timeMicros())
        .put("m", t.buyerIsMaker())
        .put("M", true)
        .close();
  }

  /** Publishes a best bid or ask that has changed since the last call. */
  @Override
  public void onBookChange() {
    depth.changed();
    if (bookTicker.isEmpty()) {
      return;
    }
    Level newBid = market.best(Side.BUY);
    Level newAsk = market.best(Side.SELL);
    if (newBid.price() == bid
        && newBid.quantity() == bidQuantity
        && newAsk.price() == ask
        && newAsk.quantity() == askQuantity) {
      return;
    }
    bid = newBid.price();
    bidQuantity = newBid.quantity();
    ask = newAsk.price();
    askQuantity = newAsk.quantity();
    json.reset()
        .open()
        .put("u", depth.updateId())
        .put("s", symbol)
        .putDecimal("b", bid)
        .putDecimal("B", bidQuantity)
        .putDecimal("a", ask)
        .putDecimal("A", askQuantity)
        .close();
    bookTicker.publish(json.text());
  }

  /** Publishes what is due by the clock. */
  void onTick() {
    long millis = clock.millis();
    for (KlineFeed kline : klines.values()) {
      kline.onTick(millis);
    }
    depth.onTick(millis);
  }

  /** Writes a side of the book. */
  static void levels(Json out, String name, List<Level> levels) {
    out.name(name).openArray();
    for (Level level : levels) {
      out.openArray().decimal(level.price()).decimal(level.quantity()).closeArray();
    }
    out.closeArray();
  }
}

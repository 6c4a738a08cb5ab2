package trader.simulator.binancefutures;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import trader.simulator.binance.DepthFeed;
import trader.simulator.binance.KlineFeed;
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

/** What is published of one contract: trades, best bid and ask, bars, mark price and the book. */
final class ContractFeed implements PlayedMarket.Feed {
  private final Market market;
  private final VenueClock clock;
  private final String symbol;
  private final BarHistory bars = new BarHistory();
  private final TradeRing trades = new TradeRing();
  private final Topic trade;
  private final Topic aggregate;
  private final Topic bookTicker;
  private final Topic forced;
  private final Topic markSlow;
  private final Topic markFast;
  private final DepthFeed depth;
  private final Map<BarInterval, KlineFeed> klines = new EnumMap<>(BarInterval.class);
  private final Json json = new Json();
  private Level bid = new Level(0, 0);
  private Level ask = new Level(0, 0);
  private long markedMillis;

  ContractFeed(Market market, StreamHub hub, VenueClock clock, DepthFeed depth) {
    this.market = market;
    this.clock = clock;
    this.depth = depth;
    symbol = market.instrument().symbol();
    String prefix = symbol.toLowerCase(Locale.ROOT);
    trade = hub.topic(prefix + "@trade");
    aggregate = hub.topic(prefix + "@aggTrade");
    bookTicker = hub.topic(prefix + "@bookTicker");
    forced = hub.topic(prefix + "@forceOrder");
    markSlow = hub.topic(prefix + "@markPrice");
    markFast = hub.topic(prefix + "@markPrice@1s");
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

  @Override
  public void remember(Trade past) {
    bars.add(past);
    trades.add(past);
  }

  void onTrade(Trade t) {
    remember(t);
    if (!trade.isEmpty()) {
      begin("trade")
          .putTime("T", t.timeMicros())
          .put("s", symbol)
          .put("t", t.id())
          .putDecimal("p", t.price())
          .putDecimal("q", t.quantity())
          .put("X", "MARKET")
          .put("m", t.buyerIsMaker());
      trade.publish(json.close().text());
    }
    if (!aggregate.isEmpty()) {
      begin("aggTrade")
          .put("a", t.id())
          .put("s", symbol)
          .putDecimal("p", t.price())
          .putDecimal("q", t.quantity())
          .put("f", t.id())
          .put("l", t.id())
          .putTime("T", t.timeMicros())
          .put("m", t.buyerIsMaker());
      aggregate.publish(json.close().text());
    }
    if (t.isLiquidation() && !forced.isEmpty()) {
      begin("forceOrder")
          .name("o")
          .open()
          .put("s", symbol)
          .put("S", t.buyerIsMaker() ? "SELL" : "BUY")
          .put("o", "LIMIT")
          .put("f", "IOC")
          .putDecimal("q", t.quantity())
          .putDecimal("p", t.price())
          .putDecimal("ap", t.price())
          .put("X", "FILLED")
          .putDecimal("l", t.quantity())
          .putDecimal("z", t.quantity())
          .putTime("T", t.timeMicros())
          .close();
      forced.publish(json.close().text());
    }
  }

  private Json begin(String event) {
    return json.reset().open().put("e", event).putTime("E", clock.micros());
  }

  @Override
  public void onBookChange() {
    depth.changed();
    if (bookTicker.isEmpty()) {
      return;
    }
    Level newBid = market.best(Side.BUY);
    Level newAsk = market.best(Side.SELL);
    if (newBid.equals(bid) && newAsk.equals(ask)) {
      return;
    }
    bid = newBid;
    ask = newAsk;
    json.reset()
        .open()
        .put("e", "bookTicker")
        .put("u", depth.updateId())
        .put("s", symbol)
        .putDecimal("b", bid.price())
        .putDecimal("B", bid.quantity())
        .putDecimal("a", ask.price())
        .putDecimal("A", ask.quantity())
        .putTime("T", clock.micros())
        .putTime("E", clock.micros());
    bookTicker.publish(json.close().text());
  }

  /** Publishes what is due by the clock. */
  void onTick(Contract contract) {
    long millis = clock.millis();
    for (KlineFeed kline : klines.values()) {
      kline.onTick(millis);
    }
    depth.onTick(millis);
    if (millis - markedMillis >= 1_000) {
      boolean slow = millis / 3_000 != markedMillis / 3_000;
      markedMillis = millis;
      begin("markPriceUpdate")
          .put("s", symbol)
          .putDecimal("p", market.markPrice())
          .putDecimal("i", market.markPrice())
          .putDecimal("P", market.markPrice())
          .putDecimal("r", contract.fundingRate())
          .put("T", contract.nextFundingMillis())
          .close();
      markFast.publish(json.text());
      if (slow) {
        markSlow.publish(json.text());
      }
    }
  }
}

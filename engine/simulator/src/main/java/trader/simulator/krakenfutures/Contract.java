package trader.simulator.krakenfutures;

import java.util.function.BooleanSupplier;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Instrument;
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

/** One listed contract: its market, its rules and state, and what is published of it. */
final class Contract implements PlayedMarket.Feed {
  private static final long TICKER_MILLIS = 1_000;
  static final long HOUR_MICROS = 3_600_000_000L;

  private final Market market;
  private final VenueClock clock;
  private final BookFeed book;
  private final BarHistory bars = new BarHistory();
  private final TradeRing trades = new TradeRing();
  private final Topic tradeTopic;
  private final Topic tickerTopic;
  private final Topic liteTopic;
  private final Json json = new Json();
  private final String uidPrefix;
  private ContractRules rules;
  private boolean suspended;
  private boolean postOnly;
  private boolean marksByLast;
  private long fundingRate;
  private long lastTickerMillis;

  Contract(
      Market market,
      ContractRules rules,
      StreamHub hub,
      VenueClock clock,
      long fundingRate,
      String uidPrefix,
      BooleanSupplier losesLevel) {
    this.market = market;
    this.rules = rules;
    this.clock = clock;
    this.fundingRate = fundingRate;
    this.uidPrefix = uidPrefix;
    String symbol = symbol();
    book = new BookFeed(market, hub, 326_072_249L, losesLevel);
    tradeTopic = hub.topic("trade." + symbol);
    tickerTopic = hub.topic("ticker." + symbol);
    liteTopic = hub.topic("ticker_lite." + symbol);
  }

  Market market() {
    return market;
  }

  Instrument instrument() {
    return market.instrument();
  }

  String symbol() {
    return market.instrument().symbol();
  }

  ContractRules rules() {
    return rules;
  }

  void rules(ContractRules changed) {
    rules = changed;
  }

  BookFeed book() {
    return book;
  }

  BarHistory bars() {
    return bars;
  }

  TradeRing trades() {
    return trades;
  }

  boolean isSuspended() {
    return suspended;
  }

  boolean isPostOnly() {
    return postOnly;
  }

  /** Sets the state: {@code suspended}, {@code postOnly}, or trading for any other word. */
  void state(String word) {
    suspended = word.equals("suspended");
    postOnly = word.equals("postOnly");
    market.setOpen(!suspended);
  }

  /** Whether a mark that was held is to follow the last price again. */
  boolean marksByLast() {
    return marksByLast;
  }

  void marksByLast(boolean follows) {
    marksByLast = follows;
  }

  /** The fraction of a position's value that longs pay each hour. */
  long fundingRate() {
    return fundingRate;
  }

  void fundingRate(long rate) {
    fundingRate = rate;
  }

  /** Dollars that a unit of base pays each hour. */
  long absoluteFundingRate() {
    return Decimals.signedTimes(fundingRate, market.markPrice());
  }

  @Override
  public void remember(Trade past) {
    bars.add(past);
    trades.add(past);
  }

  void onTrade(Trade trade) {
    remember(trade);
    if (!tradeTopic.isEmpty()) {
      json.reset();
      write(json, trade);
      tradeTopic.publish(json.text());
    }
  }

  /** The public name of a trade. */
  String uid(Trade trade) {
    return uidPrefix + String.format("%012x", trade.id());
  }

  private void write(Json out, Trade trade) {
    out.open()
        .put("feed", "trade")
        .put("product_id", symbol())
        .put("uid", uid(trade))
        .put("side", trade.buyerIsMaker() ? "sell" : "buy")
        .put("type", trade.isLiquidation() ? "liquidation" : "fill")
        .put("seq", trade.id())
        .put("time", Math.floorDiv(trade.timeMicros(), 1_000L))
        .putNumber("qty", trade.quantity())
        .putNumber("price", trade.price())
        .close();
  }

  CharSequence tradeSnapshot() {
    Json out = new Json();
    out.open().put("feed", "trade_snapshot").put("product_id", symbol());
    out.name("trades").openArray();
    for (Trade trade : trades.latest(100).reversed()) {
      write(out, trade);
    }
    return out.closeArray().close().text();
  }

  @Override
  public void onBookChange() {
    book.changed();
  }

  /** Publishes what is due by the clock. */
  void onTick() {
    long now = clock.millis();
    book.publish(now);
    if (now - lastTickerMillis >= TICKER_MILLIS || now < lastTickerMillis) {
      lastTickerMillis = now;
      if (!tickerTopic.isEmpty()) {
        tickerTopic.publish(ticker(now));
      }
      if (!liteTopic.isEmpty()) {
        liteTopic.publish(tickerLite());
      }
    }
  }

  CharSequence ticker(long nowMillis) {
    var bid = market.best(Side.BUY);
    var ask = market.best(Side.SELL);
    long hour = HOUR_MICROS / 1_000;
    return json.reset()
        .open()
        .put("feed", "ticker")
        .put("product_id", symbol())
        .put("time", nowMillis)
        .putNumber("bid", bid.price())
        .putNumber("ask", ask.price())
        .putNumber("bid_size", bid.quantity())
        .putNumber("ask_size", ask.quantity())
        .putNumber("last", market.lastPrice())
        .putNumber("volume", DayStatistics.of(this).volume())
        .putNumber("index", market.markPrice())
        .putNumber("markPrice", market.markPrice())
        .put("openInterest", 0)
        .put("premium", 0)
        .putNumber("change", DayStatistics.of(this).changePercent())
        .put("tag", "perpetual")
        .put("pair", rules.pair())
        .put("leverage", "50x")
        .put("dtm", 0)
        .put("maturityTime", 0)
        .put("suspended", suspended)
        .put("post_only", postOnly)
        .putNumber("funding_rate", absoluteFundingRate())
        .putNumber("funding_rate_prediction", absoluteFundingRate())
        .putNumber("relative_funding_rate", fundingRate)
        .putNumber("relative_funding_rate_prediction", fundingRate)
        .put("next_funding_rate_time", (nowMillis / hour + 1) * hour)
        .putNumber("volumeQuote", DayStatistics.of(this).quoteVolume())
        .close()
        .text();
  }

  private CharSequence tickerLite() {
    DayStatistics day = DayStatistics.of(this);
    return json.reset()
        .open()
        .put("feed", "ticker_lite")
        .put("product_id", symbol())
        .putNumber("bid", market.best(Side.BUY).price())
        .putNumber("ask", market.best(Side.SELL).price())
        .putNumber("change", day.changePercent())
        .put("premium", 0)
        .putNumber("volume", day.volume())
        .put("tag", "perpetual")
        .put("pair", rules.pair())
        .put("dtm", 0)
        .put("maturityTime", 0)
        .putNumber("volumeQuote", day.quoteVolume())
        .close()
        .text();
  }

  long nowMillis() {
    return clock.millis();
  }
}

package trader.simulator.krakenspot;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Level;
import trader.simulator.matching.Side;
import trader.simulator.matching.Trade;
import trader.simulator.net.Json;
import trader.simulator.net.VenueClock;
import trader.simulator.prices.Bar;
import trader.simulator.prices.BarInterval;

/** The public channels of one pair: trades, ticker, bars and books. */
final class Feed {
  private static final Map<Integer, BarInterval> INTERVALS =
      Map.of(
          1, BarInterval.MINUTE,
          5, BarInterval.MINUTES_5,
          15, BarInterval.MINUTES_15,
          30, BarInterval.MINUTES_30,
          60, BarInterval.HOUR,
          240, BarInterval.HOURS_4,
          1_440, BarInterval.DAY,
          10_080, BarInterval.WEEK);
  private static final Set<Integer> DEPTHS = Set.of(10, 25, 100, 500, 1_000);

  private final Listing listing;
  private final VenueClock clock;
  private final Predicate<String> withheld;
  private final BooleanSupplier loses;
  private final Channel trades;
  private final Channel tickerByTrade;
  private final Channel tickerByQuote;
  private final Map<Integer, BookFeed> books = new TreeMap<>();
  private final Map<Integer, Channel> bars = new HashMap<>();
  private final Json json = new Json();
  private Level bid = new Level(0, 0);
  private Level ask = new Level(0, 0);
  private boolean dirty;
  private boolean traded;
  private @Nullable DayFigures day;
  private long dayMillis;

  Feed(Listing listing, VenueClock clock, Predicate<String> withheld, BooleanSupplier loses) {
    this.listing = listing;
    this.clock = clock;
    this.withheld = withheld;
    this.loses = loses;
    trades = new Channel("trade:" + listing.names().name(), withheld);
    tickerByTrade = new Channel("ticker:" + listing.names().name(), withheld);
    tickerByQuote = new Channel("ticker:" + listing.names().name(), withheld);
  }

  Listing listing() {
    return listing;
  }

  /** The interval of a number of minutes, null where the venue has none such. */
  static @Nullable BarInterval interval(int minutes) {
    return INTERVALS.get(minutes);
  }

  Channel trades() {
    return trades;
  }

  /** The ticker that is sent with each trade, or with each new best bid or ask. */
  Channel ticker(boolean byQuote) {
    return byQuote ? tickerByQuote : tickerByTrade;
  }

  BookFeed book(int depth) {
    if (!DEPTHS.contains(depth)) {
      throw new KrakenError("Subscription depth not supported");
    }
    return books.computeIfAbsent(
        depth,
        d ->
            new BookFeed(
                listing, clock, d, new Channel("book:" + listing.names().name(), withheld), loses));
  }

  Channel bars(int minutes) {
    if (interval(minutes) == null) {
      throw new KrakenError("Subscription ohlc interval not supported");
    }
    return bars.computeIfAbsent(
        minutes, m -> new Channel("ohlc:" + listing.names().name(), withheld));
  }

  void remove(Session session) {
    trades.remove(session);
    tickerByTrade.remove(session);
    tickerByQuote.remove(session);
    books.values().forEach(book -> book.channel().remove(session));
    bars.values().forEach(channel -> channel.remove(session));
  }

  void onTrade(Trade trade) {
    listing.remember(trade);
    traded = true;
    dirty = true;
    if (!trades.isEmpty()) {
      json.reset().open().put("channel", "trade").put("type", "update").name("data").openArray();
      trade(json, trade);
      trades.publish(json.closeArray().close().text());
    }
  }

  void trade(Json out, Trade trade) {
    out.open()
        .put("symbol", listing.names().name())
        .put("side", trade.buyerIsMaker() ? "sell" : "buy")
        .name("price")
        .raw(Texts.number(trade.price()))
        .name("qty")
        .raw(Texts.number(trade.quantity()))
        .put("ord_type", "market")
        .put("trade_id", trade.id())
        .put("timestamp", Texts.rfc3339(trade.timeMicros()))
        .close();
  }

  /** The book may have changed. */
  void onBookChange() {
    dirty = true;
  }

  /** Publishes what has changed since the last call. */
  void flush() {
    if (!dirty) {
      return;
    }
    dirty = false;
    books.values().forEach(BookFeed::update);
    Level newBid = listing.market().best(Side.BUY);
    Level newAsk = listing.market().best(Side.SELL);
    if (!newBid.equals(bid) || !newAsk.equals(ask)) {
      bid = newBid;
      ask = newAsk;
      if (!tickerByQuote.isEmpty()) {
        tickerByQuote.publish(ticker("update"));
      }
    }
    if (traded && !tickerByTrade.isEmpty()) {
      tickerByTrade.publish(ticker("update"));
    }
    if (traded) {
      bars.forEach((minutes, channel) -> {
        if (!channel.isEmpty()) {
          channel.publish(bar(minutes));
        }
      });
    }
    traded = false;
  }

  /** The figures of the last 24 hours, at most a second old. */
  DayFigures day() {
    long now = clock.millis();
    DayFigures known = day;
    if (known == null || now - dayMillis > 1_000) {
      known = DayFigures.since(listing, now - DayFigures.DAY_MILLIS, now);
      day = known;
      dayMillis = now;
    }
    return known;
  }

  CharSequence ticker(String type) {
    DayFigures figures = day();
    long last = listing.market().lastPrice();
    Level bestBid = listing.market().best(Side.BUY);
    Level bestAsk = listing.market().best(Side.SELL);
    json.reset().open().put("channel", "ticker").put("type", type).name("data").openArray();
    json.open().put("symbol", listing.names().name());
    number("bid", bestBid.price());
    number("bid_qty", bestBid.quantity());
    number("ask", bestAsk.price());
    number("ask_qty", bestAsk.quantity());
    number("last", last);
    number("volume", figures.volume());
    number("vwap", figures.vwap());
    number("low", figures.low());
    number("high", figures.high());
    number("change", last - figures.open());
    long open = Math.max(1, figures.open());
    number("change_pct", (last - open) / Math.max(1, open / 10_000) * (Decimals.ONE / 100));
    return json.put("timestamp", Texts.rfc3339(clock.micros())).close().closeArray().close().text();
  }

  private void number(String name, long scaled) {
    json.name(name).raw(Texts.number(scaled));
  }

  /** The bar that runs now, or the newest. */
  CharSequence bar(int minutes) {
    BarInterval interval = INTERVALS.get(minutes);
    if (interval == null) {
      throw new KrakenError("Subscription ohlc interval not supported");
    }
    long open = interval.openOf(clock.millis());
    json.reset().open().put("channel", "ohlc").put("type", "update").name("data").openArray();
    for (Bar bar : listing.bars().bars(interval, open, open, 1, false)) {
      json.open().put("symbol", listing.names().name());
      number("open", bar.open());
      number("high", bar.high());
      number("low", bar.low());
      number("close", bar.close());
      json.put("trades", bar.count());
      number("volume", bar.volume());
      number(
          "vwap",
          bar.volume() == 0 ? bar.close() : Decimals.dividedBy(bar.quoteVolume(), bar.volume()));
      json.put("interval_begin", Texts.rfc3339(open * 1_000).replace("Z", "000Z"))
          .put("interval", minutes)
          .put("timestamp", Texts.rfc3339(interval.after(open) * 1_000))
          .close();
    }
    return json.closeArray().close().text();
  }
}

package trader.simulator.net;

import trader.simulator.matching.Exchange;
import trader.simulator.matching.Instrument;
import trader.simulator.matching.Market;
import trader.simulator.matching.Trade;
import trader.simulator.prices.MarketEvent;

/** A venue's market into which prices are played. */
public final class PlayedMarket {

  /** What a venue publishes of a market. */
  public interface Feed {
    /** Keeps a trade of the time before the opening. */
    void remember(Trade past);

    /** Publishes the book where it has changed since the last call. */
    void onBookChange();
  }

  private final Exchange exchange;
  private final Market market;
  private final VenueClock clock;
  private final Feed feed;

  /** A market of an exchange, by the venue's clock. */
  public PlayedMarket(Exchange exchange, Market market, VenueClock clock, Feed feed) {
    this.exchange = exchange;
    this.market = market;
    this.clock = clock;
    this.feed = feed;
  }

  Instrument instrument() {
    return market.instrument();
  }

  void remember(long id, long price, long quantity, long timeMicros, boolean buyerIsMaker) {
    feed.remember(new Trade(instrument().symbol(), id, price, quantity, timeMicros, buyerIsMaker));
  }

  void open(long nextTradeId, long price) {
    market.nextTradeId(nextTradeId);
    if (price > 0) {
      market.begin(price - Math.floorMod(price, instrument().tick()));
    }
  }

  /** Plays one event; while the symbol does not trade, it is passed over. */
  void play(MarketEvent event) {
    if (!market.isOpen()) {
      return;
    }
    long time = clock.transactionMicros();
    switch (event) {
      case MarketEvent.Print p ->
          exchange.print(market, p.price(), whole(p.quantity()), p.aggressor(), time);
      case MarketEvent.Quote q ->
          exchange.quote(
              market, q.bid(), whole(q.bidQuantity()), q.ask(), whole(q.askQuantity()), time);
    }
    feed.onBookChange();
  }

  /** A source may have smaller steps of quantity than the market that it is played into. */
  private long whole(long quantity) {
    long step = instrument().step();
    return Math.max(step, quantity - quantity % step);
  }
}

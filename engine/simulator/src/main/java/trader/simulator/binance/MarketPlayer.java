package trader.simulator.binance;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.Market;
import trader.simulator.matching.Side;
import trader.simulator.matching.Trade;
import trader.simulator.prices.MarketEvent;
import trader.simulator.prices.Playback;

/** Plays one price source into one market: its past at once, the rest as it comes due. */
final class MarketPlayer {
  private static final Logger LOG = LoggerFactory.getLogger(MarketPlayer.class);
  private static final int MOST_AT_ONCE = 2_000;

  private final Exchange exchange;
  private final VenueClock clock;
  private final Listing listing;
  private final Playback playback;
  private boolean ended;

  MarketPlayer(Exchange exchange, VenueClock clock, Listing listing, Playback playback) {
    this.exchange = exchange;
    this.clock = clock;
    this.listing = listing;
    this.playback = playback;
  }

  /** Makes the past, and opens the market at its last price. */
  void open() {
    long now = clock.wallMicros();
    playback.open(now);
    Market market = listing.market();
    long id = 1;
    long price = 0;
    List<MarketEvent> history = playback.history();
    for (MarketEvent event : history) {
      price = event.price();
      if (event instanceof MarketEvent.Print print) {
        listing
            .feed()
            .remember(
                new Trade(
                    listing.instrument().symbol(),
                    id++,
                    print.price(),
                    print.quantity(),
                    playback.wallMicros(event),
                    print.aggressor() == Side.SELL));
      }
    }
    market.nextTradeId(id);
    if (price == 0) {
      price = playback.nextPrice();
    }
    if (price > 0) {
      market.begin(price - Math.floorMod(price, listing.instrument().tick()));
    }
    playback.forgetHistory();
  }

  long nextDueMicros() {
    return playback.nextDueMicros();
  }

  /** Plays what is due; what comes due while the symbol does not trade is passed over. */
  void play() {
    long now = clock.wallMicros();
    Market market = listing.market();
    for (int i = 0; i < MOST_AT_ONCE && playback.nextDueMicros() <= now; i++) {
      MarketEvent event = playback.take();
      if (!market.isOpen()) {
        continue;
      }
      long time = clock.transactionMicros();
      switch (event) {
        case MarketEvent.Print p ->
            exchange.print(market, p.price(), p.quantity(), p.aggressor(), time);
        case MarketEvent.Quote q ->
            exchange.quote(market, q.bid(), q.bidQuantity(), q.ask(), q.askQuantity(), time);
        case null -> {
          return;
        }
      }
      listing.feed().onBookChange();
    }
    if (!ended && playback.nextDueMicros() == Long.MAX_VALUE) {
      ended = true;
      LOG.info(
          "the prices of {} have ended ({}); the market stays open at the last price",
          listing.instrument().symbol(),
          playback.source().description());
    }
  }
}

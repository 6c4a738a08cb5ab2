package trader.simulator.net;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.matching.Side;
import trader.simulator.prices.MarketEvent;
import trader.simulator.prices.Playback;

/**
 * Plays one price source into the markets of one or more venues: its past at once, the rest as it
 * comes due.
 */
public final class MarketPlayer {
  private static final Logger LOG = LoggerFactory.getLogger(MarketPlayer.class);
  private static final int MOST_AT_ONCE = 2_000;

  private final VenueClock clock;
  private final Playback playback;
  private final List<PlayedMarket> markets;
  private boolean ended;

  /** {@code clock} is the machine's. */
  public MarketPlayer(VenueClock clock, Playback playback, List<PlayedMarket> markets) {
    this.clock = clock;
    this.playback = playback;
    this.markets = List.copyOf(markets);
  }

  /** Makes the past, and opens the markets at its last price. */
  public void open() {
    playback.open(clock.wallMicros());
    long id = 1;
    long price = 0;
    for (MarketEvent event : playback.history()) {
      price = event.price();
      if (event instanceof MarketEvent.Print print) {
        for (PlayedMarket market : markets) {
          market.remember(
              id,
              print.price(),
              print.quantity(),
              playback.wallMicros(event),
              print.aggressor() == Side.SELL);
        }
        id++;
      }
    }
    long first = price == 0 ? playback.nextPrice() : price;
    for (PlayedMarket market : markets) {
      market.open(id, first);
    }
    playback.forgetHistory();
  }

  /** When the next event comes due, in epoch microseconds of the machine's clock. */
  public long nextDueMicros() {
    return playback.nextDueMicros();
  }

  /** Plays what is due; what comes due while a symbol does not trade is passed over. */
  public void play() {
    long now = clock.wallMicros();
    for (int i = 0; i < MOST_AT_ONCE && playback.nextDueMicros() <= now; i++) {
      MarketEvent event = playback.take();
      if (event == null) {
        return;
      }
      for (PlayedMarket market : markets) {
        market.play(event);
      }
    }
    if (!ended && playback.nextDueMicros() == Long.MAX_VALUE) {
      ended = true;
      LOG.info(
          "the prices of {} have ended ({}); the market stays open at the last price",
          markets.getFirst().instrument().symbol(),
          playback.source().description());
    }
  }
}

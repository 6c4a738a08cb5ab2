package trader.venues.kraken.futures;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.venues.FrameReader;

/** Kraken Futures' market frames read as the feed reads them, with no connection: for replays. */
public final class KrakenFuturesFrames {
  private KrakenFuturesFrames() {}

  /**
   * Trades, and quotes from the books. A frame that is garbled, or before which changes of a book
   * are missing, throws {@link IllegalArgumentException}.
   */
  public static FrameReader reader(
      List<InstrumentRules> rules, LongSupplier nowMicros, Consumer<MarketEvent> events) {
    FeedFrames frames = new FeedFrames(nowMicros, new Strict(events));
    rules.forEach(frames::wants);
    return frames;
  }

  private record Strict(Consumer<MarketEvent> events) implements FeedFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      events.accept(event);
    }

    @Override
    public void hole(InstrumentId instrument, String why) {
      throw new IllegalArgumentException(instrument + ": " + why);
    }

    @Override
    public void subscribed(String feed, InstrumentId instrument) {
      // A recording has its own.
    }

    @Override
    public void garbled(String why) {
      throw new IllegalArgumentException(why);
    }
  }
}

package trader.venues.kraken.spot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.venues.FrameReader;
import trader.venues.book.SentLevels;

/** Kraken spot's market frames read as the feed reads them, without a connection: for replays. */
public final class KrakenFrames {
  private KrakenFrames() {}

  /**
   * Trades, quotes and books of {@code depth} levels. A frame that is garbled, or after which a
   * book has not the venue's checksum, throws {@link IllegalArgumentException}.
   */
  public static FrameReader reader(
      List<InstrumentRules> rules,
      int depth,
      LongSupplier nowMicros,
      Consumer<MarketEvent> events) {
    Map<String, InstrumentId> names = new HashMap<>();
    Map<InstrumentId, PairBook> books = new HashMap<>();
    for (InstrumentRules each : rules) {
      names.put(each.baseAsset() + "/" + each.quoteAsset(), each.instrument());
      books.put(
          each.instrument(),
          new PairBook(
              Math.max(0, each.tickSize().stripTrailingZeros().scale()),
              Math.max(0, each.lotSize().stripTrailingZeros().scale()),
              depth));
    }
    MarketFrames frames = new MarketFrames(nowMicros, new Strict(books, events));
    frames.names(names);
    return frames;
  }

  private record Strict(Map<InstrumentId, PairBook> books, Consumer<MarketEvent> events)
      implements MarketFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      events.accept(event);
    }

    @Override
    public void book(
        InstrumentId instrument,
        boolean snapshot,
        SentLevels bids,
        SentLevels asks,
        long checksum) {
      PairBook book = books.get(instrument);
      if (book != null && !book.apply(snapshot, bids, asks, checksum)) {
        throw new IllegalArgumentException(
            "the checksum of the book of " + instrument + " is not the venue's " + checksum);
      }
    }

    @Override
    public void status(String system) {
      // A recording goes on.
    }

    @Override
    public void refused(String error) {
      throw new IllegalArgumentException(error);
    }

    @Override
    public void garbled(String why) {
      throw new IllegalArgumentException(why);
    }
  }
}

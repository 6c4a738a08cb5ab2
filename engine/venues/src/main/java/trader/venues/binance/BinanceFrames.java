package trader.venues.binance;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.venues.FrameReader;
import trader.venues.book.DepthUpdate;

/** Binance's market frames read as the feeds read them, without a connection: for replays. */
public final class BinanceFrames {
  private BinanceFrames() {}

  /** Trades and quotes of spot. A garbled frame throws {@link IllegalArgumentException}. */
  public static FrameReader spot(
      List<InstrumentId> instruments, LongSupplier nowMicros, Consumer<MarketEvent> events) {
    return frames("trade", instruments, nowMicros, events);
  }

  /** Trades and quotes of futures. A garbled frame throws {@link IllegalArgumentException}. */
  public static FrameReader futures(
      List<InstrumentId> instruments, LongSupplier nowMicros, Consumer<MarketEvent> events) {
    return frames("aggTrade", instruments, nowMicros, events);
  }

  /**
   * Depth of either venue, kept as a book; the first update is a snapshot. A frame that is garbled,
   * or does not continue the one before it, throws {@link IllegalArgumentException}.
   */
  public static FrameReader depth(DepthSync sync) {
    DepthFrames frames = new DepthFrames(sync.book().priceScale(), sync.book().quantityScale());
    return (frame, length) -> {
      DepthUpdate update = frames.read(frame, length);
      DepthSync.Step step = sync.lastId() < 0 ? sync.snapshot(update) : sync.update(update);
      if (step != DepthSync.Step.APPLIED && step != DepthSync.Step.OLD) {
        throw new IllegalArgumentException("the book came to " + step);
      }
    };
  }

  private static FrameReader frames(
      String tradeEvent,
      List<InstrumentId> instruments,
      LongSupplier nowMicros,
      Consumer<MarketEvent> events) {
    return new MarketFrames(
        tradeEvent,
        instruments.stream().collect(Collectors.toMap(InstrumentId::symbol, id -> id)),
        nowMicros,
        new MarketFrames.Listener() {
          @Override
          public void market(MarketEvent event) {
            events.accept(event);
          }

          @Override
          public void serverShutdown() {
            // A recording goes on.
          }

          @Override
          public void garbled(String why) {
            throw new IllegalArgumentException(why);
          }
        });
  }
}

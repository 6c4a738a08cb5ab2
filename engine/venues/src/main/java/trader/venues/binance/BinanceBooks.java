package trader.venues.binance;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import trader.control.InstrumentId;
import trader.venues.DepthFeed;
import trader.venues.VenueRuntime;
import trader.venues.book.BookCopy;
import trader.venues.book.BookHealth;
import trader.venues.net.KeptBooks;
import trader.venues.net.RateLimits;
import trader.venues.net.Timings;

/** The books of some instruments at Binance, spot or futures, each by a stream of its own. */
public final class BinanceBooks implements DepthFeed {
  private final KeptBooks kept;
  private final List<BinanceDepth> books;

  /**
   * Nothing is connected yet.
   *
   * @param rules how the venue numbers its differences
   * @param streams base of the streams of book data
   * @param path the REST path of snapshots
   * @param runtime whose event loop the books belong to
   * @param rest belongs to the loop that trades, and is called there
   */
  public BinanceBooks(
      List<InstrumentId> instruments,
      DepthSync.Rules rules,
      URI streams,
      String path,
      VenueRuntime runtime,
      RateLimits limits,
      BinanceRest rest,
      Timings timings) {
    this.kept = new KeptBooks(instruments, runtime.loop());
    this.books =
        instruments.stream()
            .map(instrument ->
                new BinanceDepth(
                    instrument,
                    rules,
                    BinanceSpot.streams(streams, List.of(instrument), "depth@100ms"),
                    path,
                    kept.of(instrument),
                    runtime,
                    limits,
                    rest,
                    timings))
            .toList();
  }

  @Override
  public void start() {
    books.forEach(BinanceDepth::start);
  }

  /** One instrument's book and whether it is in step; belongs to the books' event loop. */
  DepthSync sync(InstrumentId instrument) {
    return books.get(kept.instruments().indexOf(instrument)).sync();
  }

  @Override
  public CompletableFuture<BookCopy> copy(InstrumentId instrument, int levels) {
    return kept.copy(instrument, levels);
  }

  @Override
  public List<BookHealth> health() {
    return kept.health();
  }

  @Override
  public void close() {
    books.forEach(BinanceDepth::close);
  }
}

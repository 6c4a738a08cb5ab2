package trader.venues.kraken.spot;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.venues.DepthFeed;
import trader.venues.VenueRuntime;
import trader.venues.book.BookCopy;
import trader.venues.book.BookHealth;
import trader.venues.book.KeptBook;
import trader.venues.book.SentLevels;
import trader.venues.net.KeptBooks;
import trader.venues.net.RateLimits;
import trader.venues.net.SocketLink;

/** Kraken spot's books, kept by their checksums: one that is not the venue's is read anew. */
final class KrakenSpotBooks implements DepthFeed {
  private static final Logger LOG = LoggerFactory.getLogger(KrakenSpotBooks.class);
  private static final int[] DEPTHS = {10, 25, 100, 500, 1_000};

  private final VenueRuntime runtime;
  private final KrakenSpot.Listed listed;
  private final KeptBooks kept;
  private final int depth;
  private final long patienceMillis;
  private final SocketLink link;
  private final MarketFrames frames;
  private final Map<InstrumentId, PairBook> books = new HashMap<>();
  private byte[] scratch = new byte[65_536];
  private long lastId;
  private @Nullable ScheduledFuture<?> next;

  /** Nothing is connected yet; {@code levels} is rounded up to a depth that the venue has. */
  KrakenSpotBooks(
      KrakenSpotSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      KrakenSpot.Listed listed,
      List<InstrumentId> instruments,
      int levels) {
    this.runtime = runtime;
    this.listed = listed;
    this.kept = new KeptBooks(instruments, runtime.loop());
    this.depth = depth(levels);
    this.patienceMillis = settings.timings().firstBackoff().toMillis();
    this.frames = new MarketFrames(runtime.nowMicros(), new FrameListener());
    this.link =
        new SocketLink(
            "depth", settings.streams(), runtime, limits, settings.timings(), new LinkListener());
  }

  private static int depth(int levels) {
    for (int has : DEPTHS) {
      if (levels <= has) {
        return has;
      }
    }
    return DEPTHS[DEPTHS.length - 1];
  }

  /** The decimals of a pair are in the listings, which the market data reads first. */
  @Override
  public void start() {
    if (pairs().size() == kept.instruments().size()) {
      link.open();
    } else {
      next = runtime.loop().schedule(this::start, patienceMillis, TimeUnit.MILLISECONDS);
    }
  }

  private List<Pair> pairs() {
    return kept.instruments().stream()
        .map(listed.pairs()::of)
        .filter(pair -> pair != null)
        .toList();
  }

  private void send(String method, Pair pair) {
    Channel channel = link.channel();
    if (channel != null) {
      String frame =
          RequestFrames.market(
              ++lastId, method, "book", List.of(pair.name()), ",\"depth\":" + depth);
      var _ =
          channel.writeAndFlush(
              new TextWebSocketFrame(ByteBufUtil.writeUtf8(channel.alloc(), frame)));
    }
  }

  private void readAnew(InstrumentId instrument, String why) {
    LOG.warn("the book of {} is read anew: {}", instrument, why);
    runtime.metrics().callFailed("book", "checksum");
    kept.of(instrument).mismatch();
    Pair pair = listed.pairs().of(instrument);
    if (pair != null) {
      send("unsubscribe", pair);
      send("subscribe", pair);
    }
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
    if (next != null) {
      next.cancel(false);
    }
    link.close();
  }

  private final class FrameListener implements MarketFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      // Trades and quotes have a connection of their own.
    }

    @Override
    public void book(
        InstrumentId instrument,
        boolean snapshot,
        SentLevels bids,
        SentLevels asks,
        long checksum) {
      PairBook book = books.get(instrument);
      if (book == null || (!snapshot && !book.valid())) {
        return;
      }
      try {
        if (!book.apply(snapshot, bids, asks, checksum)) {
          readAnew(instrument, "its checksum is not the venue's");
          return;
        }
      } catch (ArithmeticException e) {
        book.invalidate();
        readAnew(instrument, "it has a number finer than the pair's: " + e.getMessage());
        return;
      }
      KeptBook known = kept.of(instrument);
      if (snapshot) {
        link.established();
        known.whole(runtime.now());
      } else {
        known.changed(runtime.now());
      }
    }

    @Override
    public void status(String system) {
      // Told by the market data.
    }

    @Override
    public void refused(String error) {
      link.reconnect("the venue refused a subscription: " + error);
    }

    @Override
    public void garbled(String why) {
      link.reconnect(why);
    }
  }

  private final class LinkListener implements SocketLink.Listener {
    @Override
    public void opened(Channel channel) {
      books.clear();
      Map<String, InstrumentId> names = new HashMap<>();
      for (Pair pair : pairs()) {
        InstrumentId instrument = pair.rules().instrument();
        PairBook book = new PairBook(pair.priceDecimals(), pair.qtyDecimals(), depth);
        books.put(instrument, book);
        kept.of(instrument).levels(book.levels());
        names.put(pair.name(), instrument);
      }
      frames.names(names);
      pairs().forEach(pair -> send("subscribe", pair));
    }

    @Override
    public void text(ByteBuf frame) {
      int length = frame.readableBytes();
      if (length > scratch.length) {
        scratch = new byte[2 * length];
      }
      frame.readBytes(scratch, 0, length);
      frames.read(scratch, length);
    }

    @Override
    public void closed(String why) {
      books.values().forEach(PairBook::invalidate);
      kept.lost();
    }
  }
}

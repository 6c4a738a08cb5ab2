package trader.venues.kraken.futures;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.venues.DepthFeed;
import trader.venues.VenueRuntime;
import trader.venues.book.BookCopy;
import trader.venues.book.BookHealth;
import trader.venues.net.KeptBooks;
import trader.venues.net.RateLimits;
import trader.venues.net.SocketLink;

/** Kraken Futures' books, kept by their numbers: one that has a hole is asked for anew. */
final class KrakenFuturesBooks implements DepthFeed {
  private static final Logger LOG = LoggerFactory.getLogger(KrakenFuturesBooks.class);

  private final VenueRuntime runtime;
  private final KeptBooks kept;
  private final FeedFrames frames;
  private final SocketLink link;
  private byte[] scratch = new byte[65_536];

  /** Nothing is connected yet. */
  KrakenFuturesBooks(
      KrakenFuturesSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      List<InstrumentId> instruments) {
    this.runtime = runtime;
    this.kept = new KeptBooks(instruments, runtime.loop());
    this.frames = new FeedFrames(runtime.nowMicros(), new FrameListener());
    for (InstrumentId instrument : instruments) {
      kept.of(instrument).levels(frames.wants(instrument).levels());
    }
    this.link =
        new SocketLink(
            "depth", settings.feeds(), runtime, limits, settings.timings(), new LinkListener());
  }

  @Override
  public void start() {
    link.open();
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
    link.close();
  }

  private final class FrameListener implements FeedFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      // Trades and quotes have a connection of their own.
    }

    @Override
    public void book(InstrumentId instrument, boolean whole) {
      if (whole) {
        link.established();
        kept.of(instrument).whole(runtime.now());
      } else {
        kept.of(instrument).changed(runtime.now());
      }
    }

    @Override
    public void hole(InstrumentId instrument, String why) {
      kept.of(instrument).gap();
      Channel channel = link.channel();
      if (channel != null) {
        LOG.warn("the book of {} is asked for anew: {}", instrument, why);
        KrakenFuturesFeed.send(channel, "unsubscribe", "book", List.of(instrument));
        KrakenFuturesFeed.send(channel, "subscribe", "book", List.of(instrument));
      }
    }

    @Override
    public void subscribed(String feed, InstrumentId instrument) {
      LOG.debug("{} of {} is subscribed", feed, instrument);
    }

    @Override
    public void garbled(String why) {
      link.reconnect(why);
    }
  }

  private final class LinkListener implements SocketLink.Listener {
    @Override
    public void opened(Channel channel) {
      frames.reset();
      KrakenFuturesFeed.send(channel, "subscribe", "book", kept.instruments());
      KrakenFuturesFeed.send(channel, "subscribe", "heartbeat", List.of());
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
      frames.reset();
      kept.lost();
    }
  }
}

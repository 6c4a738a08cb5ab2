package trader.venues.binance;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.venues.VenueRuntime;
import trader.venues.binance.DepthSync.Rules;
import trader.venues.binance.DepthSync.Step;
import trader.venues.book.KeptBook;
import trader.venues.book.OrderBook;
import trader.venues.net.Backoff;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.SocketLink;
import trader.venues.net.Timings;

/**
 * The book of one instrument at Binance, spot or futures: its differences by stream, its snapshots
 * by REST, one at the start and one after each gap.
 */
final class BinanceDepth {
  private static final Logger LOG = LoggerFactory.getLogger(BinanceDepth.class);
  private static final int LEVELS = 1_000;

  /** The venue has no finer ones, and what rests there need be no multiple of the lot size. */
  private static final int DECIMALS = 8;

  private final InstrumentId instrument;
  private final String path;
  private final KeptBook kept;
  private final VenueRuntime runtime;
  private final BinanceRest rest;
  private final DepthFrames frames;
  private final DepthSync sync;
  private final SocketLink link;
  private final Backoff backoff;
  private byte[] scratch = new byte[16_384];
  private boolean reading;
  private boolean pausing;
  private boolean closed;
  private long connection;
  private @Nullable ScheduledFuture<?> next;

  BinanceDepth(
      InstrumentId instrument,
      Rules rules,
      URI stream,
      String path,
      KeptBook kept,
      VenueRuntime runtime,
      RateLimits limits,
      BinanceRest rest,
      Timings timings) {
    OrderBook book = new OrderBook(DECIMALS, DECIMALS, LEVELS);
    kept.levels(book);
    this.instrument = instrument;
    this.path = path;
    this.kept = kept;
    this.runtime = runtime;
    this.rest = rest;
    this.frames = new DepthFrames(DECIMALS, DECIMALS);
    this.sync = new DepthSync(rules, book);
    this.link = new SocketLink("depth", stream, runtime, limits, timings, new LinkListener());
    this.backoff =
        new Backoff(
            timings.firstBackoff().toMillis(),
            timings.longestBackoff().toMillis(),
            runtime.random());
  }

  /** Connects, and keeps the book until closed. */
  void start() {
    link.open();
  }

  /** The book and whether it is in step; belongs to the event loop. */
  DepthSync sync() {
    return sync;
  }

  private void readSnapshot() {
    if (reading || pausing || closed || link.channel() == null) {
      return;
    }
    reading = true;
    long asked = connection;
    rest.getOn(
        runtime.loop(),
        "depth",
        path,
        "symbol=" + instrument.symbol() + "&limit=" + LEVELS,
        answer -> {
          reading = false;
          if (asked != connection || closed) {
            return;
          }
          switch (answer) {
            case RestAnswer.Ok ok -> take(ok);
            case RestAnswer.Refused refused -> again(RestAnswer.why(refused));
            case RestAnswer.Failed failed -> again(failed.why());
          }
        });
  }

  private void take(RestAnswer.Ok answer) {
    Step step;
    try {
      step = sync.snapshot(frames.snapshot(answer.body()));
    } catch (IllegalArgumentException e) {
      again(String.valueOf(e.getMessage()));
      return;
    }
    if (step == Step.APPLIED) {
      kept.whole(runtime.now());
      backoff.reset();
      link.established();
    } else {
      kept.lost();
      again("the snapshot does not join the differences: " + step);
    }
  }

  private void again(String why) {
    long pause = backoff.nextMillis();
    LOG.warn("the book of {} is read again in {} ms: {}", instrument, pause, why);
    pausing = true;
    next =
        runtime
            .loop()
            .schedule(
                () -> {
                  pausing = false;
                  readSnapshot();
                },
                pause,
                TimeUnit.MILLISECONDS);
  }

  void close() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
    link.close();
  }

  private final class LinkListener implements SocketLink.Listener {
    @Override
    public void opened(Channel channel) {
      connection++;
      sync.reset();
    }

    @Override
    public void text(ByteBuf frame) {
      int length = frame.readableBytes();
      if (length > scratch.length) {
        scratch = new byte[2 * length];
      }
      frame.readBytes(scratch, 0, length);
      Step step;
      try {
        step = sync.update(frames.read(scratch, length));
      } catch (IllegalArgumentException e) {
        link.reconnect(String.valueOf(e.getMessage()));
        return;
      }
      switch (step) {
        case HELD -> readSnapshot();
        case GAP -> {
          kept.gap();
          LOG.warn("differences of the book of {} are missing: it is read anew", instrument);
          readSnapshot();
        }
        case APPLIED -> kept.changed(runtime.now());
        case OLD, SNAPSHOT_TOO_OLD -> {}
      }
    }

    @Override
    public void closed(String why) {
      connection++;
      reading = false;
      sync.reset();
      kept.lost();
    }
  }
}

package trader.venues.kraken.spot;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.venues.MarketFeed;
import trader.venues.VenueRuntime;
import trader.venues.net.Backoff;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.SocketLink;
import trader.venues.net.Timings;

/**
 * Kraken spot's market data: rules, then past bars, then trades, quotes and books. After a lost
 * connection the bars that closed meanwhile, and the one in which it was lost, come as past bars
 * before the stream goes on; the bar in which it goes on comes as a past bar once it is over. Rules
 * that change are told again; while the venue is not online, nothing trades. A book whose checksum
 * is not the venue's is subscribed anew.
 */
final class KrakenSpotFeed implements MarketFeed {
  private static final Logger LOG = LoggerFactory.getLogger(KrakenSpotFeed.class);

  /** How long after its end the venue is asked for a bar. */
  private static final long SETTLING_MILLIS = 1_500;

  private final KrakenSpotSettings settings;
  private final VenueRuntime runtime;
  private final List<InstrumentId> instruments;
  private final KrakenRest rest;
  private final VenueTime time;
  private final KrakenSpot.Listed listed;
  private final SocketLink link;
  private final MarketFrames frames;
  private final PastBars pastBars;
  private final Backoff startBackoff;
  private final FeedRules rules;
  private final FeedBooks books;
  private final List<byte[]> held = new ArrayList<>();
  private byte[] scratch = new byte[4096];
  private boolean live;
  private boolean flowing;
  private boolean closed;
  private long lastId;
  private long lastEventMicros;
  private long heardMicros;
  private @Nullable ScheduledFuture<?> next;
  private @Nullable ScheduledFuture<?> completion;
  private @Nullable ScheduledFuture<?> watch;

  KrakenSpotFeed(
      KrakenSpotSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      KrakenRest rest,
      VenueTime time,
      KrakenSpot.Listed listed,
      List<InstrumentId> instruments) {
    if (instruments.isEmpty()) {
      throw new IllegalArgumentException("no instruments: name at least one, e.g. BTCUSD.KRAKEN");
    }
    this.settings = settings;
    this.runtime = runtime;
    this.instruments = List.copyOf(instruments);
    this.rest = rest;
    this.time = time;
    this.listed = listed;
    this.frames = new MarketFrames(runtime.nowMicros(), new FrameListener());
    this.pastBars = new PastBars(settings, rest, time, listed);
    Timings timings = settings.timings();
    this.startBackoff =
        new Backoff(
            timings.firstBackoff().toMillis(),
            timings.longestBackoff().toMillis(),
            runtime.random());
    this.link =
        new SocketLink("market", settings.streams(), runtime, limits, timings, new LinkListener());
    this.rules = new FeedRules(instruments, listed, runtime);
    this.books = new FeedBooks(settings.bookDepth(), listed, runtime.metrics(), this::readAnew);
    listed.onChange(this::tellRules);
  }

  /** The book of an instrument, as far as it has been told. */
  @Nullable PairBook book(InstrumentId instrument) {
    return books.of(instrument);
  }

  @Override
  public void start() {
    if (watch == null) {
      long often = Math.max(50, settings.timings().silence().toMillis() / 4);
      watch = runtime.loop().scheduleAtFixedRate(this::watch, often, often, TimeUnit.MILLISECONDS);
    }
    long asked = runtime.now();
    rest.get(
        "Time",
        "",
        answer -> {
          if (answer instanceof RestAnswer.Ok ok && ok.body().path("unixtime").isNumber()) {
            time.heardSeconds(ok.body().path("unixtime").asLong(), asked);
            readRules(link::open);
          } else if (!closed) {
            startAgain("the venue's time cannot be read: " + KrakenErrors.why(answer));
          }
        });
  }

  private void startAgain(String why) {
    long pause = startBackoff.nextMillis();
    LOG.warn("market data not started: {}; trying again in {} ms", why, pause);
    status(false, why);
    next = runtime.loop().schedule(this::start, pause, TimeUnit.MILLISECONDS);
  }

  private void readRules(Runnable then) {
    listed.read(failure -> {
      if (closed) {
        return;
      }
      String why = failure.isEmpty() ? rules.missing() : failure;
      if (why.isEmpty()) {
        tellRules();
        scheduleRefresh();
        then.run();
      } else if (rules.isEmpty()) {
        startAgain("the rules of " + instruments + " cannot be read: " + why);
      } else {
        LOG.warn("the rules of {} cannot be read again: {}", instruments, why);
        scheduleRefresh();
      }
    });
  }

  private void tellRules() {
    frames.names(rules.tell());
  }

  private void scheduleRefresh() {
    next =
        runtime
            .loop()
            .schedule(
                () -> readRules(() -> {}),
                settings.timings().rulesRefresh().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void status(boolean up, String why) {
    for (InstrumentId instrument : instruments) {
      runtime.sink().accept(new MarketEvent.FeedStatus(runtime.now(), instrument, up, why));
    }
  }

  private void watch() {
    long silence = settings.timings().silence().toNanos() / 1_000;
    if (live && runtime.now() - heardMicros > silence) {
      link.reconnect("not even a heartbeat for " + silence / 1_000 + " ms");
    }
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (InstrumentId instrument : instruments) {
      Pair pair = listed.pairs().of(instrument);
      if (pair != null) {
        names.add(pair.name());
      }
    }
    return names;
  }

  private void subscribe(Channel channel) {
    send(channel, "subscribe", "trade", names(), ",\"snapshot\":false");
    send(channel, "subscribe", "ticker", names(), ",\"event_trigger\":\"bbo\"");
    send(channel, "subscribe", "book", names(), depth());
  }

  private void readAnew(Pair pair) {
    Channel channel = link.channel();
    if (channel != null) {
      send(channel, "unsubscribe", "book", List.of(pair.name()), depth());
      send(channel, "subscribe", "book", List.of(pair.name()), depth());
    }
  }

  private String depth() {
    return ",\"depth\":" + settings.bookDepth();
  }

  private void send(
      Channel channel, String method, String name, List<String> symbols, String more) {
    String frame = RequestFrames.market(++lastId, method, name, symbols, more);
    var _ =
        channel.writeAndFlush(
            new TextWebSocketFrame(ByteBufUtil.writeUtf8(channel.alloc(), frame)));
  }

  /** Reads the bars that are missing while the stream waits, then lets it go on. */
  private void catchUp(Channel channel) {
    channel.config().setAutoRead(false);
    pastBars.read(
        instruments,
        result -> {
          if (!Objects.equals(link.channel(), channel) || closed) {
            return;
          }
          switch (result) {
            case PastBars.Result.Failed failed ->
                link.reconnect("past bars cannot be read: " + failed.why());
            case PastBars.Result.Read read -> {
              tell(read);
              goLive(channel);
            }
          }
        });
  }

  private void tell(PastBars.Result.Read read) {
    read.bars()
        .forEach((instrument, bars) ->
            bars.forEach(bar ->
                runtime.sink().accept(new MarketEvent.PastBar(runtime.now(), instrument, bar))));
  }

  /** The stream shows only the end of the bar that runs now: the whole of it is read later. */
  private void completeRunningBar(Channel channel) {
    long open = pastBars.runningMicros();
    completion =
        runtime
            .loop()
            .schedule(
                () -> readBar(channel, open),
                Math.max(0, pastBars.millisToNext()) + SETTLING_MILLIS,
                TimeUnit.MILLISECONDS);
  }

  private void readBar(Channel channel, long openMicros) {
    if (!live || !Objects.equals(link.channel(), channel)) {
      return;
    }
    pastBars.readOne(
        instruments,
        openMicros,
        result -> {
          switch (result) {
            case PastBars.Result.Failed failed ->
                LOG.warn(
                    "the bar in which the stream began cannot be read whole, and is taken as it"
                        + " was seen: {}",
                    failed.why());
            case PastBars.Result.Read read -> {
              if (live) {
                tell(read);
              }
            }
          }
        });
  }

  private void goLive(Channel channel) {
    LOG.info("market data of {} flows", instruments);
    status(true, "connected");
    live = true;
    lastEventMicros = time.nowMicros();
    heardMicros = runtime.now();
    for (byte[] frame : held) {
      frames.read(frame, frame.length);
    }
    held.clear();
    completeRunningBar(channel);
    channel.config().setAutoRead(true);
  }

  @Override
  public void close() {
    closed = true;
    cancel(next);
    cancel(completion);
    cancel(watch);
    link.close();
  }

  private static void cancel(@Nullable ScheduledFuture<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private final class FrameListener implements MarketFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      if (!flowing) {
        // Not earlier: a subscription that the venue refuses must not be asked for ever faster.
        flowing = true;
        link.established();
      }
      lastEventMicros = time.nowMicros();
      runtime.sink().accept(event);
    }

    @Override
    public void book(
        InstrumentId instrument,
        boolean snapshot,
        List<PairBook.Level> bids,
        List<PairBook.Level> asks,
        long checksum) {
      books.take(instrument, snapshot, bids, asks, checksum);
    }

    @Override
    public void status(String system) {
      listed.systemStatus(system);
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
      subscribe(channel);
      catchUp(channel);
    }

    @Override
    public void text(ByteBuf frame) {
      runtime.metrics().frameReceived();
      heardMicros = runtime.now();
      int length = frame.readableBytes();
      if (!live) {
        byte[] copy = new byte[length];
        frame.readBytes(copy);
        held.add(copy);
        return;
      }
      if (length > scratch.length) {
        scratch = new byte[2 * length];
      }
      frame.readBytes(scratch, 0, length);
      frames.read(scratch, length);
    }

    @Override
    public void closed(String why) {
      flowing = false;
      held.clear();
      books.invalidate();
      if (live) {
        live = false;
        pastBars.missingSince(lastEventMicros);
      }
      status(false, why);
    }
  }
}

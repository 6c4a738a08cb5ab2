package trader.venues.binance;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.venues.MarketFeed;
import trader.venues.VenueRuntime;
import trader.venues.net.Backoff;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;
import trader.venues.net.SocketLink;

/**
 * Market data of Binance, spot or futures: rules, then past bars, then trades and quotes. After a
 * lost connection the bars that closed meanwhile, and the one in which it was lost, come as past
 * bars before the stream goes on; the bar in which it goes on comes as a past bar once it is over.
 * Rules that change are told again.
 */
public final class BinanceFeed implements MarketFeed {
  /** Refusals come in bursts; one reading answers them all. */
  private static final long SOONEST_REFRESH = 5_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(BinanceFeed.class);

  /** How long after its end the venue is asked for a bar. */
  private static final long SETTLING_MILLIS = 300;

  private final FeedSource source;
  private final VenueRuntime runtime;
  private final List<InstrumentId> instruments;
  private final RateLimits limits;
  private final BinanceRest rest;
  private final ServerClock clock;
  private final SocketLink link;
  private final @Nullable SocketLink quotes;
  private final MarketFrames frames;
  private final PastBars pastBars;
  private final Backoff startBackoff;
  private final Map<InstrumentId, InstrumentRules> rules = new HashMap<>();
  private long refreshedMicros;
  private final List<byte[]> held = new ArrayList<>();
  private byte[] scratch = new byte[4096];
  private boolean live;
  private boolean closed;
  private long lastEventMicros;
  private @Nullable ScheduledFuture<?> next;
  private @Nullable ScheduledFuture<?> completion;

  /** Nothing is connected before {@link #start}. */
  public BinanceFeed(
      FeedSource source,
      VenueRuntime runtime,
      RateLimits limits,
      BinanceRest rest,
      ServerClock clock,
      List<InstrumentId> instruments) {
    if (instruments.isEmpty()) {
      throw new IllegalArgumentException("no instruments: name at least one, e.g. BTCUSDT.BINANCE");
    }
    this.source = source;
    this.runtime = runtime;
    this.instruments = List.copyOf(instruments);
    this.limits = limits;
    this.rest = rest;
    this.clock = clock;
    this.frames =
        new MarketFrames(
            source.tradeEvent(),
            instruments.stream().collect(Collectors.toMap(InstrumentId::symbol, id -> id)),
            runtime.nowMicros(),
            new FrameListener());
    this.pastBars = new PastBars(source, rest, clock);
    this.startBackoff =
        new Backoff(
            source.timings().firstBackoff().toMillis(),
            source.timings().longestBackoff().toMillis(),
            runtime.random());
    this.link =
        new SocketLink(
            "market", source.trades(), runtime, limits, source.timings(), new LinkListener());
    this.quotes =
        source
            .quotes()
            .map(uri ->
                new SocketLink(
                    "quotes", uri, runtime, limits, source.timings(), new QuoteListener()))
            .orElse(null);
  }

  @Override
  public void start() {
    clock.sync(answer -> {
      if (answer instanceof RestAnswer.Ok) {
        readRules(this::open);
      } else {
        startAgain("the venue's time cannot be read: " + RestAnswer.why(answer));
      }
    });
  }

  private void open() {
    if (quotes != null) {
      quotes.open();
    }
    link.open();
  }

  private void startAgain(String why) {
    if (closed) {
      return;
    }
    long pause = startBackoff.nextMillis();
    LOG.warn("market data not started: {}; trying again in {} ms", why, pause);
    status(false, why);
    next = runtime.loop().schedule(this::start, pause, TimeUnit.MILLISECONDS);
  }

  private void readRules(Runnable then) {
    String symbols =
        instruments.stream()
            .map(id -> '"' + id.symbol() + '"')
            .collect(Collectors.joining(",", "[", "]"));
    rest.get(
        "exchangeInfo",
        source.rulesPath(),
        source.rulesBySymbol()
            ? "symbols=" + URLEncoder.encode(symbols, StandardCharsets.UTF_8)
            : "",
        answer -> {
          if (closed) {
            return;
          }
          String failure = take(answer);
          if (failure.isEmpty()) {
            scheduleRefresh();
            then.run();
          } else if (rules.isEmpty()) {
            startAgain("the rules of " + instruments + " cannot be read: " + failure);
          } else {
            LOG.warn("the rules of {} cannot be read again: {}", instruments, failure);
            scheduleRefresh();
          }
        });
  }

  /** Reads the rules again: the venue has refused an order by one that differs from ours. */
  public void refreshRules() {
    long now = runtime.now();
    if (closed || rules.isEmpty() || next == null || now - refreshedMicros < SOONEST_REFRESH) {
      return;
    }
    refreshedMicros = now;
    next.cancel(false);
    readRules(() -> {});
  }

  private void scheduleRefresh() {
    if (next != null) {
      next.cancel(false);
    }
    next =
        runtime
            .loop()
            .schedule(
                () -> readRules(() -> {}),
                source.timings().rulesRefresh().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  /** Answers why the rules cannot be taken over, empty where they were. */
  private String take(RestAnswer answer) {
    if (!(answer instanceof RestAnswer.Ok ok)) {
      return RestAnswer.why(answer);
    }
    List<InstrumentRules> read;
    try {
      read = source.rules().apply(ok.body());
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    int weight = Replies.weightPerMinute(ok.body());
    if (weight > 0) {
      limits.weightPerMinute(weight);
    }
    for (InstrumentRules now : read) {
      if (instruments.contains(now.instrument()) && !now.equals(rules.put(now.instrument(), now))) {
        runtime.sink().accept(new VenueEvent.Listed(runtime.now(), now));
      }
    }
    return rules.keySet().containsAll(instruments) ? "" : "the venue does not list all of them";
  }

  private void status(boolean up, String why) {
    for (InstrumentId instrument : instruments) {
      runtime.sink().accept(new MarketEvent.FeedStatus(runtime.now(), instrument, up, why));
    }
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
    long open = pastBars.runningMillis();
    completion =
        runtime
            .loop()
            .schedule(
                () -> readBar(channel, open),
                Math.max(0, pastBars.millisToNext()) + SETTLING_MILLIS,
                TimeUnit.MILLISECONDS);
  }

  private void readBar(Channel channel, long openMillis) {
    if (!live || !Objects.equals(link.channel(), channel)) {
      return;
    }
    pastBars.readOne(
        instruments,
        openMillis,
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
    if (quotes != null && quotes.channel() == null) {
      link.reconnect("the connection for quotes is not up");
      return;
    }
    link.established();
    LOG.info("market data of {} flows", instruments);
    status(true, "connected");
    live = true;
    lastEventMicros = runtime.now();
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
    if (next != null) {
      next.cancel(false);
    }
    if (completion != null) {
      completion.cancel(false);
    }
    link.close();
    if (quotes != null) {
      quotes.close();
    }
  }

  /** The bytes of a frame, good until the next one. */
  private byte[] copied(ByteBuf frame, int length) {
    if (length > scratch.length) {
      scratch = new byte[2 * length];
    }
    frame.readBytes(scratch, 0, length);
    return scratch;
  }

  private final class FrameListener implements MarketFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      lastEventMicros = event.atMicros();
      runtime.sink().accept(event);
    }

    @Override
    public void serverShutdown() {
      link.reconnect("the venue announced that this server shuts down");
    }

    @Override
    public void garbled(String why) {
      link.reconnect(why);
    }
  }

  private final class LinkListener implements SocketLink.Listener {
    @Override
    public void opened(Channel channel) {
      catchUp(channel);
    }

    @Override
    public void text(ByteBuf frame) {
      runtime.metrics().frameReceived();
      int length = frame.readableBytes();
      if (!live) {
        byte[] copy = new byte[length];
        frame.readBytes(copy);
        held.add(copy);
        return;
      }
      frames.read(copied(frame, length), length);
    }

    @Override
    public void closed(String why) {
      held.clear();
      if (live) {
        live = false;
        pastBars.missingSince(lastEventMicros);
      }
      status(false, why);
    }
  }

  /** A quote is whole in itself: those that come before the trades flow are not missed. */
  private final class QuoteListener implements SocketLink.Listener {
    @Override
    public void opened(Channel channel) {
      if (quotes != null) {
        quotes.established();
      }
    }

    @Override
    public void text(ByteBuf frame) {
      runtime.metrics().frameReceived();
      if (live) {
        int length = frame.readableBytes();
        frames.read(copied(frame, length), length);
      }
    }

    @Override
    public void closed(String why) {
      link.reconnect("the connection for quotes was lost: " + why);
    }
  }
}

package trader.venues.kraken.futures;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
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
import trader.venues.net.RestClient;
import trader.venues.net.ServerClock;
import trader.venues.net.SocketLink;

/**
 * Kraken Futures' market data: rules, then past bars, then trades, and quotes from a book whose
 * holes are mended. After a lost connection the bars that closed meanwhile, and the one in which it
 * was lost, come as past bars before the stream goes on; the bar in which it goes on comes as a
 * past bar once it is over. Rules that change are told again.
 */
final class KrakenFuturesFeed implements MarketFeed {
  private static final Logger LOG = LoggerFactory.getLogger(KrakenFuturesFeed.class);

  /** How long after its end the venue is asked for a bar. */
  private static final long SETTLING_MILLIS = 500;

  private final KrakenFuturesSettings settings;
  private final VenueRuntime runtime;
  private final List<InstrumentId> instruments;
  private final RestClient rest;
  private final ServerClock clock;
  private final SocketLink link;
  private final FeedFrames frames;
  private final Charts charts;
  private final Backoff startBackoff;
  private final Map<InstrumentId, InstrumentRules> rules = new HashMap<>();
  private final List<byte[]> held = new ArrayList<>();
  private byte[] scratch = new byte[4096];
  private boolean live;
  private boolean closed;
  private long barsFromMillis = -1;
  private long lastEventMicros;
  private @Nullable ScheduledFuture<?> next;
  private @Nullable ScheduledFuture<?> completion;

  KrakenFuturesFeed(
      KrakenFuturesSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      RestClient rest,
      ServerClock clock,
      List<InstrumentId> instruments) {
    if (instruments.isEmpty()) {
      throw new IllegalArgumentException(
          "no instruments: name at least one, e.g. BTCUSD.KRAKEN_FUTURES");
    }
    instruments.forEach(Products::of);
    this.settings = settings;
    this.runtime = runtime;
    this.instruments = List.copyOf(instruments);
    this.rest = rest;
    this.clock = clock;
    this.frames = new FeedFrames(runtime.nowMicros(), new FrameListener());
    this.charts = new Charts(rest, clock, settings.barInterval());
    this.startBackoff =
        new Backoff(
            settings.timings().firstBackoff().toMillis(),
            settings.timings().longestBackoff().toMillis(),
            runtime.random());
    this.link =
        new SocketLink(
            "market", settings.feeds(), runtime, limits, settings.timings(), new LinkListener());
  }

  @Override
  public void start() {
    clock.sync(answer -> {
      if (answer instanceof RestAnswer.Ok) {
        readRules(link::open);
      } else {
        startAgain("the venue's time cannot be read: " + FuturesErrors.why(answer));
      }
    });
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
    rest.get(
        "instruments",
        FuturesRest.V3 + "instruments",
        "",
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

  private void scheduleRefresh() {
    next =
        runtime
            .loop()
            .schedule(
                () -> readRules(() -> {}),
                settings.timings().rulesRefresh().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  /** Answers why the rules cannot be taken over, empty where they were. */
  private String take(RestAnswer answer) {
    if (!(answer instanceof RestAnswer.Ok ok)) {
      return FuturesErrors.why(answer);
    }
    List<InstrumentRules> read;
    try {
      read = FuturesReplies.rules(ok.body());
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    for (InstrumentRules now : read) {
      if (instruments.contains(now.instrument()) && !now.equals(rules.put(now.instrument(), now))) {
        frames.wants(now);
        runtime.sink().accept(new VenueEvent.Listed(runtime.now(), now));
        if (live) {
          link.reconnect("the rules of " + now.instrument() + " have changed");
        }
      }
    }
    return rules.keySet().containsAll(instruments) ? "" : "the venue does not list all of them";
  }

  private void status(boolean up, String why) {
    for (InstrumentId instrument : instruments) {
      runtime.sink().accept(new MarketEvent.FeedStatus(runtime.now(), instrument, up, why));
    }
  }

  private void send(Channel channel, String event, String feed, List<InstrumentId> of) {
    String products =
        of.stream().map(i -> '"' + Products.of(i) + '"').collect(Collectors.joining(","));
    String text =
        "{\"event\":\""
            + event
            + "\",\"feed\":\""
            + feed
            + "\",\"product_ids\":["
            + products
            + "]}";
    var _ =
        channel.writeAndFlush(
            new TextWebSocketFrame(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8))));
  }

  /** Reads the bars that are missing while the stream waits, then lets it go on. */
  private void catchUp(Channel channel) {
    long running = charts.runningMillis();
    long from =
        barsFromMillis >= 0
            ? barsFromMillis
            : running - settings.pastBars() * settings.barInterval().toMillis();
    charts.read(
        instruments,
        from,
        running,
        result -> {
          if (!Objects.equals(link.channel(), channel) || closed) {
            return;
          }
          switch (result) {
            case Charts.Result.Failed failed ->
                link.reconnect("past bars cannot be read: " + failed.why());
            case Charts.Result.Read read -> {
              tell(read);
              goLive(channel);
            }
          }
        });
  }

  private void tell(Charts.Result.Read read) {
    read.bars()
        .forEach((instrument, bars) ->
            bars.forEach(bar ->
                runtime.sink().accept(new MarketEvent.PastBar(runtime.now(), instrument, bar))));
  }

  private void goLive(Channel channel) {
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
  }

  /** The stream shows only the end of the bar that runs now: the whole of it is read later. */
  private void completeRunningBar(Channel channel) {
    long open = charts.runningMillis();
    completion =
        runtime
            .loop()
            .schedule(
                () -> readBar(channel, open),
                Math.max(0, charts.millisToNext()) + SETTLING_MILLIS,
                TimeUnit.MILLISECONDS);
  }

  private void readBar(Channel channel, long openMillis) {
    if (!live || !Objects.equals(link.channel(), channel)) {
      return;
    }
    charts.read(
        instruments,
        openMillis,
        openMillis + 1,
        result -> {
          switch (result) {
            case Charts.Result.Failed failed ->
                LOG.warn(
                    "the bar in which the stream began cannot be read whole, and is taken as it"
                        + " was seen: {}",
                    failed.why());
            case Charts.Result.Read read -> {
              if (live) {
                tell(read);
              }
            }
          }
        });
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
  }

  private final class FrameListener implements FeedFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      lastEventMicros = event.atMicros();
      runtime.sink().accept(event);
    }

    @Override
    public void hole(InstrumentId instrument, String why) {
      Channel channel = link.channel();
      if (channel != null) {
        LOG.warn("{}: {}; it is asked for anew", instrument, why);
        send(channel, "unsubscribe", "book", List.of(instrument));
        send(channel, "subscribe", "book", List.of(instrument));
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
      held.clear();
      send(channel, "subscribe", "trade", instruments);
      send(channel, "subscribe", "book", instruments);
      var _ =
          channel.writeAndFlush(
              new TextWebSocketFrame("{\"event\":\"subscribe\",\"feed\":\"heartbeat\"}"));
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
      if (length > scratch.length) {
        scratch = new byte[2 * length];
      }
      frame.readBytes(scratch, 0, length);
      frames.read(scratch, length);
    }

    @Override
    public void closed(String why) {
      held.clear();
      if (live) {
        live = false;
        long length = settings.barInterval().toMillis();
        barsFromMillis = lastEventMicros / 1_000 / length * length;
      }
      status(false, why);
    }
  }
}

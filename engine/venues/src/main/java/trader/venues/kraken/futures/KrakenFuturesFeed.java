package trader.venues.kraken.futures;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.venues.MarketFeed;
import trader.venues.VenueRuntime;
import trader.venues.net.FeedLife;
import trader.venues.net.PastBars;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.RestClient;
import trader.venues.net.ServerClock;
import trader.venues.net.SharedReads;
import trader.venues.net.ToldRules;

/** Kraken Futures' market data: trades, and quotes from a book whose holes are mended. */
final class KrakenFuturesFeed implements MarketFeed {
  private static final Logger LOG = LoggerFactory.getLogger(KrakenFuturesFeed.class);
  private static final Duration SETTLING = Duration.ofMillis(500);

  private final List<InstrumentId> instruments;
  private final RestClient rest;
  private final ServerClock clock;
  private final FeedFrames frames;
  private final ToldRules rules;
  private final FeedLife life;

  KrakenFuturesFeed(
      KrakenFuturesSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      RestClient rest,
      ServerClock clock,
      List<InstrumentId> instruments) {
    instruments.forEach(Products::of);
    this.instruments = List.copyOf(instruments);
    this.rest = rest;
    this.clock = clock;
    this.frames = new FeedFrames(runtime.nowMicros(), new FrameListener());
    this.rules = new ToldRules(instruments, runtime);
    this.life =
        new FeedLife(
            new FeedLife.Plan(instruments, settings.feeds(), settings.timings(), true, SETTLING),
            runtime,
            limits,
            new PastBars(
                new Charts(
                    rest, new SharedReads(limits, runtime.loop()), clock, settings.barInterval()),
                clock::nowMicros,
                settings.barInterval(),
                settings.pastBars(),
                Charts.MOST),
            frames,
            new Ours());
  }

  @Override
  public void start() {
    life.start();
  }

  @Override
  public void close() {
    life.close();
  }

  /** Subscribes to a feed of products, or ends that. */
  static void send(Channel channel, String event, String feed, List<InstrumentId> of) {
    String products =
        of.stream()
            .map(i -> '"' + Products.of(i) + '"')
            .collect(Collectors.joining(",", ",\"product_ids\":[", "]"));
    String text =
        "{\"event\":\""
            + event
            + "\",\"feed\":\""
            + feed
            + '"'
            + (of.isEmpty() ? "" : products)
            + "}";
    var _ =
        channel.writeAndFlush(new TextWebSocketFrame(ByteBufUtil.writeUtf8(channel.alloc(), text)));
  }

  private final class Ours implements FeedLife.Dialect {
    @Override
    public void readTime(Consumer<String> done) {
      clock.sync(
          answer -> done.accept(answer instanceof RestAnswer.Ok ? "" : FuturesErrors.why(answer)));
    }

    @Override
    public void readRules(Consumer<String> done) {
      rest.get(
          "instruments", FuturesRest.V3 + "instruments", "", answer -> done.accept(take(answer)));
    }

    /** Answers why the rules cannot be taken over, empty where they were. */
    private String take(RestAnswer answer) {
      if (!(answer instanceof RestAnswer.Ok ok)) {
        return FuturesErrors.why(answer);
      }
      List<InstrumentRules> changed;
      try {
        changed = rules.tell(FuturesReplies.rules(ok.body()));
      } catch (IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
      }
      changed.forEach(frames::wants);
      if (life.isLive() && !changed.isEmpty()) {
        life.reconnect("the rules of " + changed.getFirst().instrument() + " have changed");
      }
      return rules.missing();
    }

    @Override
    public void opened(Channel channel) {
      frames.reset();
      send(channel, "subscribe", "trade", instruments);
      send(channel, "subscribe", "book", instruments);
      send(channel, "subscribe", "heartbeat", List.of());
    }
  }

  private final class FrameListener implements FeedFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      life.market(event);
    }

    @Override
    public void hole(InstrumentId instrument, String why) {
      Channel channel = life.channel();
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
      life.reconnect(why);
    }
  }
}

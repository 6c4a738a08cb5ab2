package trader.venues.binance;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.venues.MarketFeed;
import trader.venues.VenueRuntime;
import trader.venues.net.FeedLife;
import trader.venues.net.PastBars;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;
import trader.venues.net.SocketLink;
import trader.venues.net.ToldRules;

/**
 * Market data of Binance, spot or futures: trades and quotes, of futures from two connections of
 * which neither flows without the other.
 */
public final class BinanceFeed implements MarketFeed {
  private static final Duration SETTLING = Duration.ofMillis(300);

  private final FeedSource source;
  private final VenueRuntime runtime;
  private final List<InstrumentId> instruments;
  private final RateLimits limits;
  private final BinanceRest rest;
  private final ServerClock clock;
  private final ToldRules rules;
  private final FeedLife life;
  private final @Nullable SocketLink quotes;

  /** Nothing is connected before {@link #start}. */
  public BinanceFeed(
      FeedSource source,
      VenueRuntime runtime,
      RateLimits limits,
      BinanceRest rest,
      ServerClock clock,
      List<InstrumentId> instruments) {
    this.source = source;
    this.runtime = runtime;
    this.instruments = List.copyOf(instruments);
    this.limits = limits;
    this.rest = rest;
    this.clock = clock;
    this.rules = new ToldRules(instruments, runtime);
    this.life =
        new FeedLife(
            new FeedLife.Plan(instruments, source.trades(), source.timings(), false, SETTLING),
            runtime,
            limits,
            new PastBars(
                new Klines(source, rest, clock),
                clock::nowMicros,
                source.barInterval(),
                source.pastBars(),
                Klines.MOST),
            new MarketFrames(
                source.tradeEvent(),
                instruments.stream().collect(Collectors.toMap(InstrumentId::symbol, id -> id)),
                runtime.nowMicros(),
                new FrameListener()),
            new Ours());
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
    life.start();
  }

  @Override
  public void close() {
    life.close();
    if (quotes != null) {
      quotes.close();
    }
  }

  /** Reads the rules again: the venue has refused an order by one that differs from ours. */
  public void refreshRules() {
    life.refreshRules();
  }

  private final class Ours implements FeedLife.Dialect {
    @Override
    public void readTime(Consumer<String> done) {
      clock.sync(
          answer -> done.accept(answer instanceof RestAnswer.Ok ? "" : RestAnswer.why(answer)));
    }

    @Override
    public void readRules(Consumer<String> done) {
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
          answer -> done.accept(take(answer)));
    }

    /** Answers why the rules cannot be taken over, empty where they were. */
    private String take(RestAnswer answer) {
      if (!(answer instanceof RestAnswer.Ok ok)) {
        return RestAnswer.why(answer);
      }
      int weight = Replies.weightPerMinute(ok.body());
      if (weight > 0) {
        limits.weightPerMinute(weight);
      }
      try {
        rules.tell(source.rules().apply(ok.body()));
      } catch (IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
      }
      return rules.missing();
    }

    @Override
    public void connecting() {
      if (quotes != null) {
        quotes.open();
      }
    }

    @Override
    public void opened(Channel channel) {
      // The address names the streams.
    }

    @Override
    public String hindrance() {
      return quotes != null && quotes.channel() == null
          ? "the connection for quotes is not up"
          : "";
    }
  }

  private final class FrameListener implements MarketFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      life.market(event);
    }

    @Override
    public void serverShutdown() {
      life.reconnect("the venue announced that this server shuts down");
    }

    @Override
    public void garbled(String why) {
      life.reconnect(why);
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
      if (life.isLive()) {
        life.take(frame);
      }
    }

    @Override
    public void closed(String why) {
      life.reconnect("the connection for quotes was lost: " + why);
    }
  }
}

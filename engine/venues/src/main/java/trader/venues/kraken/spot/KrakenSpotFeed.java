package trader.venues.kraken.spot;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.venues.MarketFeed;
import trader.venues.VenueRuntime;
import trader.venues.book.SentLevels;
import trader.venues.net.FeedLife;
import trader.venues.net.PastBars;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ToldRules;

/** Kraken spot's market data; while the venue is not online, its rules say that nothing trades. */
final class KrakenSpotFeed implements MarketFeed {
  private static final Duration SETTLING = Duration.ofMillis(1_500);

  private final VenueRuntime runtime;
  private final List<InstrumentId> instruments;
  private final KrakenRest rest;
  private final VenueTime time;
  private final KrakenSpot.Listed listed;
  private final MarketFrames frames;
  private final ToldRules rules;
  private final FeedLife life;
  private long lastId;

  KrakenSpotFeed(
      KrakenSpotSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      KrakenRest rest,
      VenueTime time,
      KrakenSpot.Listed listed,
      List<InstrumentId> instruments) {
    this.runtime = runtime;
    this.instruments = List.copyOf(instruments);
    this.rest = rest;
    this.time = time;
    this.listed = listed;
    this.frames = new MarketFrames(runtime.nowMicros(), new FrameListener());
    this.rules = new ToldRules(instruments, runtime);
    this.life =
        new FeedLife(
            new FeedLife.Plan(instruments, settings.streams(), settings.timings(), true, SETTLING),
            runtime,
            limits,
            new PastBars(
                new Ohlc(settings, rest, time, listed),
                time::nowMicros,
                settings.barInterval(),
                settings.pastBars(),
                Ohlc.MOST),
            frames,
            new Ours());
    listed.onChange(this::tellRules);
  }

  @Override
  public void start() {
    life.start();
  }

  @Override
  public void close() {
    life.close();
  }

  private void tellRules() {
    Map<String, InstrumentId> names = new HashMap<>();
    List<InstrumentRules> now = new ArrayList<>();
    for (Pair pair : pairs()) {
      names.put(pair.name(), pair.rules().instrument());
      now.add(listed.online() ? pair.rules() : halted(pair.rules()));
    }
    frames.names(names);
    rules.tell(now);
  }

  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (InstrumentId instrument : instruments) {
      Pair pair = listed.pairs().of(instrument);
      if (pair != null) {
        pairs.add(pair);
      }
    }
    return pairs;
  }

  private static InstrumentRules halted(InstrumentRules of) {
    return new InstrumentRules(
        of.instrument(),
        of.baseAsset(),
        of.quoteAsset(),
        of.tickSize(),
        of.lotSize(),
        of.minQty(),
        of.maxQty(),
        of.minNotional(),
        false,
        of.kind(),
        of.amends());
  }

  private final class Ours implements FeedLife.Dialect {
    @Override
    public void readTime(Consumer<String> done) {
      long asked = runtime.now();
      rest.get(
          "Time",
          "",
          answer -> {
            if (answer instanceof RestAnswer.Ok ok && ok.body().path("unixtime").isNumber()) {
              time.heardSeconds(ok.body().path("unixtime").asLong(), asked);
              done.accept("");
            } else {
              done.accept(KrakenErrors.why(answer));
            }
          });
    }

    @Override
    public void readRules(Consumer<String> done) {
      listed.read(failure -> {
        if (failure.isEmpty()) {
          tellRules();
        }
        done.accept(failure.isEmpty() ? rules.missing() : failure);
      });
    }

    @Override
    public void opened(Channel channel) {
      List<String> names = pairs().stream().map(Pair::name).toList();
      send(channel, "trade", names, ",\"snapshot\":false");
      send(channel, "ticker", names, ",\"event_trigger\":\"bbo\"");
    }

    private void send(Channel channel, String name, List<String> symbols, String more) {
      String frame = RequestFrames.market(++lastId, "subscribe", name, symbols, more);
      var _ =
          channel.writeAndFlush(
              new TextWebSocketFrame(ByteBufUtil.writeUtf8(channel.alloc(), frame)));
    }
  }

  private final class FrameListener implements MarketFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      life.market(event);
    }

    @Override
    public void book(
        InstrumentId instrument,
        boolean snapshot,
        SentLevels bids,
        SentLevels asks,
        long checksum) {
      // Books are kept beside the engine's loop.
    }

    @Override
    public void status(String system) {
      listed.systemStatus(system);
    }

    @Override
    public void refused(String error) {
      life.reconnect("the venue refused a subscription: " + error);
    }

    @Override
    public void garbled(String why) {
      life.reconnect(why);
    }
  }
}

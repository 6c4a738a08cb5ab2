package trader.venues.binance;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import trader.control.InstrumentId;
import trader.venues.MarketFeed;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.net.ApiCredentials;
import trader.venues.net.RateLimits;
import trader.venues.net.ServerClock;

/**
 * Binance spot, market data and account, which share one clock, one view of the venue's limits and
 * one REST client. Start and close what it gives on the event loop; close it last.
 */
public final class BinanceSpot implements AutoCloseable {
  private final BinanceSpotSettings settings;
  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final BinanceRest rest;
  private final ServerClock clock;
  private Runnable rulesDiffer = () -> {};

  /** Nothing is connected yet. */
  public BinanceSpot(BinanceSpotSettings settings, VenueRuntime runtime) {
    this.settings = settings;
    this.runtime = runtime;
    this.limits = new RateLimits(runtime.nowMicros(), runtime.metrics());
    this.rest =
        new BinanceRest(
            settings.rest(), settings.credentials(), settings.timings(), runtime, limits);
    this.clock = rest.clock("/api/v3/time");
  }

  /** Market data of these instruments; needs no key. */
  public MarketFeed feed(List<InstrumentId> instruments) {
    BinanceFeed feed =
        new BinanceFeed(source(instruments), runtime, limits, rest, clock, instruments);
    rulesDiffer = feed::refreshRules;
    return feed;
  }

  private FeedSource source(List<InstrumentId> instruments) {
    return new FeedSource(
        "/api/v3/exchangeInfo",
        true,
        "/api/v3/klines",
        Replies::rules,
        "trade",
        streams(settings.streams(), instruments, "trade", "bookTicker"),
        Optional.empty(),
        settings.barInterval(),
        settings.pastBars(),
        settings.timings());
  }

  /** The books of these instruments, on {@code beside}'s event loop; needs no key. */
  public BinanceBooks depth(List<InstrumentId> instruments, VenueRuntime beside) {
    return new BinanceBooks(
        instruments,
        DepthSync.Rules.SPOT,
        settings.streams(),
        "/api/v3/depth",
        beside,
        limits,
        rest,
        settings.timings());
  }

  /** The combined stream of some streams of each instrument. */
  public static URI streams(URI base, List<InstrumentId> instruments, String... kinds) {
    String names =
        instruments.stream()
            .map(id -> id.symbol().toLowerCase(Locale.ROOT))
            .flatMap(symbol -> Arrays.stream(kinds).map(kind -> symbol + "@" + kind))
            .collect(Collectors.joining("/"));
    return URI.create(base + "/stream?streams=" + names);
  }

  /** The account. Throws {@link IllegalStateException} where the settings have no API key. */
  public Venue venue() {
    ApiCredentials credentials =
        settings
            .credentials()
            .orElseThrow(() ->
                new IllegalStateException(
                    "no Binance API key is configured: without one only market data can be"
                        + " read; trade on paper, or give a key and its secret"));
    return new BinanceSpotVenue(
        settings, credentials, runtime, limits, rest, clock, () -> rulesDiffer.run());
  }

  /** Ends reads that are under way. */
  @Override
  public void close() {
    rest.close();
  }
}

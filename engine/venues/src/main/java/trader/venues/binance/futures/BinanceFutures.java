package trader.venues.binance.futures;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import trader.control.InstrumentId;
import trader.venues.MarketFeed;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.binance.BinanceBooks;
import trader.venues.binance.BinanceFeed;
import trader.venues.binance.BinanceRest;
import trader.venues.binance.BinanceSpot;
import trader.venues.binance.DepthSync;
import trader.venues.binance.FeedSource;
import trader.venues.net.ApiCredentials;
import trader.venues.net.RateLimits;
import trader.venues.net.ServerClock;

/**
 * Binance USD-M futures, market data and account, which share one clock, one view of the venue's
 * limits and one REST client. Start and close what it gives on the event loop; close it last.
 */
public final class BinanceFutures implements AutoCloseable {
  /** The name of this venue in instrument ids. */
  public static final String VENUE = "BINANCE_FUTURES";

  private final BinanceFuturesSettings settings;
  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final BinanceRest rest;
  private final ServerClock clock;
  private Runnable rulesDiffer = () -> {};

  /** Nothing is connected yet. */
  public BinanceFutures(BinanceFuturesSettings settings, VenueRuntime runtime) {
    this.settings = settings;
    this.runtime = runtime;
    this.limits = new RateLimits(runtime.nowMicros(), runtime.metrics());
    this.rest =
        new BinanceRest(
            settings.rest(), settings.credentials(), settings.timings(), runtime, limits);
    this.clock = rest.clock("/fapi/v1/time");
  }

  /** Market data of these instruments; needs no key. */
  public MarketFeed feed(List<InstrumentId> instruments) {
    URI base = settings.streams();
    FeedSource source =
        new FeedSource(
            "/fapi/v1/exchangeInfo",
            false,
            "/fapi/v1/klines",
            FuturesReplies::rules,
            "aggTrade",
            BinanceSpot.streams(URI.create(base + "/market"), instruments, "aggTrade"),
            Optional.of(
                BinanceSpot.streams(URI.create(base + "/public"), instruments, "bookTicker")),
            settings.barInterval(),
            settings.pastBars(),
            settings.timings());
    BinanceFeed feed = new BinanceFeed(source, runtime, limits, rest, clock, instruments);
    rulesDiffer = feed::refreshRules;
    return feed;
  }

  /** The books of these instruments, on {@code beside}'s event loop; needs no key. */
  public BinanceBooks depth(List<InstrumentId> instruments, VenueRuntime beside) {
    return new BinanceBooks(
        instruments,
        DepthSync.Rules.FUTURES,
        URI.create(settings.streams() + "/public"),
        "/fapi/v1/depth",
        beside,
        limits,
        rest,
        settings.timings());
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
    return new BinanceFuturesVenue(
        settings, credentials, runtime, limits, rest, clock, () -> rulesDiffer.run());
  }

  /** Ends reads that are under way. */
  @Override
  public void close() {
    rest.close();
  }
}

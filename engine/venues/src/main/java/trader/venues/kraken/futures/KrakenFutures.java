package trader.venues.kraken.futures;

import java.util.List;
import trader.control.InstrumentId;
import trader.venues.DepthFeed;
import trader.venues.MarketFeed;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.net.ApiCredentials;
import trader.venues.net.RateLimits;
import trader.venues.net.RestClient;
import trader.venues.net.ServerClock;

/**
 * Kraken Futures, market data and account, which share one clock, one view of the venue's limits
 * and one REST client. Start and close what it gives on the event loop; close it last.
 */
public final class KrakenFutures implements AutoCloseable {
  private final KrakenFuturesSettings settings;
  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final RestClient rest;
  private final ServerClock clock;

  /** Nothing is connected yet. */
  public KrakenFutures(KrakenFuturesSettings settings, VenueRuntime runtime) {
    this.settings = settings;
    this.runtime = runtime;
    this.limits = new RateLimits(runtime.nowMicros(), runtime.metrics());
    this.rest =
        new RestClient(settings.rest(), runtime, limits, settings.timings(), new FuturesErrors());
    // There is no call for the time alone; every answer carries it, and this is a small one.
    this.clock =
        new ServerClock(
            rest,
            FuturesRest.V3 + "instruments/status",
            FuturesReplies::serverMicros,
            runtime.nowMicros(),
            runtime.metrics());
  }

  /**
   * The instrument of any of its names: {@code PF_XBTUSD}, {@code BTC/USD}, {@code XBTUSD} or
   * {@code BTCUSD.KRAKEN_FUTURES}. Throws {@link IllegalArgumentException} saying why another
   * contract, such as the inverse {@code PI_XBTUSD}, cannot be traded.
   */
  public static InstrumentId instrument(String name) {
    return Products.parse(name);
  }

  /** Market data of these instruments, such as {@code BTCUSD.KRAKEN_FUTURES}; needs no key. */
  public MarketFeed feed(List<InstrumentId> instruments) {
    return new KrakenFuturesFeed(settings, runtime, limits, rest, clock, instruments);
  }

  /** The books of these instruments, on {@code beside}'s event loop; needs no key. */
  public DepthFeed depth(List<InstrumentId> instruments, VenueRuntime beside) {
    return new KrakenFuturesBooks(settings, beside, limits, instruments);
  }

  /** The account. Throws {@link IllegalStateException} where the settings have no API key. */
  public Venue venue() {
    ApiCredentials credentials =
        settings
            .credentials()
            .orElseThrow(() ->
                new IllegalStateException(
                    "no Kraken Futures API key is configured: without one only market data can be"
                        + " read; trade on paper, or give KRAKEN_FUTURES_API_KEY and"
                        + " KRAKEN_FUTURES_API_SECRET"));
    CallBudget budget = new CallBudget(runtime.nowMicros(), runtime.metrics());
    FuturesRest signed =
        new FuturesRest(rest, limits, budget, runtime, settings.timings(), credentials);
    return new KrakenFuturesVenue(settings, runtime, limits, signed, clock);
  }

  /** Ends reads that are under way. */
  @Override
  public void close() {
    rest.close();
  }
}

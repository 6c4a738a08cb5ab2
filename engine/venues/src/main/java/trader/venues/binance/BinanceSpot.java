package trader.venues.binance;

import java.util.List;
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

  /** Nothing is connected yet. */
  public BinanceSpot(BinanceSpotSettings settings, VenueRuntime runtime) {
    this.settings = settings;
    this.runtime = runtime;
    this.limits = new RateLimits(runtime.nowMicros(), runtime.metrics());
    this.rest =
        new BinanceRest(
            settings.rest(), settings.credentials(), settings.timings(), runtime, limits);
    this.clock = rest.clock("/api/v3/time", runtime);
  }

  /** Market data of these instruments; needs no key. */
  public MarketFeed feed(List<InstrumentId> instruments) {
    return new BinanceSpotFeed(settings, runtime, limits, rest, clock, instruments);
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
    return new BinanceSpotVenue(settings, credentials, runtime, limits, rest, clock);
  }

  /** Ends reads that are under way. */
  @Override
  public void close() {
    rest.close();
  }
}

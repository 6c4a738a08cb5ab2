package trader.engine.venue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import trader.control.InstrumentId;
import trader.venues.DepthFeed;
import trader.venues.MarketFeed;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.binance.BinanceSpot;
import trader.venues.binance.BinanceSpotSettings;
import trader.venues.binance.futures.BinanceFutures;
import trader.venues.binance.futures.BinanceFuturesSettings;
import trader.venues.kraken.futures.KrakenFutures;
import trader.venues.kraken.futures.KrakenFuturesSettings;
import trader.venues.kraken.spot.KrakenSpot;
import trader.venues.kraken.spot.KrakenSpotSettings;
import trader.venues.net.ApiCredentials;

/** The venues that are built in: from a name to what speaks to it. */
public final class Adapters {
  /** Bars of a length that every venue has. */
  public static final Duration USUAL_BAR = Duration.ofMinutes(1);

  private Adapters() {}

  /** What speaks to one venue. Start and close what it gives on the event loop; close it last. */
  public interface Adapter extends AutoCloseable {
    /** Market data of these instruments; needs no key. */
    MarketFeed feed(List<InstrumentId> instruments);

    /**
     * The order books of these instruments, {@code levels} a side at least, which belong to {@code
     * beside}'s event loop; needs no key, but the market data.
     */
    DepthFeed depth(List<InstrumentId> instruments, int levels, VenueRuntime beside);

    /** The account. Throws {@link IllegalStateException} where there is no key. */
    Venue venue();

    @Override
    void close();
  }

  /** Throws {@link IllegalArgumentException} naming the setting that the venue cannot work with. */
  public static void check(VenueAccess access) {
    switch (access.venue()) {
      case BINANCE_SPOT -> binanceSpot(access);
      case BINANCE_FUTURES -> binanceFutures(access);
      case KRAKEN_SPOT -> krakenSpot(access);
      case KRAKEN_FUTURES -> krakenFutures(access);
    }
  }

  /**
   * Nothing is connected yet. Throws {@link IllegalArgumentException} as settings do.
   *
   * @param looksOnly whether nothing is to be set at the venue, no dead man's switch either
   */
  public static Adapter open(VenueAccess access, VenueRuntime runtime, boolean looksOnly) {
    return switch (access.venue()) {
      case BINANCE_SPOT -> {
        BinanceSpot spot = new BinanceSpot(binanceSpot(access), runtime);
        yield new Opened(spot::feed, (of, _, on) -> spot.depth(of, on), spot::venue, spot::close);
      }
      case KRAKEN_SPOT -> {
        KrakenSpot spot = new KrakenSpot(krakenSpot(access), runtime);
        yield new Opened(spot::feed, spot::depth, spot::venue, spot::close);
      }
      case BINANCE_FUTURES -> {
        BinanceFuturesSettings settings = binanceFutures(access);
        BinanceFutures futures =
            new BinanceFutures(looksOnly ? unarmed(settings) : settings, runtime);
        yield new Opened(
            futures::feed, (of, _, on) -> futures.depth(of, on), futures::venue, futures::close);
      }
      case KRAKEN_FUTURES -> {
        KrakenFuturesSettings settings = krakenFutures(access);
        KrakenFutures futures =
            new KrakenFutures(looksOnly ? settings.withDeadMan(Duration.ZERO) : settings, runtime);
        yield new Opened(
            futures::feed, (of, _, on) -> futures.depth(of, on), futures::venue, futures::close);
      }
    };
  }

  /**
   * The instrument of any of the names that a venue has for it, such as {@code PF_XBTUSD}. Throws
   * {@link IllegalArgumentException} saying why there is none.
   */
  public static InstrumentId instrument(VenueName venue, String name) {
    return switch (venue) {
      case BINANCE_SPOT, BINANCE_FUTURES -> InstrumentId.parse(name, venue.code());
      case KRAKEN_SPOT -> KrakenSpot.instrument(name);
      case KRAKEN_FUTURES -> KrakenFutures.instrument(name);
    };
  }

  private static BinanceSpotSettings binanceSpot(VenueAccess access) {
    return BinanceSpotSettings.at(
        access.base(), credentials(access), access.bar(), access.pastBars());
  }

  private static BinanceFuturesSettings binanceFutures(VenueAccess access) {
    return BinanceFuturesSettings.at(
        access.base(), credentials(access), access.bar(), access.pastBars());
  }

  private static BinanceFuturesSettings unarmed(BinanceFuturesSettings settings) {
    return new BinanceFuturesSettings(
        settings.rest(),
        settings.streams(),
        settings.orders(),
        settings.credentials(),
        settings.barInterval(),
        settings.pastBars(),
        false,
        settings.timings());
  }

  private static KrakenSpotSettings krakenSpot(VenueAccess access) {
    return KrakenSpotSettings.at(
            access.base(), credentials(access), access.bar(), access.pastBars())
        .with(access.krakenTier());
  }

  private static KrakenFuturesSettings krakenFutures(VenueAccess access) {
    return KrakenFuturesSettings.at(
        access.base(), credentials(access), access.bar(), access.pastBars());
  }

  private static Optional<ApiCredentials> credentials(VenueAccess access) {
    return access.keys().map(keys -> new ApiCredentials(keys.key(), keys.secret()));
  }

  private interface Depths {
    DepthFeed of(List<InstrumentId> instruments, int levels, VenueRuntime beside);
  }

  private record Opened(
      Function<List<InstrumentId>, MarketFeed> feeds,
      Depths depths,
      Supplier<Venue> venues,
      Runnable closing)
      implements Adapter {
    @Override
    public MarketFeed feed(List<InstrumentId> instruments) {
      return feeds.apply(instruments);
    }

    @Override
    public DepthFeed depth(List<InstrumentId> instruments, int levels, VenueRuntime beside) {
      return depths.of(instruments, levels, beside);
    }

    @Override
    public Venue venue() {
      return venues.get();
    }

    @Override
    public void close() {
      closing.run();
    }
  }
}

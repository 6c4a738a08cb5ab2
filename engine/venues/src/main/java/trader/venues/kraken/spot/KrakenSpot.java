package trader.venues.kraken.spot;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.venues.DepthFeed;
import trader.venues.MarketFeed;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.kraken.KrakenSymbols;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;

/**
 * Kraken spot, market data and account, which share one clock, one view of the venue's limits and
 * listings, and one REST client. Start and close what it gives on the event loop; close it last.
 */
public final class KrakenSpot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KrakenSpot.class);
  private static final String ONLINE = "online";

  private final KrakenSpotSettings settings;
  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final KrakenRest rest;
  private final VenueTime time;
  private final Listed listed;

  /** Nothing is connected yet. */
  public KrakenSpot(KrakenSpotSettings settings, VenueRuntime runtime) {
    this.settings = settings;
    this.runtime = runtime;
    this.limits = new RateLimits(runtime.nowMicros(), runtime.metrics());
    this.rest = new KrakenRest(settings, runtime, limits);
    this.time = new VenueTime(runtime.nowMicros(), runtime.metrics());
    this.listed = new Listed(rest);
  }

  /** What the venue lists now and the state it is in, for market data and orders alike. */
  static final class Listed {
    private final KrakenRest rest;

    /** Books on another loop look at it too; what was read does not change. */
    private volatile Pairs pairs = Pairs.none();

    private String system = ONLINE;
    private Runnable changed = () -> {};

    Listed(KrakenRest rest) {
      this.rest = rest;
    }

    Pairs pairs() {
      return pairs;
    }

    /** Whether the venue as a whole takes orders. */
    boolean online() {
      return system.equals(ONLINE);
    }

    /** What to do when the venue's state changes. */
    void onChange(Runnable action) {
      changed = action;
    }

    /** The venue says in which state it is, such as {@code online} or {@code maintenance}. */
    void systemStatus(String state) {
      if (!state.isEmpty() && !state.equals(system)) {
        LOG.warn("the venue was {} and is {} now", system, state);
        system = state;
        changed.run();
      }
    }

    /** Reads the listings; {@code done} gets why that failed, empty where it did not. */
    void read(Consumer<String> done) {
      rest.get(
          "AssetPairs",
          "",
          answer -> {
            if (!(answer instanceof RestAnswer.Ok ok)) {
              done.accept(KrakenErrors.why(answer));
              return;
            }
            try {
              pairs = Pairs.read(ok.body());
            } catch (IllegalArgumentException e) {
              done.accept("AssetPairs is garbled: " + e.getMessage());
              return;
            }
            done.accept(pairs.isEmpty() ? "the venue lists nothing" : "");
          });
    }
  }

  /**
   * The instrument of any of its names: {@code BTC/USD}, {@code XBT/USD}, {@code XXBTZUSD} or
   * {@code BTCUSD.KRAKEN}. Throws {@link IllegalArgumentException} for what cannot be a name.
   */
  public static InstrumentId instrument(String name) {
    String upper = name.strip().toUpperCase(Locale.ROOT);
    int dot = upper.indexOf('.');
    if (dot > 0 && !upper.substring(dot + 1).equals(Pairs.VENUE)) {
      return InstrumentId.parse(upper, Pairs.VENUE);
    }
    String symbol = dot > 0 ? upper.substring(0, dot) : upper;
    return new InstrumentId(KrakenSymbols.canonical(symbol), Pairs.VENUE);
  }

  /** Market data of these instruments; needs no key. */
  public MarketFeed feed(List<InstrumentId> instruments) {
    return new KrakenSpotFeed(settings, runtime, limits, rest, time, listed, instruments);
  }

  /**
   * The books of these instruments, on {@code beside}'s event loop; needs no key, but the market
   * data that reads the listings.
   *
   * @param levels how many a side are kept at least, up to 1,000
   */
  public DepthFeed depth(List<InstrumentId> instruments, int levels, VenueRuntime beside) {
    return new KrakenSpotBooks(settings, beside, limits, listed, instruments, levels);
  }

  /** The account. Throws {@link IllegalStateException} where the settings have no API key. */
  public Venue venue() {
    if (settings.credentials().isEmpty()) {
      throw new IllegalStateException(
          "no Kraken API key is configured: without one only market data can be read; trade on"
              + " paper, or give a key and its secret");
    }
    OrderLink orders = new OrderLink(settings, runtime, limits, rest, time, listed);
    return new KrakenSpotVenue(settings, runtime, rest, listed, orders);
  }

  /** Ends reads that are under way. */
  @Override
  public void close() {
    rest.close();
  }
}

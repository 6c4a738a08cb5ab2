package trader.venues.kraken.spot;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import trader.venues.net.Addresses;
import trader.venues.net.ApiCredentials;
import trader.venues.net.Timings;

/**
 * How Kraken spot is reached.
 *
 * @param rest base of the REST API
 * @param streams WebSocket version 2 for market data, with its path
 * @param orders WebSocket version 2 for orders and the account, with its path
 * @param credentials empty where only market data is wanted
 * @param barInterval length of the bars for warming up
 * @param pastBars how many closed bars to read at the start, 0 to 719
 * @param tier how much the venue lets the account do
 */
public record KrakenSpotSettings(
    URI rest,
    URI streams,
    URI orders,
    Optional<ApiCredentials> credentials,
    Duration barInterval,
    int pastBars,
    KrakenTier tier,
    Timings timings) {
  /** The real venue. */
  public static final URI REAL = URI.create("https://api.kraken.com");

  private static final int MOST_PAST_BARS = 719;
  private static final Set<Long> INTERVALS = Set.of(1L, 5L, 15L, 30L, 60L, 240L, 1_440L, 10_080L);
  private static final String PATH = "/v2";

  /** Throws {@link IllegalArgumentException} naming the setting and what it may be. */
  public KrakenSpotSettings {
    Addresses.requireScheme("REST base", rest, "http", "https");
    Addresses.requireScheme("market WebSocket", streams, "ws", "wss");
    Addresses.requireScheme("account WebSocket", orders, "ws", "wss");
    if (!INTERVALS.contains(barInterval.toMinutes())
        || !barInterval.equals(Duration.ofMinutes(barInterval.toMinutes()))) {
      throw new IllegalArgumentException(
          "bar length "
              + barInterval
              + ": Kraken has bars of 1, 5, 15, 30, 60, 240, 1440 and 10080 minutes");
    }
    if (pastBars < 0 || pastBars > MOST_PAST_BARS) {
      throw new IllegalArgumentException(
          "past bars " + pastBars + ": Kraken gives 0 to " + MOST_PAST_BARS);
    }
    credentials.ifPresent(known -> KrakenSigner.check(known.secret()));
  }

  /**
   * Settings for a REST base such as {@code KRAKEN_SPOT_URL} gives: the real venue's other hosts
   * belong to its own base, and any other base serves everything on one host and port.
   */
  public static KrakenSpotSettings at(
      URI base, Optional<ApiCredentials> credentials, Duration barInterval, int pastBars) {
    Addresses.requireScheme("KRAKEN_SPOT_URL", base, "http", "https");
    URI streams;
    URI orders;
    if (base.getHost().toLowerCase(Locale.ROOT).equals(REAL.getHost())) {
      streams = URI.create("wss://ws.kraken.com" + PATH);
      orders = URI.create("wss://ws-auth.kraken.com" + PATH);
    } else {
      streams = URI.create(Addresses.webSocket(base) + PATH);
      orders = streams;
    }
    return new KrakenSpotSettings(
        URI.create(base.getScheme() + "://" + base.getRawAuthority()),
        streams,
        orders,
        credentials,
        barInterval,
        pastBars,
        KrakenTier.STARTER,
        Timings.defaults());
  }

  /** The same with other times. */
  public KrakenSpotSettings with(Timings other) {
    return new KrakenSpotSettings(
        rest, streams, orders, credentials, barInterval, pastBars, tier, other);
  }

  /** The same for an account of another tier. */
  public KrakenSpotSettings with(KrakenTier other) {
    return new KrakenSpotSettings(
        rest, streams, orders, credentials, barInterval, pastBars, other, timings);
  }

  /** Whether orders reach a real exchange: any of the hosts is not a loopback address. */
  public boolean real() {
    return Addresses.anyReal(rest, streams, orders);
  }
}

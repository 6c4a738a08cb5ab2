package trader.venues.binance;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import trader.venues.net.Addresses;
import trader.venues.net.ApiCredentials;
import trader.venues.net.Timings;

/**
 * How Binance spot is reached.
 *
 * @param rest base of the REST API
 * @param streams base of the market streams
 * @param orders the WebSocket API for orders and user data, with its path
 * @param credentials empty where only market data is wanted
 * @param barInterval length of the bars for warming up
 * @param pastBars how many closed bars to read at the start, 0 to 999
 */
public record BinanceSpotSettings(
    URI rest,
    URI streams,
    URI orders,
    Optional<ApiCredentials> credentials,
    Duration barInterval,
    int pastBars,
    Timings timings) {
  /** The real venue. */
  public static final URI REAL = URI.create("https://api.binance.com");

  private static final int MOST_PAST_BARS = 999;

  /** Throws {@link IllegalArgumentException} naming the setting and what it may be. */
  public BinanceSpotSettings {
    Addresses.requireScheme("REST base", rest, "http", "https");
    Addresses.requireScheme("stream base", streams, "ws", "wss");
    Addresses.requireScheme("WebSocket API", orders, "ws", "wss");
    KlineInterval.name(barInterval);
    if (pastBars < 0 || pastBars > MOST_PAST_BARS) {
      throw new IllegalArgumentException(
          "past bars " + pastBars + ": the venue gives 0 to " + MOST_PAST_BARS + " at once");
    }
  }

  /**
   * Settings for a REST base such as {@code BINANCE_SPOT_URL} gives: the real venue's other hosts
   * belong to its own base, and any other base serves everything on one host and port.
   */
  public static BinanceSpotSettings at(
      URI base, Optional<ApiCredentials> credentials, Duration barInterval, int pastBars) {
    Addresses.requireScheme("BINANCE_SPOT_URL", base, "http", "https");
    String host = base.getHost().toLowerCase(Locale.ROOT);
    URI streams;
    URI orders;
    if (host.matches("api(\\d|-gcp)?\\.binance\\.com")) {
      streams = URI.create("wss://stream.binance.com:9443");
      orders = URI.create("wss://ws-api.binance.com:443/ws-api/v3");
    } else if (host.equals("testnet.binance.vision")) {
      streams = URI.create("wss://stream.testnet.binance.vision");
      orders = URI.create("wss://ws-api.testnet.binance.vision/ws-api/v3");
    } else {
      streams = Addresses.webSocket(base);
      orders = URI.create(streams + "/ws-api/v3");
    }
    return new BinanceSpotSettings(
        URI.create(base.getScheme() + "://" + base.getRawAuthority()),
        streams,
        orders,
        credentials,
        barInterval,
        pastBars,
        Timings.defaults());
  }

  /** The same with other times. */
  public BinanceSpotSettings with(Timings other) {
    return new BinanceSpotSettings(
        rest, streams, orders, credentials, barInterval, pastBars, other);
  }

  /** Whether orders reach a real exchange: any of the hosts is not a loopback address. */
  public boolean real() {
    return Addresses.anyReal(rest, streams, orders);
  }
}

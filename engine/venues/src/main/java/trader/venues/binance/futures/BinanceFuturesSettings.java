package trader.venues.binance.futures;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import trader.venues.net.Addresses;
import trader.venues.net.ApiCredentials;
import trader.venues.net.Timings;

/**
 * How Binance USD-M futures are reached.
 *
 * @param rest base of the REST API
 * @param streams base of the streams, to which {@code /public}, {@code /market} and {@code
 *     /private} are added
 * @param orders the WebSocket API, on which orders go
 * @param credentials empty where only market data is wanted
 * @param barInterval length of the bars for warming up
 * @param pastBars how many closed bars to read at the start, 0 to 999
 * @param deadManSwitch whether the venue is to cancel plain orders when the engine falls silent
 */
public record BinanceFuturesSettings(
    URI rest,
    URI streams,
    URI orders,
    Optional<ApiCredentials> credentials,
    Duration barInterval,
    int pastBars,
    boolean deadManSwitch,
    Timings timings) {
  /** The real venue. */
  public static final URI REAL = URI.create("https://fapi.binance.com");

  private static final String API = "/ws-fapi/v1";
  private static final int MOST_PAST_BARS = 999;

  /** Throws {@link IllegalArgumentException} naming the setting and what it may be. */
  public BinanceFuturesSettings {
    Addresses.requireScheme("REST base", rest, "http", "https");
    Addresses.requireScheme("stream base", streams, "ws", "wss");
    Addresses.requireScheme("WebSocket API", orders, "ws", "wss");
    if (pastBars < 0 || pastBars > MOST_PAST_BARS) {
      throw new IllegalArgumentException(
          "past bars " + pastBars + ": the venue gives 0 to " + MOST_PAST_BARS + " at once");
    }
  }

  /**
   * Settings for a REST base such as {@code BINANCE_FUTURES_URL} gives: the real venue's other
   * hosts belong to its own base, and any other base serves everything on one host and port.
   */
  public static BinanceFuturesSettings at(
      URI base, Optional<ApiCredentials> credentials, Duration barInterval, int pastBars) {
    Addresses.requireScheme("BINANCE_FUTURES_URL", base, "http", "https");
    String same =
        (base.getScheme().equalsIgnoreCase("https") ? "wss" : "ws")
            + "://"
            + base.getRawAuthority();
    String host = base.getHost().toLowerCase(Locale.ROOT);
    URI streams =
        URI.create(
            switch (host) {
              case "fapi.binance.com" -> "wss://fstream.binance.com";
              case "testnet.binancefuture.com" -> "wss://fstream.binancefuture.com";
              default -> same;
            });
    URI orders =
        URI.create((host.equals("fapi.binance.com") ? "wss://ws-fapi.binance.com" : same) + API);
    return new BinanceFuturesSettings(
        URI.create(base.getScheme() + "://" + base.getRawAuthority()),
        streams,
        orders,
        credentials,
        barInterval,
        pastBars,
        true,
        Timings.defaults());
  }

  /** The same with other times. */
  public BinanceFuturesSettings with(Timings other) {
    return new BinanceFuturesSettings(
        rest, streams, orders, credentials, barInterval, pastBars, deadManSwitch, other);
  }

  /** Whether orders reach a real exchange: any of the hosts is not a loopback address. */
  public boolean real() {
    return Addresses.anyReal(rest, streams, orders);
  }
}

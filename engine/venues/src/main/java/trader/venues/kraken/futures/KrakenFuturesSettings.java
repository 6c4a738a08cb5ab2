package trader.venues.kraken.futures;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import trader.venues.net.Addresses;
import trader.venues.net.ApiCredentials;
import trader.venues.net.Timings;

/**
 * How Kraken Futures is reached.
 *
 * @param rest base of the REST APIs
 * @param feeds the WebSocket, with its path
 * @param credentials empty where only market data is wanted; the secret is base64
 * @param barInterval length of the bars for warming up
 * @param pastBars how many closed bars to read at the start, 0 to 5,000
 * @param deadMan after how long without a sign of life the venue cancels orders that protect
 *     nothing; zero for never
 */
public record KrakenFuturesSettings(
    URI rest,
    URI feeds,
    Optional<ApiCredentials> credentials,
    Duration barInterval,
    int pastBars,
    Duration deadMan,
    Timings timings) {
  /** The real venue. */
  public static final URI REAL = URI.create("https://futures.kraken.com");

  private static final int MOST_PAST_BARS = 5_000;
  private static final Duration DEAD_MAN = Duration.ofSeconds(60);

  /** Throws {@link IllegalArgumentException} naming the setting and what it may be. */
  public KrakenFuturesSettings {
    Addresses.requireScheme("KRAKEN_FUTURES_URL", rest, "http", "https");
    Addresses.requireScheme("feeds", feeds, "ws", "wss");
    Charts.resolution(barInterval);
    if (pastBars < 0 || pastBars > MOST_PAST_BARS) {
      throw new IllegalArgumentException(
          "past bars " + pastBars + ": the venue gives 0 to " + MOST_PAST_BARS + " at once");
    }
    if (deadMan.isNegative() || deadMan.toMillis() % 1_000 != 0) {
      throw new IllegalArgumentException(
          "dead man's switch " + deadMan + ": it takes whole seconds, or zero for none");
    }
    credentials.ifPresent(c -> new FuturesSigner(c.secret()));
  }

  /** Settings for a base such as {@code KRAKEN_FUTURES_URL} gives; it serves everything. */
  public static KrakenFuturesSettings at(
      URI base, Optional<ApiCredentials> credentials, Duration barInterval, int pastBars) {
    Addresses.requireScheme("KRAKEN_FUTURES_URL", base, "http", "https");
    return new KrakenFuturesSettings(
        URI.create(base.getScheme() + "://" + base.getRawAuthority()),
        URI.create(Addresses.webSocket(base) + "/ws/v1"),
        credentials,
        barInterval,
        pastBars,
        DEAD_MAN,
        Timings.defaults());
  }

  /** The same with other times. */
  public KrakenFuturesSettings with(Timings other) {
    return new KrakenFuturesSettings(
        rest, feeds, credentials, barInterval, pastBars, deadMan, other);
  }

  /** The same with another dead man's switch. */
  public KrakenFuturesSettings withDeadMan(Duration other) {
    return new KrakenFuturesSettings(
        rest, feeds, credentials, barInterval, pastBars, other, timings);
  }

  /** Whether orders reach a real exchange: one of the hosts is not a loopback address. */
  public boolean real() {
    return Addresses.anyReal(rest, feeds);
  }
}

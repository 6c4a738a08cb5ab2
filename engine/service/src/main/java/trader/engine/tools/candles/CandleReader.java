package trader.engine.tools.candles;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import trader.engine.core.Bar;
import trader.engine.venue.VenueName;
import trader.registry.candles.Series;
import trader.registry.candles.Span;

/** Reads closed bars of the past from one venue. */
public final class CandleReader implements AutoCloseable {
  /** All that Kraken spot has of a series, however long ago is asked for. */
  private static final int KRAKEN_SPOT_BARS = 720;

  private static final int PAGE = 1_000;
  private static final long MICROS = 1_000_000;
  private final VenueName venue;
  private final URI base;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final VenueCalls calls;

  /** A reader of the venue at {@code base}. */
  public CandleReader(VenueName venue, URI base, InstantSource clock) {
    this(venue, base, clock, Thread::sleep);
  }

  CandleReader(VenueName venue, URI base, InstantSource clock, VenueCalls.Pause pause) {
    this.venue = venue;
    this.base = base;
    this.clock = clock;
    this.calls = new VenueCalls(venue, client, clock, pause);
  }

  /** How many bars one call brings at most. */
  public static int page(VenueName venue) {
    return venue == VenueName.KRAKEN_SPOT ? KRAKEN_SPOT_BARS : PAGE;
  }

  /** The oldest bar that the venue still gives; empty where it gives all there ever were. */
  public static Optional<Instant> earliest(VenueName venue, Series series, Instant now) {
    return venue == VenueName.KRAKEN_SPOT
        ? Optional.of(series.barAt(now).minus(series.interval().multipliedBy(KRAKEN_SPOT_BARS)))
        : Optional.empty();
  }

  /**
   * The closed bars of a span of at most a page. What the venue does not have is not among them.
   * Throws {@link CandleException} where it does not answer as it should.
   */
  public List<Bar> read(Series series, Span span) throws CandleException, InterruptedException {
    JsonNode body = calls.get(base.resolve(path(series, span)));
    List<Bar> bars = new ArrayList<>();
    try {
      for (JsonNode candle : candles(body)) {
        Bar bar = bar(series, candle);
        Instant open = Instant.ofEpochSecond(bar.openMicros() / MICROS);
        boolean closed = !open.plus(series.interval()).isAfter(clock.instant());
        if (closed && !open.isBefore(span.from()) && open.isBefore(span.to())) {
          bars.add(bar);
        }
      }
    } catch (NumberFormatException e) {
      throw new CandleException(
          venue.text() + " sent a bar of " + series + " that is no bar: " + e);
    }
    return bars;
  }

  private String path(Series series, Span span) {
    long from = span.from().getEpochSecond();
    long to = span.to().getEpochSecond();
    String symbol = series.instrument().symbol();
    return switch (venue) {
      case BINANCE_SPOT -> "/api/v3/klines?" + klines(symbol, series, from, to);
      case BINANCE_FUTURES -> "/fapi/v1/klines?" + klines(symbol, series, from, to);
      case KRAKEN_SPOT ->
          "/0/public/OHLC?pair="
              + krakens(symbol)
              + "&interval="
              + series.interval().toMinutes()
              + "&since="
              + (from - series.interval().toSeconds());
      case KRAKEN_FUTURES ->
          "/api/charts/v1/trade/PF_"
              + krakens(symbol)
              + "/"
              + BarLength.text(series.interval())
              + "?from="
              + from
              + "&to="
              + (to - 1);
    };
  }

  private static String klines(String symbol, Series series, long from, long to) {
    return "symbol="
        + symbol
        + "&interval="
        + BarLength.text(series.interval())
        + "&startTime="
        + from * 1_000
        + "&endTime="
        + (to * 1_000 - 1)
        + "&limit="
        + PAGE;
  }

  /** Kraken says XBT and XDG where all others say BTC and DOGE. */
  private static String krakens(String symbol) {
    if (symbol.startsWith("BTC")) {
      return "XBT" + symbol.substring(3);
    }
    return symbol.startsWith("DOGE") ? "XDG" + symbol.substring(4) : symbol;
  }

  private JsonNode candles(JsonNode body) throws CandleException {
    JsonNode found =
        switch (venue) {
          case BINANCE_SPOT, BINANCE_FUTURES -> body;
          case KRAKEN_FUTURES -> body.path("candles");
          case KRAKEN_SPOT -> krakenSpots(body);
        };
    if (!found.isArray()) {
      throw new CandleException(venue.text() + " sent no bars: " + body);
    }
    return found;
  }

  /** The pair is named by a key that only the venue knows, beside {@code last}. */
  private JsonNode krakenSpots(JsonNode body) throws CandleException {
    if (!body.path("error").isEmpty()) {
      throw new CandleException(venue.text() + " says " + body.path("error"));
    }
    return body.path("result").properties().stream()
        .filter(entry -> !entry.getKey().equals("last"))
        .map(java.util.Map.Entry::getValue)
        .findFirst()
        .orElse(body);
  }

  private Bar bar(Series series, JsonNode candle) {
    return switch (venue) {
      case BINANCE_SPOT, BINANCE_FUTURES ->
          bar(series, candle.path(0).asLong() / 1_000, candle, 1, 2, 3, 4, 5);
      // There the sixth is the price weighted by volume.
      case KRAKEN_SPOT -> bar(series, candle.path(0).asLong(), candle, 1, 2, 3, 4, 6);
      case KRAKEN_FUTURES ->
          new Bar(
              candle.path("time").asLong() * 1_000,
              series.interval().toSeconds() * MICROS,
              number(candle.path("open")),
              number(candle.path("high")),
              number(candle.path("low")),
              number(candle.path("close")),
              number(candle.path("volume")));
    };
  }

  private static Bar bar(Series series, long openSec, JsonNode candle, int... at) {
    return new Bar(
        openSec * MICROS,
        series.interval().toSeconds() * MICROS,
        number(candle.path(at[0])),
        number(candle.path(at[1])),
        number(candle.path(at[2])),
        number(candle.path(at[3])),
        number(candle.path(at[4])));
  }

  private static BigDecimal number(JsonNode node) {
    return new BigDecimal(node.asString(""));
  }

  @Override
  public void close() {
    client.close();
  }
}

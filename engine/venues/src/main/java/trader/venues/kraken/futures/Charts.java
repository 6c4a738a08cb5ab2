package trader.venues.kraken.futures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import trader.control.InstrumentId;
import trader.engine.core.Bar;
import trader.venues.net.BarSource;
import trader.venues.net.RestAnswer;
import trader.venues.net.RestClient;
import trader.venues.net.ServerClock;
import trader.venues.net.SharedReads;

/** Reads closed bars of trades. */
final class Charts implements BarSource {
  /** How many the venue gives at once. */
  static final int MOST = 5_000;

  private static final Map<Duration, String> RESOLUTIONS = new LinkedHashMap<>();

  static {
    RESOLUTIONS.put(Duration.ofMinutes(1), "1m");
    RESOLUTIONS.put(Duration.ofMinutes(5), "5m");
    RESOLUTIONS.put(Duration.ofMinutes(15), "15m");
    RESOLUTIONS.put(Duration.ofMinutes(30), "30m");
    RESOLUTIONS.put(Duration.ofHours(1), "1h");
    RESOLUTIONS.put(Duration.ofHours(4), "4h");
    RESOLUTIONS.put(Duration.ofHours(12), "12h");
    RESOLUTIONS.put(Duration.ofDays(1), "1d");
    RESOLUTIONS.put(Duration.ofDays(7), "1w");
  }

  private final RestClient rest;
  private final SharedReads shared;
  private final ServerClock clock;
  private final Duration interval;

  Charts(RestClient rest, SharedReads shared, ServerClock clock, Duration interval) {
    this.rest = rest;
    this.shared = shared;
    this.clock = clock;
    this.interval = interval;
  }

  /** The venue's name of a length of bars; throws {@link IllegalArgumentException} for others. */
  static String resolution(Duration interval) {
    String name = RESOLUTIONS.get(interval);
    if (name == null) {
      throw new IllegalArgumentException(
          "bars of " + interval + ": Kraken Futures has " + RESOLUTIONS.values());
    }
    return name;
  }

  @Override
  public void read(
      InstrumentId instrument, OptionalLong fromMicros, int most, Consumer<Answer> done) {
    long now = clock.timestampMillis();
    long length = interval.toMillis();
    long from =
        fromMicros.isPresent()
            ? fromMicros.getAsLong() / 1_000
            : now / length * length - (most - 1) * length;
    String path = "/api/charts/v1/trade/" + Products.of(instrument) + "/" + resolution(interval);
    String range = "from=" + from / 1_000 + "&to=" + now / 1_000;
    // The time is not part of what names the answer, but the bar that runs is.
    shared.read(
        path + from + "@" + now / length,
        answer -> rest.get("charts", path, range, answer),
        answer -> done.accept(read(answer, from)));
  }

  private Answer read(RestAnswer answer, long fromMillis) {
    if (!(answer instanceof RestAnswer.Ok ok)) {
      return new Answer.Failed(FuturesErrors.why(answer));
    }
    try {
      return new Answer.Read(closed(ok.body(), fromMillis));
    } catch (IllegalArgumentException e) {
      return new Answer.Failed(String.valueOf(e.getMessage()));
    }
  }

  private List<Bar> closed(JsonNode body, long fromMillis) {
    List<Bar> all = new ArrayList<>();
    for (JsonNode candle : FuturesReplies.array(body, "candles")) {
      long open = candle.path("time").asLong();
      if (open >= fromMillis && open + interval.toMillis() <= clock.timestampMillis()) {
        all.add(bar(candle, open));
      }
    }
    return all;
  }

  private Bar bar(JsonNode candle, long openMillis) {
    return new Bar(
        openMillis * 1_000,
        interval.toMillis() * 1_000,
        FuturesReplies.decimal(candle, "open"),
        FuturesReplies.decimal(candle, "high"),
        FuturesReplies.decimal(candle, "low"),
        FuturesReplies.decimal(candle, "close"),
        FuturesReplies.decimal(candle, "volume"));
  }
}

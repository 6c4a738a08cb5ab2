package trader.venues.kraken.futures;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import trader.control.InstrumentId;
import trader.engine.core.Bar;
import trader.venues.net.RestAnswer;
import trader.venues.net.RestClient;
import trader.venues.net.ServerClock;

/** Reads closed bars of trades. */
final class Charts {
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

  /** What a reading gave. */
  sealed interface Result {
    /** The bars by instrument, oldest first. */
    record Read(Map<InstrumentId, List<Bar>> bars) implements Result {}

    /** They could not be read. */
    record Failed(String why) implements Result {}
  }

  private final RestClient rest;
  private final ServerClock clock;
  private final Duration interval;

  Charts(RestClient rest, ServerClock clock, Duration interval) {
    this.rest = rest;
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

  /** When the bar that runs now began, in epoch milliseconds of the venue's clock. */
  long runningMillis() {
    long length = interval.toMillis();
    return clock.timestampMillis() / length * length;
  }

  /** How long until the bar that runs now is over. */
  long millisToNext() {
    return runningMillis() + interval.toMillis() - clock.timestampMillis();
  }

  /** Reads the bars that began in [from, to) and are closed, in epoch milliseconds. */
  void read(List<InstrumentId> instruments, long fromMillis, long toMillis, Consumer<Result> done) {
    next(new ArrayDeque<>(instruments), fromMillis, toMillis, new LinkedHashMap<>(), done);
  }

  private void next(
      Deque<InstrumentId> left,
      long fromMillis,
      long toMillis,
      Map<InstrumentId, List<Bar>> bars,
      Consumer<Result> done) {
    InstrumentId instrument = left.poll();
    if (instrument == null) {
      done.accept(new Result.Read(bars));
      return;
    }
    String path = "/api/charts/v1/trade/" + Products.of(instrument) + "/" + resolution(interval);
    String range = "from=" + fromMillis / 1_000 + "&to=" + toMillis / 1_000;
    rest.get(
        "charts",
        path,
        range,
        answer -> {
          if (!(answer instanceof RestAnswer.Ok ok)) {
            done.accept(new Result.Failed(FuturesErrors.why(answer)));
            return;
          }
          try {
            bars.put(instrument, closed(ok.body(), fromMillis, toMillis));
          } catch (IllegalArgumentException e) {
            done.accept(new Result.Failed(String.valueOf(e.getMessage())));
            return;
          }
          next(left, fromMillis, toMillis, bars, done);
        });
  }

  private List<Bar> closed(JsonNode body, long fromMillis, long toMillis) {
    List<Bar> all = new ArrayList<>();
    for (JsonNode candle : FuturesReplies.array(body, "candles")) {
      long open = candle.path("time").asLong();
      if (open >= fromMillis
          && open < toMillis
          && open + interval.toMillis() <= clock.timestampMillis()) {
        all.add(bar(candle, open));
      }
    }
    return all;
  }

  private Bar bar(JsonNode candle, long openMillis) {
    BigDecimal close = FuturesReplies.decimal(candle, "close");
    return new Bar(
        openMillis * 1_000,
        interval.toMillis() * 1_000,
        FuturesReplies.decimal(candle, "open"),
        FuturesReplies.decimal(candle, "high"),
        FuturesReplies.decimal(candle, "low"),
        close,
        FuturesReplies.decimal(candle, "volume"));
  }
}

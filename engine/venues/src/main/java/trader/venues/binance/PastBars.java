package trader.venues.binance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import trader.control.InstrumentId;
import trader.engine.core.Bar;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/**
 * The bars that the stream did not show: at first so many as are wanted for warming up, later those
 * since the stream was lost, the bar in which it was lost included. Also the one in which the
 * stream began, once it is over, since the stream showed only its end.
 */
final class PastBars {
  private static final int MOST = 1_000;

  /** What a reading gave. */
  sealed interface Result {
    /** Closed bars of each instrument, oldest first. */
    record Read(Map<InstrumentId, List<Bar>> bars) implements Result {}

    /** Not all could be read. */
    record Failed(String why) implements Result {}
  }

  private final BinanceRest rest;
  private final ServerClock clock;
  private final String path;
  private final String interval;
  private final long intervalMicros;
  private final int wanted;
  private boolean first = true;
  private long missingFromMillis;

  PastBars(FeedSource source, BinanceRest rest, ServerClock clock) {
    this.rest = rest;
    this.clock = clock;
    this.path = source.barsPath();
    this.interval = KlineInterval.name(source.barInterval());
    this.intervalMicros = source.barInterval().toNanos() / 1_000;
    this.wanted = source.pastBars();
  }

  /** The stream has shown nothing since then, by our clock. */
  void missingSince(long atMicros) {
    long server = atMicros + clock.nowMicros() - clock.localMicros();
    missingFromMillis = (server - Math.floorMod(server, intervalMicros)) / 1_000;
  }

  void read(List<InstrumentId> instruments, Consumer<Result> done) {
    boolean all = first;
    next(
        new ArrayList<>(instruments),
        range(),
        closed -> all ? newest(closed) : closed,
        new LinkedHashMap<>(),
        result -> {
          first &= result instanceof Result.Failed;
          done.accept(result);
        });
  }

  /** Start of the bar that runs at the venue now, milliseconds since the epoch. */
  long runningMillis() {
    long micros = clock.nowMicros();
    return (micros - Math.floorMod(micros, intervalMicros)) / 1_000;
  }

  /** How long until the bar that runs at the venue now is over. */
  long millisToNext() {
    return runningMillis() + intervalMicros / 1_000 - clock.timestampMillis();
  }

  /** Reads the one bar that began at {@code openMillis}. */
  void readOne(List<InstrumentId> instruments, long openMillis, Consumer<Result> done) {
    next(
        new ArrayList<>(instruments),
        "&startTime=" + openMillis + "&limit=1",
        closed -> closed,
        new LinkedHashMap<>(),
        done);
  }

  private void next(
      List<InstrumentId> left,
      String range,
      UnaryOperator<List<Bar>> choice,
      Map<InstrumentId, List<Bar>> bars,
      Consumer<Result> done) {
    if (left.isEmpty()) {
      done.accept(new Result.Read(bars));
      return;
    }
    InstrumentId instrument = left.removeFirst();
    rest.get(
        "klines",
        path,
        "symbol=" + instrument.symbol() + "&interval=" + interval + range,
        answer -> {
          if (!(answer instanceof RestAnswer.Ok ok)) {
            done.accept(new Result.Failed(RestAnswer.why(answer)));
            return;
          }
          try {
            List<Bar> closed =
                Replies.closedBars(ok.body(), intervalMicros, clock.timestampMillis());
            bars.put(instrument, choice.apply(closed));
          } catch (IllegalArgumentException e) {
            done.accept(new Result.Failed(String.valueOf(e.getMessage())));
            return;
          }
          next(left, range, choice, bars, done);
        });
  }

  private String range() {
    if (first) {
      // The newest bar is still open, so one more is asked for.
      return "&limit=" + (wanted + 1);
    }
    long missing = (clock.timestampMillis() - missingFromMillis) * 1_000 / intervalMicros;
    return missing < MOST ? "&startTime=" + missingFromMillis + "&limit=" + MOST : "&limit=" + MOST;
  }

  private List<Bar> newest(List<Bar> closed) {
    return closed.subList(Math.max(0, closed.size() - wanted), closed.size());
  }
}

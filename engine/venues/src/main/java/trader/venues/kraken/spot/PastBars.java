package trader.venues.kraken.spot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import trader.control.InstrumentId;
import trader.engine.core.Bar;
import trader.venues.net.RestAnswer;

/**
 * The bars that the stream did not show: at first so many as are wanted for warming up, later those
 * since the stream was lost, the bar in which it was lost included. Also the one in which the
 * stream began, once it is over, since the stream showed only its end.
 */
final class PastBars {
  /** What a reading gave. */
  sealed interface Result {
    /** Closed bars of each instrument, oldest first. */
    record Read(Map<InstrumentId, List<Bar>> bars) implements Result {}

    /** Not all could be read. */
    record Failed(String why) implements Result {}
  }

  private final KrakenRest rest;
  private final VenueTime time;
  private final KrakenSpot.Listed listed;
  private final Duration interval;
  private final long intervalMicros;
  private final int wanted;
  private boolean first = true;
  private long missingFromMicros;

  PastBars(KrakenSpotSettings settings, KrakenRest rest, VenueTime time, KrakenSpot.Listed listed) {
    this.rest = rest;
    this.time = time;
    this.listed = listed;
    this.interval = settings.barInterval();
    this.intervalMicros = interval.toNanos() / 1_000;
    this.wanted = settings.pastBars();
  }

  /** The stream has shown nothing since then, by the venue's clock. */
  void missingSince(long venueMicros) {
    missingFromMicros = venueMicros - Math.floorMod(venueMicros, intervalMicros);
  }

  void read(List<InstrumentId> instruments, Consumer<Result> done) {
    boolean all = first;
    next(
        new ArrayList<>(instruments),
        all ? "" : since(missingFromMicros),
        all ? this::newest : closed -> from(closed, missingFromMicros),
        new LinkedHashMap<>(),
        result -> {
          first &= result instanceof Result.Failed;
          done.accept(result);
        });
  }

  /** Start of the bar that runs at the venue now, microseconds since the epoch. */
  long runningMicros() {
    long now = time.nowMicros();
    return now - Math.floorMod(now, intervalMicros);
  }

  /** How long until the bar that runs at the venue now is over. */
  long millisToNext() {
    return (runningMicros() + intervalMicros - time.nowMicros()) / 1_000;
  }

  /** Reads the one bar that began at {@code openMicros}. */
  void readOne(List<InstrumentId> instruments, long openMicros, Consumer<Result> done) {
    next(
        new ArrayList<>(instruments),
        since(openMicros),
        closed -> closed.stream().filter(bar -> bar.openMicros() == openMicros).toList(),
        new LinkedHashMap<>(),
        done);
  }

  /** The venue may leave out the bar that begins at the time itself: one more is asked for. */
  private String since(long micros) {
    return "&since=" + (micros - intervalMicros) / 1_000_000;
  }

  private static List<Bar> from(List<Bar> closed, long micros) {
    return closed.stream().filter(bar -> bar.openMicros() >= micros).toList();
  }

  private List<Bar> newest(List<Bar> closed) {
    return closed.subList(Math.max(0, closed.size() - wanted), closed.size());
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
    Pair pair = listed.pairs().of(instrument);
    if (pair == null) {
      done.accept(new Result.Failed("the venue lists no " + instrument));
      return;
    }
    rest.get(
        "OHLC",
        "pair=" + pair.altname() + "&interval=" + interval.toMinutes() + range,
        answer -> {
          if (!(answer instanceof RestAnswer.Ok ok)) {
            done.accept(new Result.Failed(KrakenErrors.why(answer)));
            return;
          }
          try {
            bars.put(instrument, choice.apply(Replies.closedBars(ok.body(), intervalMicros)));
          } catch (IllegalArgumentException e) {
            done.accept(new Result.Failed(String.valueOf(e.getMessage())));
            return;
          }
          next(left, range, choice, bars, done);
        });
  }
}

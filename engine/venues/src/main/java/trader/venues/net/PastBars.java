package trader.venues.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import trader.control.InstrumentId;
import trader.engine.core.Bar;

/**
 * The bars that the stream did not show: at first so many as are wanted for warming up, later those
 * since the stream was lost, the bar in which it was lost included. Also the one in which the
 * stream began, once it is over, since the stream showed only its end.
 */
public final class PastBars {
  /** What a reading gave. */
  sealed interface Result {
    /** Closed bars of each instrument, oldest first. */
    record Read(Map<InstrumentId, List<Bar>> bars) implements Result {}

    /** Not all could be read. */
    record Failed(String why) implements Result {}
  }

  private final BarSource source;
  private final LongSupplier venueMicros;
  private final long intervalMicros;
  private final int wanted;
  private final int most;
  private boolean first = true;
  private long missingFromMicros;

  /**
   * Nothing is read yet.
   *
   * @param venueMicros the venue's time
   * @param wanted how many closed bars are read at first
   * @param most how many bars the venue gives at once
   */
  public PastBars(
      BarSource source, LongSupplier venueMicros, Duration interval, int wanted, int most) {
    this.source = source;
    this.venueMicros = venueMicros;
    this.intervalMicros = interval.toNanos() / 1_000;
    this.wanted = wanted;
    this.most = most;
  }

  /** The stream has shown nothing since then, by the venue's clock. */
  void missingSince(long micros) {
    missingFromMicros = micros - Math.floorMod(micros, intervalMicros);
  }

  /** The venue's time. */
  long nowMicros() {
    return venueMicros.getAsLong();
  }

  /** Start of the bar that runs at the venue now. */
  long runningMicros() {
    long now = venueMicros.getAsLong();
    return now - Math.floorMod(now, intervalMicros);
  }

  /** How long until the bar that runs at the venue now is over. */
  long millisToNext() {
    return Math.max(0, runningMicros() + intervalMicros - venueMicros.getAsLong()) / 1_000;
  }

  void read(List<InstrumentId> instruments, Consumer<Result> done) {
    long missing = (venueMicros.getAsLong() - missingFromMicros) / intervalMicros + 2;
    boolean all = first;
    boolean far = all || missing > most;
    next(
        new ArrayList<>(instruments),
        far ? OptionalLong.empty() : OptionalLong.of(missingFromMicros),
        // The newest bar is still open, so one more is asked for.
        (int) (all ? wanted + 1 : Math.min(most, missing)),
        all ? this::newest : closed -> from(closed, missingFromMicros),
        new LinkedHashMap<>(),
        result -> {
          first &= result instanceof Result.Failed;
          done.accept(result);
        });
  }

  /** Reads the one bar that began at {@code openMicros}. */
  void readOne(List<InstrumentId> instruments, long openMicros, Consumer<Result> done) {
    next(
        new ArrayList<>(instruments),
        OptionalLong.of(openMicros),
        1,
        closed -> closed.stream().filter(bar -> bar.openMicros() == openMicros).toList(),
        new LinkedHashMap<>(),
        done);
  }

  private static List<Bar> from(List<Bar> closed, long micros) {
    return closed.stream().filter(bar -> bar.openMicros() >= micros).toList();
  }

  private List<Bar> newest(List<Bar> closed) {
    return closed.subList(Math.max(0, closed.size() - wanted), closed.size());
  }

  private void next(
      List<InstrumentId> left,
      OptionalLong fromMicros,
      int count,
      UnaryOperator<List<Bar>> choice,
      Map<InstrumentId, List<Bar>> bars,
      Consumer<Result> done) {
    if (left.isEmpty()) {
      done.accept(new Result.Read(bars));
      return;
    }
    InstrumentId instrument = left.removeFirst();
    source.read(
        instrument,
        fromMicros,
        count,
        answer -> {
          switch (answer) {
            case BarSource.Answer.Failed failed -> done.accept(new Result.Failed(failed.why()));
            case BarSource.Answer.Read read -> {
              bars.put(instrument, choice.apply(read.bars()));
              next(left, fromMicros, count, choice, bars, done);
            }
          }
        });
  }
}

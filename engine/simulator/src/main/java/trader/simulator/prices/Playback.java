package trader.simulator.prices;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps a source's time to the wall clock: what lies before the opening is history, the rest comes
 * due as time passes, faster or slower by the speed. One that belongs to one thread.
 */
public final class Playback {
  private static final int MOST_HISTORY = 600_000;

  private final PriceSource source;
  private final double speed;
  private final List<MarketEvent> history = new ArrayList<>();
  private final long originMicros;
  private long openingMicros;
  private @Nullable MarketEvent next;

  /**
   * Reads the history of a source.
   *
   * @param source what to play
   * @param historyFraction which part of a source with an end is history, in [0, 1)
   * @param speed how many of the source's seconds pass in one
   */
  public Playback(PriceSource source, double historyFraction, double speed) {
    if (!(historyFraction >= 0 && historyFraction < 1)) {
      throw new IllegalArgumentException(
          "the fraction of history must be in [0, 1), not " + historyFraction);
    }
    if (!(speed > 0 && speed <= 1_000_000)) {
      throw new IllegalArgumentException("the speed must be in (0, 1000000], not " + speed);
    }
    this.source = source;
    this.speed = speed;
    if (source.size().isPresent()) {
      readCount((long) (source.size().getAsLong() * historyFraction));
    } else {
      readUntil((long) (source.historyMicros() * Math.max(1, speed)));
    }
    next = source.next();
    MarketEvent last = history.isEmpty() ? next : history.getLast();
    originMicros = last == null ? 0 : last.timeMicros();
  }

  private void readCount(long count) {
    for (long i = 0; i < count; i++) {
      MarketEvent event = source.next();
      if (event == null) {
        return;
      }
      history.add(event);
    }
  }

  private void readUntil(long micros) {
    MarketEvent event = source.next();
    long end = event == null ? 0 : event.timeMicros() + micros;
    while (event != null && history.size() < MOST_HISTORY) {
      history.add(event);
      if (event.timeMicros() >= end) {
        return;
      }
      event = source.next();
    }
  }

  /** What is played. */
  public PriceSource source() {
    return source;
  }

  /** Opens at a wall time, in epoch microseconds. */
  public void open(long wallMicros) {
    openingMicros = wallMicros;
  }

  /** What was before the opening, oldest first. */
  public List<MarketEvent> history() {
    return history;
  }

  /** Lets go of the history, which the receiver has by now. */
  public void forgetHistory() {
    history.clear();
  }

  /** The wall time of an event, in epoch microseconds. */
  public long wallMicros(MarketEvent event) {
    return openingMicros + Math.round((event.timeMicros() - originMicros) / speed);
  }

  /** When the next event is due by the wall clock, or {@link Long#MAX_VALUE} at the end. */
  public long nextDueMicros() {
    MarketEvent event = next;
    return event == null ? Long.MAX_VALUE : wallMicros(event);
  }

  /** The price of the next event, or 0 at the end. */
  public long nextPrice() {
    MarketEvent event = next;
    return event == null ? 0 : event.price();
  }

  /** Takes the next event, or null at the end. */
  public @Nullable MarketEvent take() {
    MarketEvent event = next;
    if (event != null) {
      next = source.next();
    }
    return event;
  }
}

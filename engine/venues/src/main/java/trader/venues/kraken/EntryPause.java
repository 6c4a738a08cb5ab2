package trader.venues.kraken;

import java.util.function.LongSupplier;

/**
 * Keeps entries back while the venue says that it is busy or closed: a second at first, twice as
 * long each time that it says so again, at most half a minute. What reduces risk is never kept back
 * by it. Begins anew once the venue has taken something.
 */
public final class EntryPause {
  private static final long FIRST_MICROS = 1_000_000;
  private static final long LONGEST_MICROS = 30_000_000;

  private final LongSupplier nowMicros;
  private long nextMicros = FIRST_MICROS;
  private long untilMicros;

  /** Nothing is kept back yet. */
  public EntryPause(LongSupplier nowMicros) {
    this.nowMicros = nowMicros;
  }

  /** The venue says that it is busy or closed. */
  public void busy() {
    long now = nowMicros.getAsLong();
    if (now >= untilMicros) {
      untilMicros = now + nextMicros;
      nextMicros = Math.min(LONGEST_MICROS, 2 * nextMicros);
    }
  }

  /** The venue has taken something. */
  public void served() {
    untilMicros = 0;
    nextMicros = FIRST_MICROS;
  }

  /** How long an entry has to wait, in microseconds; 0 where it may go. */
  public long waitMicros() {
    return Math.max(0, untilMicros - nowMicros.getAsLong());
  }

  /** Why an entry was not sent. */
  public static String inWords(long waitMicros) {
    return "not sent: Kraken said that it is busy or closed; entries may go in "
        + (waitMicros / 1_000_000 + 1)
        + " s, stops and closing at any time";
  }
}

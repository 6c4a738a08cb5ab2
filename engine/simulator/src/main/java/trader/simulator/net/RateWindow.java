package trader.simulator.net;

/** A counter that begins anew in each window of time; windows are aligned to the clock. */
public final class RateWindow {
  private static final long SECOND = 1_000_000;

  private final long lengthMicros;
  private long index = -1;
  private int count;

  /** Counts in windows of so many microseconds. */
  public RateWindow(long lengthMicros) {
    this.lengthMicros = lengthMicros;
  }

  /** The count of the window that runs. */
  public int at(long nowMicros) {
    long current = Math.floorDiv(nowMicros, lengthMicros);
    if (current != index) {
      index = current;
      count = 0;
    }
    return count;
  }

  /** Adds to the count, or takes from it, never below zero. */
  public void add(long nowMicros, int amount) {
    count = Math.max(0, at(nowMicros) + amount);
  }

  /** Whole seconds until the next window, at least one. */
  public int secondsLeft(long nowMicros) {
    long left = lengthMicros - Math.floorMod(nowMicros, lengthMicros);
    return (int) Math.max(1, (left + SECOND - 1) / SECOND);
  }
}

package trader.venues;

import java.util.stream.LongStream;

/** The seeds of tests with random faults: one, or as many as {@code trader.seeds} says. */
public final class FaultSeeds {
  private FaultSeeds() {}

  /** Seeds from 1 on. */
  public static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("trader.seeds", 1));
  }
}

package trader.engine.run;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The wall clock in microseconds since the epoch, which never falls, also where the wall's does.
 */
public final class EngineClock {
  private final InstantSource wall;
  private final AtomicLong last = new AtomicLong();

  /** Over a wall clock. */
  public EngineClock(InstantSource wall) {
    this.wall = wall;
  }

  /** Now, never before an earlier answer. */
  public long micros() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant());
    return last.accumulateAndGet(now, Math::max);
  }
}

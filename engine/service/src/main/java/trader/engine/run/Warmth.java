package trader.engine.run;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.venues.Venue;

/**
 * Keeps the way from a trade to an order's bytes in the processor's caches about the end of each
 * bar, when strategies decide: what ran a bar ago has been driven out by everything since, and an
 * order that has to fetch its code again takes twice as long. Lives on the engine's loop.
 */
final class Warmth implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Warmth.class);
  private static final long EVERY_MICROS = 250;
  private static final long MOST_BEFORE_MICROS = 1_000;
  private static final int BEFORE_DIVISOR = 14;

  /** A bar ends with the first trade behind it, which comes as late as the network makes it. */
  private static final long MOST_AFTER_MICROS = 50_000;

  private static final int AFTER_DIVISOR = 20;
  private final EventLoop loop;
  private final EngineClock clock;
  private final Rehearsal rehearsal;
  private final Venue venue;
  private final long barMicros;
  private volatile boolean closed;

  /** Begins with {@link #step}. */
  Warmth(EventLoop loop, EngineClock clock, Rehearsal rehearsal, Venue venue, long barMicros) {
    this.loop = loop;
    this.clock = clock;
    this.rehearsal = rehearsal;
    this.venue = venue;
    this.barMicros = barMicros;
  }

  /** Rehearses an order, and goes on by itself; to be called on the loop. */
  void step() {
    if (closed) {
      return;
    }
    try {
      rehearsal.bar();
      venue.rehearse();
    } catch (RuntimeException e) {
      LOG.warn(
          "orders are no longer rehearsed; they leave all the same, only later by some 50 us", e);
      return;
    }
    var _ =
        loop.schedule(this::step, pauseMicros(clock.micros(), barMicros), TimeUnit.MICROSECONDS);
  }

  /** How long to rest: a little while about the end of a bar, else until the next one ends. */
  static long pauseMicros(long nowMicros, long barMicros) {
    long sinceEnd = nowMicros % barMicros;
    if (sinceEnd < Math.min(MOST_AFTER_MICROS, barMicros / AFTER_DIVISOR)) {
      return EVERY_MICROS;
    }
    long before = Math.min(MOST_BEFORE_MICROS, barMicros / BEFORE_DIVISOR);
    return Math.max(EVERY_MICROS, barMicros - sinceEnd - before);
  }

  @Override
  public void close() {
    closed = true;
  }
}

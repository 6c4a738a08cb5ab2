package trader.redis.lettuce;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.redis.ControlListener;
import trader.redis.ControlReading;

/**
 * What is known of Redis: when it was last heard and read, and whether it counts as lost. Calls the
 * listener, one call at a time.
 */
final class Sight {
  private static final Logger LOG = LoggerFactory.getLogger(Sight.class);

  /** How much later than due a reading may be before Redis counts as lost although it answers. */
  private static final Duration READING_GRACE = Duration.ofMillis(800);

  /** What a process that has only just begun is given besides, to load what it needs. */
  private static final Duration STARTING = Duration.ofSeconds(2);

  private final ControlListener listener;
  private final InstantSource clock;
  private final long silenceNanos;
  private final long readingNanos;

  // Volatile for those who only count; written under the monitor.
  private volatile long heardAt = System.nanoTime() + STARTING.toNanos();
  private volatile long readAt = heardAt;
  private volatile boolean lost;
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong losses = new AtomicLong();
  private String fault = "no connection yet";

  Sight(ControlListener listener, InstantSource clock, WatcherOptions options) {
    this.listener = listener;
    this.clock = clock;
    this.silenceNanos = options.silence().toNanos();
    this.readingNanos = options.poll().plus(READING_GRACE).toNanos();
  }

  /** Redis gave a sign of life. */
  synchronized void heard() {
    heardAt = System.nanoTime();
  }

  /** Something went wrong; it is said if Redis is lost over it. */
  synchronized void fault(String what) {
    fault = what;
  }

  /** A lever that can halt was written. */
  synchronized void written() {
    try {
      listener.onWritten();
    } catch (RuntimeException e) {
      LOG.error("the listener failed when a lever was written", e);
    }
  }

  /** Hands a reading on. */
  synchronized void reading(ControlReading reading) {
    heardAt = System.nanoTime();
    readAt = heardAt;
    reads.incrementAndGet();
    fault = "it stopped answering";
    if (lost) {
      lost = false;
      LOG.info("Redis is back: every lever was read again");
    }
    try {
      listener.onReading(reading);
    } catch (RuntimeException e) {
      LOG.error("the listener failed on a reading of the levers", e);
    }
  }

  /** Declares Redis lost where it has been silent or unreadable for too long. */
  synchronized void judge() {
    long now = System.nanoTime();
    long silent = now - heardAt;
    long unread = now - readAt;
    if (lost || (silent <= silenceNanos && unread <= readingNanos)) {
      return;
    }
    lost = true;
    losses.incrementAndGet();
    boolean quiet = silent > silenceNanos;
    Duration age = Duration.ofNanos(quiet ? silent : unread);
    String why =
        quiet
            ? "Redis has not answered for " + age.toMillis() + " ms: " + fault
            : "Redis answers, but the levers could not be read for "
                + age.toMillis()
                + " ms: "
                + fault;
    LOG.warn("{}", why);
    try {
      listener.onLost(clock.instant().minus(age), why);
    } catch (RuntimeException e) {
      LOG.error("the listener failed when Redis was lost", e);
    }
  }

  /** How long Redis has been silent, in nanoseconds. */
  long silentNanos() {
    return System.nanoTime() - heardAt;
  }

  WatcherCounters counters(long pushes, long polls, long reconnects) {
    return new WatcherCounters(
        pushes,
        reads.get(),
        polls,
        reconnects,
        losses.get(),
        Duration.ofNanos(Math.max(0, System.nanoTime() - readAt)),
        lost);
  }
}

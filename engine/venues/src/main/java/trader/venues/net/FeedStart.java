package trader.venues.net;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.venues.VenueRuntime;

/**
 * What a feed must know before it connects: the venue's time, and all rules, which are read again
 * from then on. What fails is tried again, with growing pauses.
 */
final class FeedStart {
  private static final Logger LOG = LoggerFactory.getLogger(FeedStart.class);

  /** Refusals come in bursts; one reading answers them all. */
  private static final long SOONEST_REFRESH_MICROS = 5_000_000;

  private final List<InstrumentId> instruments;
  private final VenueRuntime runtime;
  private final FeedLife.Dialect dialect;
  private final Runnable ready;
  private final Consumer<String> failed;
  private final Backoff backoff;
  private final long refreshMillis;
  private boolean ruled;
  private long refreshedMicros;
  private boolean closed;
  private @Nullable ScheduledFuture<?> next;

  /**
   * Nothing is read yet.
   *
   * @param ready called once, when all is known
   * @param failed gets why not, each time
   */
  FeedStart(
      List<InstrumentId> instruments,
      Timings timings,
      VenueRuntime runtime,
      FeedLife.Dialect dialect,
      Runnable ready,
      Consumer<String> failed) {
    this.instruments = instruments;
    this.runtime = runtime;
    this.dialect = dialect;
    this.ready = ready;
    this.failed = failed;
    this.backoff =
        new Backoff(
            timings.firstBackoff().toMillis(),
            timings.longestBackoff().toMillis(),
            runtime.random());
    this.refreshMillis = timings.rulesRefresh().toMillis();
  }

  void begin() {
    dialect.readTime(why -> {
      if (closed) {
        return;
      }
      if (why.isEmpty()) {
        readRules();
      } else {
        again("the venue's time cannot be read: " + why);
      }
    });
  }

  /** Reads the rules again, unless they have just been read. */
  void refresh() {
    long now = runtime.now();
    if (ruled && !closed && now - refreshedMicros >= SOONEST_REFRESH_MICROS) {
      refreshedMicros = now;
      readRules();
    }
  }

  private void readRules() {
    dialect.readRules(why -> {
      if (closed) {
        return;
      }
      if (why.isEmpty()) {
        boolean first = !ruled;
        ruled = true;
        in(refreshMillis, this::readRules);
        if (first) {
          ready.run();
        }
      } else if (ruled) {
        LOG.warn("the rules of {} cannot be read again: {}", instruments, why);
        in(refreshMillis, this::readRules);
      } else {
        again("the rules of " + instruments + " cannot be read: " + why);
      }
    });
  }

  private void again(String why) {
    long pause = backoff.nextMillis();
    LOG.warn("market data not started: {}; trying again in {} ms", why, pause);
    failed.accept(why);
    in(pause, this::begin);
  }

  private void in(long millis, Runnable task) {
    if (next != null) {
      next.cancel(false);
    }
    next = runtime.loop().schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  void close() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
  }
}

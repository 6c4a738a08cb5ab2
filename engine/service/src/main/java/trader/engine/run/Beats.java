package trader.engine.run;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an event loop does by the clock, until it is closed. */
final class Beats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Beats.class);
  private final EventLoop eventLoop;
  private final List<ScheduledFuture<?>> scheduled = new ArrayList<>();

  Beats(EventLoop eventLoop) {
    this.eventLoop = eventLoop;
  }

  /** Does it again and again, for the first time after one period. */
  void every(Duration period, Runnable task) {
    scheduled.add(
        eventLoop.scheduleAtFixedRate(
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                // One that escaped would end the task for good, and nobody would notice.
                LOG.error("INVARIANT_VIOLATION a periodic task failed", e);
              }
            },
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  /** Does it once. */
  void after(Duration wait, Runnable task) {
    scheduled.add(eventLoop.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    scheduled.forEach(task -> task.cancel(false));
  }
}

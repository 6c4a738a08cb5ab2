package trader.bot.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something when its time has come, on one thread. */
final class Deadlines implements AutoCloseable {
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("slack-deadlines").unstarted(task));

  Deadlines(Clock clock) {
    this.clock = clock;
  }

  void at(Instant time, Runnable task) {
    long millis = Math.max(0, Duration.between(clock.instant(), time).toMillis());
    // Nothing reads the future: what the task does says for itself whether it went well.
    var _ = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

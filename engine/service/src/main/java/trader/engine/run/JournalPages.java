package trader.engine.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import trader.engine.journal.JournalWriter;
import trader.engine.system.SystemPriority;

/** Lays out the pages of the journal ahead of the loop, which no disk may hold up. */
final class JournalPages implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(20);
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(SystemPriority.niceThreads("journal-pages"));

  /** Begins at once, on a thread of its own. */
  JournalPages(JournalWriter journal) {
    var _ =
        worker.scheduleWithFixedDelay(
            journal::layOutAhead, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}

package trader.bot.chat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does work on virtual threads: so much at once, so much waiting, and no more. */
final class Lane {
  private static final long IDLE_SECONDS = 10;
  private final int atOnce;
  private final int waiting;
  private final ThreadPoolExecutor threads;

  Lane(String name, int atOnce, int waiting) {
    this.atOnce = atOnce;
    this.waiting = waiting;
    this.threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(waiting),
            Thread.ofVirtual().name(name + "-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Takes the work, or answers false where the lane is full or closed. */
  boolean offer(Runnable work) {
    try {
      threads.execute(work);
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }

  int atOnce() {
    return atOnce;
  }

  int waitingAtMost() {
    return waiting;
  }

  /** How much waits now. */
  int waitingNow() {
    return threads.getQueue().size();
  }

  boolean closed() {
    return threads.isShutdown();
  }

  /** Takes nothing more; what is under way gets {@code patience} to end. */
  void close(Duration patience) {
    end(threads, patience);
  }

  static void end(ExecutorService service, Duration patience) {
    service.shutdown();
    try {
      if (!service.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        service.shutdownNow();
      }
    } catch (InterruptedException e) {
      service.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

package trader.engine.system;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Linux gives one thread before another, see sched(7). Elsewhere threads stay as they are. */
public final class SystemPriority {
  private static final Logger LOG = LoggerFactory.getLogger(SystemPriority.class);
  private static final int SCHED_RR = 2;
  private static final int SCHED_IDLE = 5;

  /** What a real-time thread starts is none. */
  private static final int SCHED_RESET_ON_FORK = 0x40000000;

  private static final int LEAST_REAL_TIME = 1;
  private static final int PRIO_PROCESS = 0;
  private static final int NICE = 10;
  private static final int CALLING_THREAD = 0;

  private SystemPriority() {}

  /**
   * Makes daemon threads that yield to what is urgent and still get a tenth of a busy processor:
   * every thread that runs Java code must reach the point where all stop for a collection of
   * garbage, so none of them may starve.
   */
  public static ThreadFactory niceThreads(String name) {
    return task ->
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .unstarted(() -> {
              makeNice(CALLING_THREAD);
              task.run();
            });
  }

  /** A nice value of 10 for a thread by the system's number; answers whether the system did so. */
  static boolean makeNice(int thread) {
    if (!SystemCalls.available()) {
      return false;
    }
    try {
      return (int)
              SystemCalls.function(
                      "setpriority",
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_INT)
                  .invokeExact(PRIO_PROCESS, thread, NICE)
          == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("setpriority cannot be called", e);
    }
  }

  /**
   * {@code SCHED_IDLE} for a thread by the system's number, so that it runs while nothing else
   * wants to; answers whether the system did so. Only for threads that run no Java code.
   */
  static boolean makeIdle(int thread) {
    return schedule(thread, SCHED_IDLE, 0);
  }

  /**
   * {@code SCHED_RR} for the calling thread, where the system allows this process to ask for it
   * ({@code LimitRTPRIO=} of systemd, or root): once it has something to do it runs at once, where
   * others wait for as long as what holds the processor may keep it, some milliseconds. Only for
   * threads that do little, and never wait by spinning.
   */
  public static void makeUrgent() {
    if (!schedule(CALLING_THREAD, SCHED_RR | SCHED_RESET_ON_FORK, LEAST_REAL_TIME)) {
      LOG.info(
          "{} is no real-time thread, since the system does not let it: on a busy machine a halt"
              + " may be heard some milliseconds later (LimitRTPRIO=1 lets it)",
          Thread.currentThread().getName());
    }
  }

  private static boolean schedule(int thread, int policy, int level) {
    if (!SystemCalls.available()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment priority = arena.allocateFrom(ValueLayout.JAVA_INT, level);
      return (int)
              SystemCalls.function(
                      "sched_setscheduler",
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_INT,
                      ValueLayout.ADDRESS)
                  .invokeExact(thread, policy, priority)
          == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("sched_setscheduler cannot be called", e);
    }
  }
}

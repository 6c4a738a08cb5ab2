package trader.engine.run;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/** What Linux gives one thread before another, see sched(7). Elsewhere threads stay as they are. */
final class SystemPriority {
  private static final Path LINUX = Path.of("/proc/self/task");
  private static final int SCHED_IDLE = 5;
  private static final int PRIO_PROCESS = 0;
  private static final int NICE = 10;
  private static final int CALLING_THREAD = 0;

  private SystemPriority() {}

  /**
   * Makes daemon threads that yield to what is urgent and still get a tenth of a busy processor:
   * every thread that runs Java code must reach the point where all stop for a collection of
   * garbage, so none of them may starve.
   */
  static ThreadFactory niceThreads(String name) {
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
    if (!Files.isDirectory(LINUX)) {
      return false;
    }
    try {
      return (int)
              function(
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
    if (!Files.isDirectory(LINUX)) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment priority = arena.allocate(ValueLayout.JAVA_INT);
      return (int)
              function(
                      "sched_setscheduler",
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_INT,
                      ValueLayout.ADDRESS)
                  .invokeExact(thread, SCHED_IDLE, priority)
          == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("sched_setscheduler cannot be called", e);
    }
  }

  @SuppressWarnings("restricted") // Every process of ours is started with native access allowed.
  private static MethodHandle function(String name, ValueLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }
}

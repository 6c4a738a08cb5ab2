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

/**
 * Linux {@code SCHED_IDLE}, see sched(7): a thread that runs while nothing else wants to, and gives
 * way at once to whatever does. Elsewhere threads stay as they are.
 */
final class IdlePriority {
  private static final Path LINUX = Path.of("/proc/self/task");
  private static final int SCHED_IDLE = 5;
  private static final int CALLING_THREAD = 0;

  private IdlePriority() {}

  /** Makes daemon threads of that name and idle priority. */
  static ThreadFactory threads(String name) {
    return task ->
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .unstarted(() -> {
              give(CALLING_THREAD);
              task.run();
            });
  }

  /** Gives it to a thread by the system's number; answers whether the system did so. */
  static boolean give(int thread) {
    if (!Files.isDirectory(LINUX)) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment priority = arena.allocate(ValueLayout.JAVA_INT);
      return (int) setScheduler().invokeExact(thread, SCHED_IDLE, priority) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("sched_setscheduler cannot be called", e);
    }
  }

  @SuppressWarnings("restricted") // Every process of ours is started with native access allowed.
  private static MethodHandle setScheduler() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("sched_setscheduler"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }
}

package trader.engine.run;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Java runtime's own compiler threads. On few processors one of them can keep what hears Redis
 * from running for a whole time slice of some milliseconds; as idle threads (Linux {@code
 * SCHED_IDLE}, see sched(7)) they give way at once to whatever wants to run.
 */
public final class CompilerThreads {
  private static final Logger LOG = LoggerFactory.getLogger(CompilerThreads.class);
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final int SCHED_IDLE = 5;

  private CompilerThreads() {}

  /** Makes them idle threads; elsewhere than on Linux nothing is done. Answers how many. */
  public static int makeIdle() {
    if (!Files.isDirectory(TASKS)) {
      return 0;
    }
    int made = 0;
    try (Arena arena = Arena.ofConfined();
        DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      MethodHandle setScheduler = setScheduler();
      MemorySegment priority = arena.allocate(ValueLayout.JAVA_INT);
      for (Path task : tasks) {
        if (compiles(task)) {
          int thread = Integer.parseInt(task.getFileName().toString());
          made += (int) setScheduler.invokeExact(thread, SCHED_IDLE, priority) == 0 ? 1 : 0;
        }
      }
    } catch (IOException e) {
      LOG.warn("compiler threads stay as they are, a halt may take a time slice longer: {}", e);
    } catch (Throwable e) {
      throw new IllegalStateException("sched_setscheduler cannot be called", e);
    }
    return made;
  }

  @SuppressWarnings("restricted") // Every process of ours is started with native access allowed.
  private static MethodHandle setScheduler() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("sched_setscheduler"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  private static boolean compiles(Path task) {
    try {
      String name = Files.readString(task.resolve("comm"));
      return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
    } catch (IOException e) {
      // The thread has ended meanwhile.
      return false;
    }
  }
}

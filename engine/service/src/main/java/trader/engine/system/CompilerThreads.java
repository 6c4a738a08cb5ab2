package trader.engine.system;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Java runtime's own compiler threads. On few processors one of them can keep what hears Redis
 * from running for a whole time slice of some milliseconds; as idle threads they give way at once
 * to whatever wants to run.
 */
public final class CompilerThreads {
  private static final Logger LOG = LoggerFactory.getLogger(CompilerThreads.class);
  private static final Path TASKS = Path.of("/proc/self/task");

  private CompilerThreads() {}

  /** Makes them idle threads; elsewhere than on Linux nothing is done. Answers how many. */
  public static int makeIdle() {
    if (!Files.isDirectory(TASKS)) {
      return 0;
    }
    int made = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        if (compiles(task)) {
          made += SystemPriority.makeIdle(Integer.parseInt(task.getFileName().toString())) ? 1 : 0;
        }
      }
    } catch (IOException e) {
      LOG.warn("compiler threads stay as they are, a halt may take a time slice longer: {}", e);
    }
    return made;
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

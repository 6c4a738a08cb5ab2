package trader.app.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What can still be learned of a process that did not do what it was meant to: its log, its
 * threads, and what the machine was busy with. Each part that cannot be had says why.
 */
final class Autopsy {
  private static final int LOG_LINES = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Autopsy() {}

  /** Everything about the process, to be printed. */
  static String of(long pid, Path log) {
    return """
    ---- process %d; the last of its log %s:
    %s
    ---- its threads, as Java sees them:
    %s
    ---- its threads, as the kernel sees them:
    %s
    ---- load, and what was waited for:
    %s%s%s%s----\
    """
        .formatted(
            pid,
            log,
            end(log),
            stacks(pid),
            kernelThreads(pid),
            text(Path.of("/proc/loadavg")),
            text(Path.of("/proc/pressure/cpu")),
            text(Path.of("/proc/pressure/io")),
            text(Path.of("/proc/pressure/memory")));
  }

  private static String end(Path log) {
    List<String> lines = text(log).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  private static String stacks(long pid) {
    Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
    try {
      Path out = Files.createTempFile("stacks", ".txt");
      Process dump =
          new ProcessBuilder(jstack.toString(), "-l", Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = dump.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      dump.destroyForcibly();
      String said = text(out);
      Files.delete(out);
      return ended ? said : said + "(jstack got no answer within " + PATIENCE.toSeconds() + " s)";
    } catch (IOException e) {
      return "(no stacks: " + e.getMessage() + ")";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "(no stacks: interrupted)";
    }
  }

  /** Name, state and the kernel function in which each thread waits: a stuck disk shows here. */
  private static String kernelThreads(long pid) {
    StringBuilder all = new StringBuilder();
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks) {
        all.append(task.getFileName()).append(' ').append(text(task.resolve("comm")).strip());
        text(task.resolve("status"))
            .lines()
            .filter(line -> line.startsWith("State:"))
            .forEach(line -> all.append(' ').append(line.substring("State:".length()).strip()));
        all.append(' ').append(text(task.resolve("wchan")).strip()).append('\n');
      }
    } catch (IOException e) {
      all.append("(no threads: ").append(e.getMessage()).append(')');
    }
    return all.toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(" + e + ")\n";
    }
  }
}

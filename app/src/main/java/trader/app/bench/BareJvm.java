package trader.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** What no Java program can be faster than. */
final class BareJvm {
  private BareJvm() {}

  /** The nanoseconds that {@code java -version} takes from start to end. */
  static long nanos() throws InterruptedException {
    long begun = System.nanoTime();
    try {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-XX:+UseSerialGC",
                  "-version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("java -version did not end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("java -version cannot be started", e);
    }
    return System.nanoTime() - begun;
  }
}

package trader.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SystemPriorityTest {
  private static final Path OWN = Path.of("/proc/thread-self/stat");

  @Test
  void niceThreadRunsAtTheNiceValueAndTheOneThatMadeItAsBefore() {
    assumeTrue(Files.exists(OWN), "skipped: nice values of threads are Linux' own");
    String before = nice();
    CompletableFuture<String> seen = new CompletableFuture<>();

    SystemPriority.niceThreads("quiet").newThread(() -> seen.complete(nice())).start();

    assertThat(seen.join()).isEqualTo("10");
    assertThat(nice()).isEqualTo(before);
  }

  /** The 19th field of proc(5)'s stat, counted behind the name in brackets. */
  private static String nice() {
    try {
      String stat = Files.readString(OWN);
      return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ")).get(16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

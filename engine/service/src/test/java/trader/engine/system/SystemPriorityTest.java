package trader.engine.system;

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
  private static final int NICE = 16;
  private static final int POLICY = 38;
  private static final String SCHED_OTHER = "0";
  private static final String SCHED_RR = "2";

  @Test
  void niceThreadRunsAtTheNiceValueAndTheOneThatMadeItAsBefore() {
    assumeTrue(Files.exists(OWN), "skipped: nice values of threads are Linux' own");
    String before = nice();
    CompletableFuture<String> seen = new CompletableFuture<>();

    SystemPriority.niceThreads("quiet").newThread(() -> seen.complete(nice())).start();

    assertThat(seen.join()).isEqualTo("10");
    assertThat(nice()).isEqualTo(before);
  }

  @Test
  void urgentThreadIsARealTimeOneAndWhatItStartsIsNot() throws Exception {
    assumeTrue(mayBeUrgent(), "skipped: the system lets this process have no real-time threads");
    CompletableFuture<String> own = new CompletableFuture<>();
    CompletableFuture<String> child = new CompletableFuture<>();

    Thread.ofPlatform()
        .start(() -> {
          SystemPriority.makeUrgent();
          own.complete(field(POLICY));
          Thread.ofPlatform().start(() -> child.complete(field(POLICY)));
        });

    assertThat(own.join()).isEqualTo(SCHED_RR);
    assertThat(child.join()).isEqualTo(SCHED_OTHER);
    assertThat(field(POLICY)).isEqualTo(SCHED_OTHER);
  }

  private static boolean mayBeUrgent() throws Exception {
    return Files.exists(OWN)
        && new ProcessBuilder("/bin/sh", "-c", "chrt -r 1 true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
  }

  private static String nice() {
    return field(NICE);
  }

  /** One of proc(5)'s stat, counted behind the name in brackets, where the third is the first. */
  private static String field(int place) {
    try {
      String stat = Files.readString(OWN);
      return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ")).get(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

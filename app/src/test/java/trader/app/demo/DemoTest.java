package trader.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a person runs it, by its input, its output, its exit status and what it leaves. */
@Tag("integration")
class DemoTest {
  private static final Path RECORDED =
      Path.of(
          "..",
          "..",
          "shared",
          "data",
          "ticks",
          "binance-spot-BTCUSDT-trades-2024-08-08_09.csv.gz");
  private static final long PATIENCE_SECONDS = 120;
  @TempDir private Path directory;

  /** What a demo left behind. */
  private record Ended(int status, String out, String err) {}

  @Test
  void drillShowsTradingThenTheConfirmedHaltAndTheNextDemoKeepsIt() {
    Ended demo = demo("/status\n/mode halt incident drill\n/status\n");

    assertThat(demo.status()).as(demo.err()).isZero();
    assertThat(demo.out())
        .contains("redis=redis://127.0.0.1:", "engine=http://", "bot=http://", "simulator=http://")
        .containsSubsequence(
            "trader> /status",
            "TRADING — auto, gate OPEN",
            "trader> /mode halt incident drill",
            "HALTED — engine blue closed its gate in",
            "and confirmed at",
            "trader> /status",
            "HALTED — mode is halt since");

    Ended next = demo("/status\n", "--keep");

    assertThat(next.status()).as(next.err()).isZero();
    assertThat(next.out()).contains("HALTED — mode is halt since").doesNotContain("TRADING —");
  }

  @Test
  void recordedFileIsPlayed() {
    assumeTrue(Files.exists(RECORDED), "no recorded file at " + RECORDED + ", so none is played");
    Ended demo = demo("/status\n", "--data", RECORDED.toAbsolutePath().toString());

    assertThat(demo.status()).as(demo.err()).isZero();
    assertThat(demo.out()).contains(RECORDED.getFileName().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--speed 0",
        "--speed fast",
        "--redis-port 99999",
        "--generated x",
        "--nonsense",
        "--data a.csv --generated 7"
      })
  void optionsThatAreWrongEndTheDemoWithStatusTwo(String options) {
    Ended demo = demo("", options.split(" ", -1));

    assertThat(demo.status()).isEqualTo(2);
    assertThat(demo.err()).contains(options.split(" ", -1)[0]);
  }

  @Test
  void folderThatHoldsSomethingElseIsRefusedAndLeftAlone() throws IOException {
    Path precious = Files.createDirectories(directory.resolve("demo")).resolve("precious");
    Files.writeString(precious, "do not touch");

    Ended demo = demo("");

    assertThat(demo.status()).isEqualTo(1);
    assertThat(demo.err()).contains("holds something else");
    assertThat(precious).hasContent("do not touch");
  }

  @Test
  void demoOfGeneratedPricesSaysSoAndItsKillLeavesNothingRunning() {
    Process demo = start(directory, "--generated", "7");
    try {
      Path ready = directory.resolve("demo/demo.env");
      await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> Files.exists(ready));
      List<ProcessHandle> family = demo.descendants().toList();
      assertThat(family).hasSizeGreaterThanOrEqualTo(4);
      await()
          .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
          .until(() -> text("out").contains("generated with seed 7"));

      demo.destroyForcibly();
      demo.onExit().join();

      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
    } finally {
      demo.destroyForcibly();
    }
  }

  /** Runs one to its end and checks that none of its processes outlives it. */
  private Ended demo(String input, String... options) {
    Process demo = start(directory, options);
    List<ProcessHandle> family = new ArrayList<>();
    try (OutputStream in = demo.getOutputStream()) {
      Path ready = directory.resolve("demo/demo.env");
      await()
          .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
          .until(() -> Files.exists(ready) || !demo.isAlive());
      demo.descendants().forEach(family::add);
      if (demo.isAlive()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("the demo ends").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      demo.destroyForcibly();
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
    return new Ended(demo.exitValue(), text("out"), text("err"));
  }

  /** One whose output and errors go to files of these names in {@code directory}. */
  static Process start(Path directory, String... options) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Demo.class.getName()));
    command.addAll(List.of("--dir", directory.resolve("demo").toString()));
    command.addAll(List.of(options));
    try {
      return new ProcessBuilder(command)
          .redirectOutput(directory.resolve("out").toFile())
          .redirectError(directory.resolve("err").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

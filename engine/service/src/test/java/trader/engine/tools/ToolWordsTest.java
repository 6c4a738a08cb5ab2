package trader.engine.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tools understand and say of themselves. */
class ToolWordsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    return Main.run(
        words,
        Map.of("DATA_DIR", "nowhere-at-all"),
        InstantSource.system(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Progress.silent());
  }

  static Set<String> tools() {
    return ToolGrammar.commandLine().getSubcommands().keySet();
  }

  @ParameterizedTest
  @MethodSource("tools")
  void eachToolSaysItsOptionsAndTheLauncherAndTheHelpKnowIt(String tool) throws IOException {
    assertThat(run(tool, "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("--json", "--help");
    Path root = Path.of("../..");
    assertThat(Files.readString(root.resolve("trader"))).contains(tool);
    assertThat(
            Files.readString(
                root.resolve("commands/src/main/java/trader/commands/cli/OtherWords.java")))
        .contains("\"" + tool + "\"");
  }

  @Test
  void unknownOptionNamesThoseThatThereAre() {
    assertThat(run("close-all", "--now")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("'--now'", "close-all takes --execute, --help, --json");
  }

  @Test
  void unknownToolNamesThoseThatThereAre() {
    assertThat(run("close-everything")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("'close-everything'", "close-all", "sync-positions");
  }

  @Test
  void wrongCandleWordsNameWhatIsAllowed() {
    assertThat(run("ingest-ohlcv", "--exchange", "nyse")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("'nyse'", "binance, kraken");
    assertThat(run("ingest-ohlcv", "--interval", "7m")).isEqualTo(2);
    assertThat(run("ingest-ohlcv", "--since", "yesterday")).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("'7m': binance-spot has 1m", "--since 'yesterday'");
  }
}

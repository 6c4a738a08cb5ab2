package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.params.XTrimParams;
import trader.control.Lever;
import trader.redis.Json;

/** The commands that read, and words that mean nothing, against a running engine. */
@Tag("integration")
class CliReadingTest extends CliFixture {
  @Test
  void statusBeginsWithWhatTradesNowAndSaysWhereOrdersGo() {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> cli.run("status").out().startsWith("TRADING — auto, gate OPEN"));

    Cli.Run status = cli.run("status");

    assertThat(status.status()).isEqualTo(DONE);
    assertThat(status.out()).contains("no real exchange can be reached");
  }

  @Test
  void statusOfAKilledEngineSaysWithinThreeSecondsThatItIsNotHeard() {
    desk.killEngine();

    await()
        .atMost(Duration.ofSeconds(3))
        .until(() ->
            cli.run("status").out().startsWith("UNKNOWN — engine blue has not been heard for"));

    desk.restartEngine();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "positions", "orders", "pnl", "why", "health", "whoami"})
  void readingCommandsAnswerInWordsAndInJson(String command) {
    Cli.Run words = cli.run(command);
    assertThat(words.status()).isEqualTo(DONE);
    assertThat(words.out()).isNotBlank();

    Cli.Run json = cli.run(command, "--json");
    assertThat(json.status()).isEqualTo(DONE);
    assertThat(json.out().strip().lines()).hasSize(1);
    assertThat(Json.mapper().readTree(json.out()).isNull()).isFalse();
  }

  @Test
  void whyNamesEveryLever() {
    assertThat(cli.run("why").out())
        .contains(Stream.of(Lever.values()).map(Lever::text).toArray(String[]::new));
  }

  @Test
  void auditHoldsWhatWasDoneAndNoticesAnEntryThatWasTakenOut() {
    cli.run("mode", "halt", "for the audit");

    assertThat(cli.run("audit").out()).contains("mode halt", "for the audit", "cli:");
    assertThat(cli.run("audit", "verify").status()).isEqualTo(DONE);

    desk.raw(jedis -> jedis.xtrim("audit", XTrimParams.xTrimParams().maxLen(1)));
    Cli.Run broken = cli.run("audit", "verify");
    assertThat(broken.status()).isEqualTo(FAILED);
    assertThat(broken.out()).containsIgnoringCase("audit");
    desk.raw(jedis -> jedis.del("audit", "audit:head"));
  }

  @Test
  void snapshotIsWrittenForItsOwnerOnlyAndHoldsNoSecret() throws IOException {
    Cli.Run snapshot = cli.run("snapshot", "now");

    assertThat(snapshot.status()).as(snapshot.out()).isEqualTo(DONE);
    try (Stream<Path> files = Files.list(directory.resolve("snapshots"))) {
      Path archive =
          files.filter(file -> file.toString().endsWith(".tgz")).findFirst().orElseThrow();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
          .isEqualTo("rw-------");
      Process unpack =
          new ProcessBuilder("tar", "-xzOf", archive.toString()).redirectErrorStream(true).start();
      String content =
          new String(
              unpack.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(content)
          .contains("sha256")
          .doesNotContain(TestDesk.SECRET)
          .doesNotContain(TestDesk.TOKEN)
          .doesNotContain(desk.simulator().apiSecret());
    }
  }

  @Test
  void wrongWordsChangeNothing() {
    for (List<String> words :
        List.of(
            List.of("mode", "hlat"),
            List.of("capital", "stage", "11"),
            List.of("nonsense"),
            List.<String>of())) {
      assertThat(cli.run(words.toArray(String[]::new)).status())
          .as(words.toString())
          .isEqualTo(WRONG_WORDS);
    }
    assertThat(desk.state().tradingEnabled()).isTrue();
  }
}

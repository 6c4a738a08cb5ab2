package trader.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import trader.redis.embedded.EmbeddedRedis.Options;
import trader.redis.embedded.EmbeddedRedis.Persistence;

@Tag("integration")
class EmbeddedRedisTest {

  @Test
  void startedServerAnswersOnLoopbackOnlyAndLeavesNothingBehind() {
    Path folder;
    long pid;
    try (EmbeddedRedis redis = EmbeddedRedis.start();
        Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      folder = redis.folder();
      pid = redis.process().pid();
      assertThat(jedis.ping()).isEqualTo("PONG");
      assertThat(jedis.configGet("bind")).containsEntry("bind", "127.0.0.1");
      assertThat(redis.url()).isEqualTo("redis://127.0.0.1:" + redis.port());
      assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("bin"));
    }
    assertThat(folder).doesNotExist();
    assertThat(ProcessHandle.of(pid)).isEmpty();
  }

  @Test
  void startedServerIsARealTimeProcessWhereTheSystemLetsIt() throws Exception {
    Process asked = new ProcessBuilder("/bin/sh", "-c", "chrt -r 1 true 2>&1").start();
    assumeTrue(asked.waitFor() == 0, "skipped: the system lets nobody be a real-time process");
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      String stat = Files.readString(Path.of("/proc/" + redis.process().pid() + "/stat"));

      // The 41st field of proc(5)'s stat, counted behind the name in brackets: SCHED_RR.
      assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[38]).isEqualTo("2");
    }
  }

  @Test
  void killedServerComesBackWithItsDataOnTheSamePort() {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
        jedis.set("mode", "halt");
      }
      redis.process().kill();
      assertThat(redis.process().isAlive()).isFalse();

      redis.restart();

      try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
        assertThat(jedis.get("mode")).isEqualTo("halt");
      }
    }
  }

  @Test
  void frozenServerIsSilentUntilItIsThawed() {
    try (EmbeddedRedis redis = EmbeddedRedis.start();
        Jedis jedis = new Jedis("127.0.0.1", redis.port(), 200)) {
      assertThat(jedis.ping()).isEqualTo("PONG");
      redis.process().freeze();
      assertThatThrownBy(jedis::ping).isInstanceOf(JedisConnectionException.class);

      redis.process().thaw();

      try (Jedis again = new Jedis("127.0.0.1", redis.port())) {
        assertThat(again.ping()).isEqualTo("PONG");
      }
    }
  }

  @Test
  void frozenServerCanBeClosed() {
    EmbeddedRedis redis = EmbeddedRedis.start();
    redis.process().freeze();

    redis.close();

    assertThat(redis.process().isAlive()).isFalse();
  }

  @Test
  void givenFolderIsKept(@TempDir Path folder) {
    Options options =
        new Options(0, Optional.of(folder), Persistence.APPEND_ONLY, java.util.List.of());
    try (EmbeddedRedis redis = EmbeddedRedis.start(options);
        Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      jedis.set("mode", "paper");
    }
    try (EmbeddedRedis redis = EmbeddedRedis.start(options);
        Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      assertThat(jedis.get("mode")).isEqualTo("paper");
    }
  }

  @Test
  void portInUseIsNamed() {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      Options same =
          new Options(redis.port(), Optional.empty(), Persistence.NONE, java.util.List.of());

      assertThatThrownBy(() -> EmbeddedRedis.start(same))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + redis.port())
          .hasMessageContaining("already in use");
    }
  }

  @Test
  void settingThatTheServerRefusesIsShownFromItsLog() {
    assertThatThrownBy(() -> EmbeddedRedis.start(Options.ephemeral().with("--nonsense", "1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nonsense");
  }

  @Test
  void serverEndsWithAnOwnerThatWasKilled() throws IOException {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedRedisOwner.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
      long pid = Long.parseLong(String.valueOf(out.readLine()));
      Path folder = Path.of(String.valueOf(out.readLine()));
      assertThat(ProcessHandle.of(pid)).isPresent();

      owner.destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> ProcessHandle.of(pid).isEmpty() && Files.notExists(folder));
      try (Stream<ProcessHandle> left = ProcessHandle.allProcesses()) {
        assertThat(
                left.filter(
                    handle -> handle.info().commandLine().orElse("").contains(folder.toString())))
            .isEmpty();
      }
    }
  }
}

package trader.commands.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static trader.commands.support.Rig.anna;
import static trader.commands.support.Rig.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;
import trader.commands.Outcome;
import trader.commands.Reply;
import trader.commands.support.Rig;
import trader.redis.Json;

@Tag("integration")
class IncidentSnapshotTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() throws IOException {
    rig = new Rig(folder);
    Files.createDirectories(folder.resolve("log"));
    Files.createDirectories(folder.resolve("journal"));
    Files.writeString(folder.resolve("journal/blue-1.journal"), "x".repeat(100));
    Files.writeString(
        folder.resolve("log/trading_bot.log"),
        "2026-11-20 12:00:00.000 INFO start token=" + Rig.OPS_TOKEN + " done\n");
    Files.writeString(
        folder.resolve("log/big.log"), "cut-" + Rig.CONTROL_KEY + "\n" + "line\n".repeat(200_000));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Map<String, String> archive() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("snapshots"))) {
      Path file = files.toList().getFirst();
      assertThat(file.getFileName().toString()).matches("snapshot_[0-9]{8}T[0-9]{6}Z_\\w{6}\\.tgz");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      Map<String, String> entries = new LinkedHashMap<>();
      try (InputStream in = Files.newInputStream(file);
          TarArchiveInputStream tar =
              new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          entries.put(e.getName(), new String(tar.readAllBytes(), UTF_8));
        }
      }
      return entries;
    }
  }

  @Test
  void holdsEverythingAndNoSecret() throws Exception {
    try (Jedis raw = rig.raw()) {
      raw.set("some:note", "somebody pasted " + Rig.CONTROL_KEY + " here");
      raw.lpush("a:list", "{\"t\":\"" + Rig.OPS_TOKEN + "\"}");
    }

    Reply reply = rig.desk().say(anna(), "/snapshot now");

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(text(reply))
        .startsWith("SNAPSHOT written to " + folder.resolve("snapshots"))
        .contains("Lacks engines/green.http.json: nobody listens at ");
    Map<String, String> entries = archive();
    assertThat(entries.keySet())
        .startsWith("manifest.json")
        .contains(
            "redis/keys.json",
            "engines/blue.redis.json",
            "engines/blue.http.json",
            "logs/trading_bot.log",
            "logs/big.log",
            "journal.json",
            "environment.json",
            "versions.json");
    entries.forEach((name, content) ->
        assertThat(content).as(name).doesNotContain(Rig.CONTROL_KEY).doesNotContain(Rig.OPS_TOKEN));
    assertThat(entries.get("redis/keys.json"))
        .contains("capital:stage")
        .contains("somebody pasted ***CONTROL_KEY*** here");
    assertThat(entries.get("logs/trading_bot.log")).contains("token=***").contains(" done");
    assertThat(String.valueOf(entries.get("logs/big.log")).length())
        .isLessThanOrEqualTo(512 * 1024);
    assertThat(entries.get("journal.json")).contains("blue-1.journal").contains("100");
    assertThat(entries.get("environment.json")).contains("ACK_WAIT_MS").contains("***");
  }

  @Test
  void manifestNamesTheHashOfEachEntry() throws Exception {
    rig.desk().say(anna(), "/snapshot now");

    Map<String, String> entries = archive();
    JsonNode manifest = Json.mapper().readTree(entries.get("manifest.json"));
    assertThat(manifest.get("taken_by").asString()).isEqualTo("test:anna");
    assertThat(manifest.get("entries").size()).isEqualTo(entries.size() - 1);
    for (JsonNode item : manifest.get("entries")) {
      byte[] bytes = String.valueOf(entries.get(item.get("name").asString())).getBytes(UTF_8);
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
          .isEqualTo(item.get("sha256").asString());
    }
  }

  @Test
  void worksWithRedisDownAndSaysWhatIsMissing() throws Exception {
    rig.redis().process().kill();

    Reply reply = rig.desk().say(anna(), "/snapshot now");

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(text(reply)).contains("Lacks redis/keys.json: Redis at ");
    assertThat(archive().keySet())
        .contains("engines/blue.http.json", "logs/trading_bot.log")
        .doesNotContain("redis/keys.json");
  }

  @Test
  void worksWithTheEngineDown() throws Exception {
    rig.engine().close();

    Reply reply = rig.desk().say(anna(), "/snapshot now");

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(archive().keySet()).contains("engines/blue.redis.json", "redis/keys.json");
  }

  @Test
  void folderThatCannotBeWrittenIsNamed() throws Exception {
    Files.writeString(folder.resolve("snapshots"), "a file where the folder should be");

    Reply reply = rig.desk().say(anna(), "/snapshot now");

    assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(text(reply)).startsWith("FAILED — no snapshot: ").contains("SNAPSHOT_DIR");
  }
}

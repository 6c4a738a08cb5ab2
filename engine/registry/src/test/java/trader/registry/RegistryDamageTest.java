package trader.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.engine.core.Checkpoint;
import trader.engine.core.journal.JournalRecord;

/** Whatever has become of the file: it is set aside, made anew from the journal, and said so. */
@Tag("integration")
class RegistryDamageTest {
  @TempDir private Path folder;
  private List<JournalRecord> records = List.of();
  private Checkpoint books = Checkpoint.none();

  @BeforeEach
  void live() {
    records = RegistryRig.lived(71, 90);
    books = RegistryRig.books(records);
  }

  private RegistryRig filled() {
    RegistryRig rig = new RegistryRig(folder);
    rig.journal.append(records);
    rig.start();
    rig.awaitCaughtUp();
    rig.stop();
    return rig;
  }

  private void assertMadeAnew(RegistryRig rig, int aside) {
    Registry registry = rig.start();
    rig.awaitCaughtUp();
    assertThat(registry.status().rebuilds()).isEqualTo(1);
    assertThat(rig.aside()).hasSize(aside);
    rig.assertIsAs(books);
    rig.assertTrailEndsAs(books);
  }

  @Test
  void truncatedFileIsMadeAnew() throws IOException {
    try (RegistryRig rig = filled();
        FileChannel file = FileChannel.open(rig.database(), StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2);
      assertMadeAnew(rig, 1);
    }
  }

  @Test
  void garbageIsMadeAnew() throws IOException {
    try (RegistryRig rig = filled()) {
      byte[] garbage = new byte[50_000];
      new Random(1).nextBytes(garbage);
      Files.write(rig.database(), garbage);
      assertMadeAnew(rig, 1);
    }
  }

  @Test
  void pagesOverwrittenInTheMiddleAreMadeAnew() throws IOException {
    try (RegistryRig rig = filled();
        FileChannel file = FileChannel.open(rig.database(), StandardOpenOption.WRITE)) {
      ByteBuffer garbage = ByteBuffer.allocate(3 * 4_096);
      new Random(2).nextBytes(garbage.array());
      file.write(garbage, 2 * 4_096L);
      assertMadeAnew(rig, 1);
    }
  }

  @Test
  void missingFileIsMadeAnewInTheNextSession() throws IOException {
    try (RegistryRig rig = filled()) {
      Files.delete(rig.database());
      rig.journal.nextSession();
      rig.journal.append(List.of(records.get(0), restored(books)));
      Registry registry = rig.start();
      rig.awaitCaughtUp();
      assertThat(registry.status().rebuilds()).isEqualTo(1);
      rig.assertIsAs(RegistryRig.books(List.of(records.get(0), restored(books))));
    }
  }

  @Test
  void fileTakenAwayWhileInUseIsMadeAnew() throws IOException {
    try (RegistryRig rig = filled()) {
      Registry registry = rig.start();
      rig.awaitCaughtUp();
      for (String end : new String[] {"", "-wal", "-shm"}) {
        Files.deleteIfExists(Path.of(rig.database() + end));
      }
      await().atMost(RegistryRig.PATIENCE).until(() -> registry.status().rebuilds() == 1);
      rig.awaitCaughtUp();
      rig.assertIsAs(books);
    }
  }

  @Test
  void otherProgramsFileIsSetAsideUntouched() throws IOException {
    try (RegistryRig rig = filled()) {
      Files.delete(rig.database());
      rig.execute("CREATE TABLE somebody (elses TEXT)");
      assertMadeAnew(rig, 1);
    }
  }

  @Test
  void emptyFileIsFilled() throws IOException {
    try (RegistryRig rig = filled()) {
      Files.write(rig.database(), new byte[0]);
      rig.start();
      rig.awaitCaughtUp();
      rig.assertIsAs(books);
    }
  }

  @Test
  void laterVersionsFileIsSetAside() {
    try (RegistryRig rig = filled()) {
      rig.execute(
          "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
              + " checksum, installed_by, installed_on, execution_time, success) VALUES (99, '99',"
              + " 'from the future', 'SQL', 'V99__x.sql', 1, 'x', '2030-01-01 00:00:00.000', 1, 1)");
      assertMadeAnew(rig, 1);
    }
  }

  @Test
  void earlierVersionsFileIsBroughtUpAndKeepsItsRows() throws IOException {
    try (RegistryRig rig = new RegistryRig(folder)) {
      Flyway.configure()
          .dataSource("jdbc:sqlite:" + rig.database(), null, null)
          .locations("classpath:trader/registry/migrations")
          .loggers("slf4j")
          .target("1")
          .load()
          .migrate();
      rig.execute(
          "INSERT INTO orders (id, account, instrument, side, type, purpose, qty, strategy, cause,"
              + " state, filled_qty, filled_quote, submitted_micros, ended_micros, updated_micros)"
              + " VALUES ('tb-old-1', 'live', 'BTCUSDT.BINANCE', 'buy', 'limit', 'entry', '1',"
              + " 'old', 'old', 'cancelled', '0', '0', 1, 2, 2)");
      rig.journal.append(records);
      Registry registry = rig.start();
      rig.awaitCaughtUp();
      assertThat(registry.status().rebuilds()).isZero();
      rig.query(
          "SELECT count(*) FROM execution_quality WHERE id = 'tb-old-1'",
          row -> assertThat(row).containsExactly("1"));
      rig.assertIsAs(books);
    }
  }

  @Test
  void fileOfALaterJournalIsSetAside() {
    try (RegistryRig rig = filled()) {
      rig.execute("UPDATE applied SET session = session + 1000");
      assertMadeAnew(rig, 1);
    }
  }

  @Test
  void ordersWhoseJournalIsGoneAreTakenFromTheCheckpointAndAddUp() throws IOException {
    try (RegistryRig rig = filled()) {
      Files.delete(rig.database());
      Files.delete(rig.journal.segments().getFirst().path());
      rig.journal.nextSession();
      List<JournalRecord> later = List.of(records.get(0), restored(books));
      rig.journal.append(later);
      rig.start();
      rig.awaitCaughtUp();
      rig.assertIsAs(RegistryRig.books(later));
      rig.query(
          "SELECT count(*) FROM fills WHERE source = 'checkpoint'",
          row -> assertThat(Integer.parseInt(row.getFirst())).isPositive());
      await().atMost(RegistryRig.PATIENCE).until(() -> !rig.audits.isEmpty());
      assertThat(rig.audits.getLast().violationsTotal()).as(rig.audits.getLast().fields()).isZero();
    }
  }

  @Test
  void rubbishInTheTrailIsLeftStanding() throws IOException {
    try (RegistryRig rig = new RegistryRig(folder)) {
      Files.createDirectories(rig.trail().getParent());
      Files.writeString(rig.trail(), "not json\n{\"a\":1}\n", StandardCharsets.UTF_8);
      rig.journal.append(records);
      rig.start();
      rig.awaitCaughtUp();
      assertThat(rig.trailLines().subList(0, 2)).containsExactly("not json", "{\"a\":1}");
      assertThat(rig.trailLines()).hasSizeGreaterThan(10);
    }
  }

  @Test
  void missingTruncatedOrGarbledTrailIsMadeAnewAndSaid() throws IOException {
    try (RegistryRig rig = filled();
        Heard heard = Heard.of(TrailRepair.class)) {
      List<String> lines = rig.trailLines();
      Files.delete(rig.trail());
      assertTrailMadeAnew(rig, lines);
      assertThat(heard.lines()).singleElement().asString().contains("TRAIL_REBUILT", "missing");

      Files.write(rig.trail(), lines.subList(0, lines.size() / 2));
      assertTrailMadeAnew(rig, lines);
      assertThat(heard.lines()).last().asString().contains("truncated: it ends at");

      Files.writeString(rig.trail(), "x".repeat(5_000), StandardCharsets.UTF_8);
      assertTrailMadeAnew(rig, lines);
      assertThat(heard.lines()).last().asString().contains("no line of this engine's", ".damaged-");
    }
  }

  private static void assertTrailMadeAnew(RegistryRig rig, List<String> lines) {
    Registry registry = rig.start();
    rig.awaitCaughtUp();
    rig.stop();
    assertThat(registry.status().rebuilds()).as("trades.db was whole").isZero();
    assertThat(rig.trailLines()).isEqualTo(lines);
  }

  @Test
  void trailTakenAwayWhileInUseIsMadeAnew() throws IOException {
    try (RegistryRig rig = filled()) {
      List<String> lines = rig.trailLines();
      rig.start();
      rig.awaitCaughtUp();
      Files.delete(rig.trail());
      await().atMost(RegistryRig.PATIENCE).until(() -> rig.trailLines().equals(lines));
    }
  }

  @Test
  void missingOrDamagedPortfolioIsMadeAnewAndSaid() throws IOException {
    try (RegistryRig rig = filled();
        Heard heard = Heard.of(PortfolioFile.class)) {
      rig.journal.nextSession();
      rig.journal.append(List.of(records.get(0), restored(books)));
      rig.start();
      await().atMost(RegistryRig.PATIENCE).until(() -> Files.exists(rig.portfolio()));
      rig.awaitCaughtUp();
      Files.delete(rig.portfolio());
      await().atMost(RegistryRig.PATIENCE).until(() -> Files.exists(rig.portfolio()));
      assertThat(heard.lines())
          .anySatisfy(line -> assertThat(line).contains("PORTFOLIO_REBUILT", "missing"));
      String whole = Files.readString(rig.portfolio());
      Files.writeString(rig.portfolio(), whole.substring(0, whole.length() / 2));
      await()
          .atMost(RegistryRig.PATIENCE)
          .until(() -> Files.readString(rig.portfolio()).endsWith("}\n"));
      assertThat(heard.lines())
          .anySatisfy(
              line -> assertThat(line).contains("PORTFOLIO_REBUILT", "truncated or damaged"));
    }
  }

  private static JournalRecord restored(Checkpoint left) {
    return new JournalRecord.Happened(
        new trader.engine.core.ControlEvent.Restored(
            trader.engine.core.kit.CoreKit.NOON + 600 * trader.engine.core.kit.CoreKit.SECOND,
            left));
  }
}

package trader.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.engine.core.Checkpoint;
import trader.engine.core.journal.JournalRecord;

/** The registry says what the core's books say, through locks, kills and full disks. */
@Tag("integration")
class RegistryTest {
  private static final int STORY_SECONDS = 90;
  @TempDir private Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void rowsAndTrailAreWhatTheCoreHasAfterRandomTrading(long seed) {
    List<JournalRecord> records = RegistryRig.lived(seed, STORY_SECONDS);
    try (RegistryRig rig = new RegistryRig(folder)) {
      rig.start();
      Random random = new Random(seed);
      for (int from = 0; from < records.size(); ) {
        int to = Math.min(records.size(), from + 1 + random.nextInt(400));
        rig.journal.append(records.subList(from, to));
        from = to;
      }
      rig.awaitCaughtUp();

      Checkpoint books = RegistryRig.books(records);
      assertThat(books.orders()).hasSizeGreaterThan(10);
      rig.assertIsAs(books);
      rig.assertTrailEndsAs(books);
      await().atMost(RegistryRig.PATIENCE).until(() -> !rig.audits.isEmpty());
      rig.stop();
      assertThat(rig.audits)
          .allSatisfy(audit -> assertThat(audit.violationsTotal()).as(audit.fields()).isZero());
      assertThat(rig.journal.readUpTo()).isGreaterThan(JournalPosition.NONE);
    }
  }

  @Test
  void ordersNameTheEventThatCausedThemAndWhenTheyWereSentAnsweredAndFilled() {
    try (RegistryRig rig = new RegistryRig(folder)) {
      rig.journal.append(RegistryRig.lived(4, STORY_SECONDS));
      rig.start();
      rig.awaitCaughtUp();

      rig.query(
          "SELECT id, trace_id, acked_micros - submitted_micros, first_fill_micros -"
              + " submitted_micros, decision_price, strategy, cause FROM orders WHERE"
              + " state = 'filled' AND acked_micros IS NOT NULL",
          row -> {
            assertThat(row.get(1)).as("trace of %s", row).isNotEqualTo("null").isNotEmpty();
            assertThat(Long.parseLong(row.get(2))).as("ack of %s", row).isPositive();
            assertThat(Long.parseLong(row.get(3))).as("fill of %s", row).isPositive();
            assertThat(row.get(4)).as("decision price of %s", row).isNotEqualTo("null");
            assertThat(row.get(6)).isNotEmpty();
          });
      rig.query(
          "SELECT count(*) FROM execution_quality WHERE slippage_bps IS NOT NULL",
          row -> assertThat(Integer.parseInt(row.getFirst())).isPositive());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11})
  void processKilledBetweenJournalTrailAndDatabaseGoesOnWithoutLossOrDouble(long seed)
      throws IOException {
    List<JournalRecord> records = RegistryRig.lived(seed, STORY_SECONDS);
    Random random = new Random(seed);
    try (RegistryRig rig = new RegistryRig(folder)) {
      List<byte[]> databases = new ArrayList<>();
      List<byte[]> trails = new ArrayList<>();
      for (int from = 0; from < records.size(); ) {
        int to = Math.min(records.size(), from + 1 + random.nextInt(records.size() / 5));
        rig.journal.append(records.subList(from, to));
        from = to;
        rig.start();
        rig.awaitCaughtUp();
        rig.stop();
        databases.add(Files.readAllBytes(rig.database()));
        trails.add(Files.exists(rig.trail()) ? Files.readAllBytes(rig.trail()) : new byte[0]);
      }
      Checkpoint books = RegistryRig.books(records);
      rig.assertIsAs(books);
      List<String> lines = rig.trailLines();
      for (int i = 0; i + 1 < databases.size(); i++) {
        // The trail is written first: it has a part of what the database does not have yet.
        int sure = trails.get(i).length;
        int more = random.nextInt(trails.get(i + 1).length - sure + 1);
        Files.write(rig.database(), databases.get(i));
        Files.write(rig.trail(), Arrays.copyOf(trails.get(i + 1), sure + more));
        rig.start();
        rig.awaitCaughtUp();
        rig.stop();
        rig.assertIsAs(books);
        assertThat(rig.trailLines()).as("killed after step %s", i).isEqualTo(lines);
      }
    }
  }

  @Test
  void trailWrittenAheadOfTheDatabaseIsNotWrittenTwice() throws IOException {
    List<JournalRecord> records = RegistryRig.lived(21, STORY_SECONDS);
    try (RegistryRig rig = new RegistryRig(folder)) {
      rig.journal.append(records);
      rig.start();
      rig.awaitCaughtUp();
      rig.stop();
      List<String> lines = rig.trailLines();
      // The database never got its last transactions, and the last line is cut.
      Files.delete(rig.database());
      String whole = Files.readString(rig.trail());
      Files.writeString(rig.trail(), whole.substring(0, whole.length() - 20));

      rig.start();
      rig.awaitCaughtUp();

      assertThat(rig.trailLines()).isEqualTo(lines);
    }
  }

  @Test
  void databaseLockedByAnotherConnectionDelaysOnlyTheDatabaseAndLosesNothing() throws SQLException {
    List<JournalRecord> records = RegistryRig.lived(31, STORY_SECONDS);
    int third = records.size() / 3;
    try (RegistryRig rig = new RegistryRig(folder)) {
      rig.journal.append(records.subList(0, third));
      Registry registry = rig.start();
      rig.awaitCaughtUp();
      try (Connection other = rig.connect();
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        rig.journal.append(records.subList(third, records.size()));
        await()
            .atMost(RegistryRig.PATIENCE)
            .untilAsserted(() -> {
              assertThat(registry.status().waiting())
                  .hasValueSatisfying(why -> assertThat(why).contains("SQLITE_BUSY"));
              assertThat(registry.status().queueEvents()).isPositive();
              assertThat(registry.status().queueAgeMicros()).isPositive();
            });
        statement.execute("ROLLBACK");
      }
      rig.awaitCaughtUp();
      assertThat(registry.status().retries()).isPositive();
      assertThat(registry.status().rebuilds()).isZero();
      Checkpoint books = RegistryRig.books(records);
      rig.assertIsAs(books);
      rig.assertTrailEndsAs(books);
    }
  }

  @Test
  void fullDiskIsWaitedForAndWrittenOnceThereIsRoom() {
    List<JournalRecord> records = RegistryRig.lived(41, STORY_SECONDS);
    try (RegistryRig rig = new RegistryRig(folder)) {
      rig.maxPages = 1;
      rig.journal.append(records);
      Registry registry = rig.start();
      await()
          .atMost(RegistryRig.PATIENCE)
          .untilAsserted(() ->
              assertThat(registry.status().waiting())
                  .hasValueSatisfying(why -> assertThat(why).contains("SQLITE_FULL")));
      assertThat(registry.status().rebuilds()).isZero();
      rig.stop();

      rig.maxPages = 0;
      rig.start();
      rig.awaitCaughtUp();
      rig.assertIsAs(RegistryRig.books(records));
    }
  }

  @Test
  void violationIsReportedAgainAndAgainUntilItIsGone() {
    try (RegistryRig rig = new RegistryRig(folder)) {
      rig.journal.append(RegistryRig.lived(51, STORY_SECONDS));
      rig.start();
      rig.awaitCaughtUp();
      rig.stop();
      rig.execute("DROP INDEX positions_open");
      rig.execute(
          "INSERT INTO positions (account, instrument, state, qty, cost, average_price, strategy,"
              + " opened_micros, updated_micros) VALUES ('live', 'DOGE/USDT.BINANCE', 'open', '1',"
              + " '1', '1', 'x', 1, 1), ('live', 'DOGEUSDT.BINANCE', 'open', '1', '1', '1', 'x', 1,"
              + " 1), ('live', 'ETHUSDT.BINANCE', 'closed', '3', '1', '1', 'x', 1, 1)");
      rig.execute("UPDATE orders SET filled_qty = '77' WHERE id = (SELECT min(id) FROM orders)");
      rig.audits.clear();

      rig.start();
      await().atMost(RegistryRig.PATIENCE).until(() -> !rig.audits.isEmpty());

      AuditReport audit = rig.audits.getFirst();
      assertThat(audit.duplicateActiveSymbolKeys()).isEqualTo(1);
      assertThat(audit.nonTerminalInClosedHistory()).isEqualTo(1);
      assertThat(audit.remainingQtyViolations()).isEqualTo(1);
      assertThat(audit.notInBooks()).isEqualTo(1);
      assertThat(audit.fields())
          .contains("violations_total=4 duplicate_active_symbol_keys=1")
          .contains("non_terminal_in_closed_history=1 remaining_qty_violations=1");
    }
  }

  @Test
  void portfolioEditedByHandIsIgnoredAndWrittenOver() throws IOException {
    List<JournalRecord> records = RegistryRig.lived(61, STORY_SECONDS);
    try (RegistryRig rig = new RegistryRig(folder)) {
      rig.journal.append(records);
      rig.start();
      await().atMost(RegistryRig.PATIENCE).until(() -> Files.exists(rig.portfolio()));
      rig.awaitCaughtUp();
      rig.stop();
      rig.start();
      rig.awaitCaughtUp();
      String edited = Files.readString(rig.portfolio()).replace("\"accounts\"", "\"acc0unts\"");
      Files.writeString(rig.portfolio(), edited);
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> Files.readString(rig.portfolio()).contains("\"accounts\""));
      assertThat(Files.readString(rig.portfolio())).contains("\"as_of\"", "\"positions\"");
      rig.assertIsAs(RegistryRig.books(records));
    }
  }
}

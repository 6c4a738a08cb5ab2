package trader.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.journal.JournalDamagedException;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.kit.CoreKit;

/** A process is killed for real between its journal, its trail and its database. */
@Tag("integration")
class RegistryKilledTest {
  private static final int KILLS = Integer.getInteger("trader.registry.kills", 2);
  private static final long SEED = Long.getLong("trader.registry.seed", 91);
  private static final long SESSION = 1_767_614_400;
  private static final int MOST_MILLIS = 300;
  @TempDir private Path folder;

  @Test
  void whatAProcessKilledUnderLoadHadInItsJournalIsInTheDatabaseAfterwards()
      throws IOException, InterruptedException {
    Random random = new Random(SEED);
    System.out.println("seed=" + SEED);
    for (int count = 0; count < KILLS; count++) {
      Path own = folder.resolve("kill-" + count);
      kill(own, SEED + count, random.nextInt(MOST_MILLIS));
      try (RegistryRig rig = new RegistryRig(own, SESSION + 1)) {
        List<JournalRecord> found = read(rig.journal.segments().getFirst().path());
        assertThat(found).as("kill %s left a journal", count).isNotEmpty();
        Checkpoint books = RegistryRig.books(found);
        assertThat(found)
            .as("kill %s came too early", count)
            .anyMatch(one ->
                one instanceof JournalRecord.Wanted(var action) && action instanceof Action.Submit);
        rig.journal.append(
            List.of(
                found.getFirst(),
                new JournalRecord.Happened(
                    new ControlEvent.Restored(CoreKit.NOON + 600 * CoreKit.SECOND, books))));
        rig.start();
        rig.awaitCaughtUp();
        rig.assertIsAs(books);
        rig.assertTrailEndsAs(books);
        rig.query("PRAGMA integrity_check", row -> assertThat(row.getFirst()).isEqualTo("ok"));
        rig.query("PRAGMA journal_mode", row -> assertThat(row.getFirst()).isEqualTo("wal"));
        assertThat(rig.aside()).as("nothing was damaged").isEmpty();
      }
    }
  }

  /** Runs a process and kills it that long after it has begun to write. */
  private static void kill(Path own, long seed, int millis)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                WritingUntilKilled.class.getName(),
                own.toString(),
                Long.toString(SESSION),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); !"writes".equals(line); line = out.readLine()) {
        assertThat(line).as("the process ended early").isNotNull();
      }
      // Not a wait for something: the instant of the kill is what is drawn.
      Thread.sleep(millis);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private static List<JournalRecord> read(Path segment) {
    SegmentCursor cursor = new SegmentCursor(segment);
    cursor.allowAll();
    List<JournalRecord> records = new ArrayList<>();
    try {
      for (JournalRecord record = cursor.next(); record != null; record = cursor.next()) {
        records.add(record);
      }
    } catch (JournalDamagedException e) {
      System.out.println("the last record is torn: " + e.getMessage());
    }
    return records;
  }
}

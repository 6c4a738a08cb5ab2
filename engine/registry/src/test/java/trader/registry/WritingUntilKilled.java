package trader.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import trader.engine.core.journal.JournalRecord;

/** A process that writes a journal, with a registry behind it, until it is killed. */
final class WritingUntilKilled {
  private static final long PACE_NANOS = 100_000;
  private static final int SECONDS = 90;

  /** A part of the story is told first, so that there is something to lose. */
  private static final int WRITTEN_BEFORE = 2;

  private WritingUntilKilled() {}

  /** Takes the folder, the journal's session and the story's seed; says once that it writes. */
  public static void main(String[] args) throws IOException {
    List<JournalRecord> records = lived(Long.parseLong(args[2]));
    try (RegistryRig rig = new RegistryRig(Path.of(args[0]), Long.parseLong(args[1]))) {
      rig.start();
      int count = 0;
      for (JournalRecord record : records) {
        if (++count == records.size() / WRITTEN_BEFORE) {
          System.out.println("writes");
        }
        // An event is published with the actions that it led to.
        if (record instanceof JournalRecord.Happened) {
          rig.journal.publish();
          LockSupport.parkNanos(PACE_NANOS);
        }
        rig.journal.write(record);
      }
      rig.journal.publish();
      while (System.in.read() >= 0) {
        // Whoever started it kills it, or is gone.
      }
    }
  }

  static List<JournalRecord> lived(long seed) {
    return RegistryRig.lived(seed, SECONDS);
  }
}

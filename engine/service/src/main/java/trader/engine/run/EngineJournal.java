package trader.engine.run;

import java.nio.file.Path;
import java.time.Instant;
import trader.engine.journal.JournalFolder;
import trader.engine.journal.JournalWriter;
import trader.engine.journal.Recovery;
import trader.registry.JournalPosition;

/**
 * The journal of one session: what earlier ones left, and where this one writes.
 *
 * @param session this session's number
 */
record EngineJournal(
    JournalFolder folder, Recovery.Found found, long session, JournalWriter writer) {

  /** Opens the folder, which only one process can hold, and begins a session in it. */
  static EngineJournal open(Path dataDir, Instant startedAt) {
    JournalFolder folder = JournalFolder.open(dataDir);
    folder.readUpTo(JournalPosition.NONE);
    Recovery.Found found = Recovery.from(folder);
    long session = folder.nextSession(startedAt.getEpochSecond());
    return new EngineJournal(folder, found, session, new JournalWriter(folder, session));
  }
}

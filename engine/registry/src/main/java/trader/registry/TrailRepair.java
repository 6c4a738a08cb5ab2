package trader.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the lines again that {@code orders.jsonl} has lost: reads the journal from its oldest
 * segment on, beside a database for the time of that, and takes what belongs behind the last line.
 */
final class TrailRepair {
  private static final Logger LOG = LoggerFactory.getLogger(TrailRepair.class);
  private static final String SCRATCH = "trail-rebuild.db";
  private final RegistrySettings settings;
  private final JournalTail tail;

  TrailRepair(RegistrySettings settings, JournalTail tail) {
    this.settings = settings;
    this.tail = tail;
  }

  /**
   * A trail that has every line up to where the database has seen one.
   *
   * @param wanted the last line that must be there
   * @param upTo from there on lines are written as they come
   */
  Trail whole(Trail found, JournalPosition wanted, JournalPosition upTo, Instant now)
      throws IOException {
    if (found.last().compareTo(wanted) >= 0) {
      return found;
    }
    String why = why(found);
    Path aside = null;
    if (found.last().equals(JournalPosition.NONE) && found.hasContent()) {
      aside = Aside.move(settings.trail(), now);
    }
    Trail trail = Trail.open(settings.trail());
    long lines = rewrite(trail, upTo);
    LOG.error(
        "TRAIL_REBUILT file={} reason=\"{}\" lines={} aside={} action=\"made anew from the"
            + " journal\"",
        settings.trail(),
        why,
        lines,
        aside == null ? "none" : aside);
    return trail;
  }

  private static String why(Trail found) throws IOException {
    if (!found.hasContent()) {
      return "it was missing or empty";
    }
    return found.last().equals(JournalPosition.NONE)
        ? "it ends with no line of this engine's"
        : "it was truncated: it ends at " + found.last();
  }

  private long rewrite(Trail trail, JournalPosition upTo) throws IOException {
    Path scratch = settings.database().resolveSibling(SCRATCH);
    delete(scratch);
    long lines = 0;
    try (Database file = Database.open(settings.withDatabase(scratch))) {
      Follower follower = new Follower(tail, new StoredRows(file.reader()), JournalPosition.NONE);
      do {
        Batch batch = follower.read();
        List<Batch.Line> belong =
            batch.lines().stream().filter(line -> line.journal().compareTo(upTo) <= 0).toList();
        lines += trail.append(belong);
        file.write(
            batch.changes(), follower.position(), follower.lastMicros(), JournalPosition.NONE);
        follower.written();
      } while (follower.behind() && follower.position().compareTo(upTo) < 0);
    } catch (SQLException | DatabaseUnusableException e) {
      // It is the scratch that failed, not the engine's own database.
      throw new IOException("lines of " + settings.trail() + " cannot be made anew: " + e, e);
    } finally {
      delete(scratch);
    }
    return lines;
  }

  private static void delete(Path scratch) throws IOException {
    for (String end : Aside.SQLITE) {
      Files.deleteIfExists(scratch.resolveSibling(scratch.getFileName() + end));
    }
  }
}

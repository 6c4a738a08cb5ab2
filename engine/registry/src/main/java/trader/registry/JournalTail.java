package trader.registry;

import java.nio.file.Path;
import java.util.List;

/** The journal of a running engine, as one who reads behind its writer sees it. */
public interface JournalTail {

  /** A segment on disk. */
  record Segment(long session, int number, Path path) {
    JournalPosition start() {
      return new JournalPosition(session, number, 0);
    }
  }

  /** Every segment that there is, oldest first. */
  List<Segment> segments();

  /** Up to where the running session has written whole events with their actions. */
  JournalPosition written();

  /** How many events the running session has written. */
  long events();

  /** Segments before that one are no longer needed. */
  void readUpTo(JournalPosition position);
}

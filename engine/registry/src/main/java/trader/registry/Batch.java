package trader.registry;

import java.util.ArrayList;
import java.util.List;

/** What one stretch of the journal says, to be written in one transaction. */
final class Batch {
  private final List<Change> changes = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  /** A line for {@code orders.jsonl} and behind which record of the journal it belongs. */
  record Line(JournalPosition journal, String json) {}

  void add(Change change) {
    changes.add(change);
  }

  void line(JournalPosition journal, String json) {
    lines.add(new Line(journal, json));
  }

  List<Change> changes() {
    return changes;
  }

  List<Line> lines() {
    return lines;
  }
}

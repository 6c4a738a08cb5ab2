package trader.engine.journal;

import java.util.List;
import trader.registry.JournalPosition;
import trader.registry.JournalTail;

/** The journal of this process, for those who read behind its writer. */
public final class FolderTail implements JournalTail {
  private final JournalFolder folder;
  private final JournalWriter writer;

  /** Reads what {@code writer} publishes, and what earlier sessions left in its folder. */
  public FolderTail(JournalFolder folder, JournalWriter writer) {
    this.folder = folder;
    this.writer = writer;
  }

  @Override
  public List<Segment> segments() {
    return folder.segments().stream()
        .map(one -> new Segment(one.session(), one.number(), one.path()))
        .toList();
  }

  @Override
  public JournalPosition written() {
    return writer.written();
  }

  @Override
  public long events() {
    return writer.events();
  }

  @Override
  public void readUpTo(JournalPosition position) {
    folder.readUpTo(position);
  }
}

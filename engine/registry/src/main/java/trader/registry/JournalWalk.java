package trader.registry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.engine.core.journal.JournalDamagedException;
import trader.engine.core.journal.JournalRecord;

/**
 * Walks over the segments of a journal, oldest first, up to where the running session has written.
 */
final class JournalWalk {
  private static final Logger LOG = LoggerFactory.getLogger(JournalWalk.class);
  private final JournalTail tail;
  private JournalTail.@Nullable Segment segment;
  private @Nullable SegmentCursor cursor;
  private boolean wholeAllowed;
  private long recordStart;

  /** Begins at the segment that has {@code from}, or at the first one behind it. */
  JournalWalk(JournalTail tail, JournalPosition from) {
    this.tail = tail;
    first(from).ifPresent(this::open);
  }

  private Optional<JournalTail.Segment> first(JournalPosition from) {
    return tail.segments().stream()
        .filter(one ->
            one.session() > from.session()
                || (one.session() == from.session() && one.number() >= from.segment()))
        .findFirst();
  }

  /** The next record; null where nothing more is written yet. */
  @Nullable JournalRecord next() {
    while (true) {
      SegmentCursor open = cursor;
      if (open == null) {
        return null;
      }
      recordStart = open.position();
      @Nullable JournalRecord record;
      try {
        record = open.next();
      } catch (JournalDamagedException e) {
        if (live()) {
          throw e;
        }
        skipRest(String.valueOf(e.getMessage()));
        continue;
      }
      if (record != null) {
        return record;
      }
      if (!more()) {
        return null;
      }
    }
  }

  /** Goes on behind the segment at hand, since the rest of it cannot be used. */
  void skipRest(String why) {
    LOG.warn(
        "REGISTRY_SEGMENT_SKIPPED segment={} from_byte={} reason=\"{}\"",
        segment == null ? "none" : segment.path().getFileName(),
        recordStart,
        why);
    if (!openNext()) {
      cursor = null;
    }
  }

  /** Whether the segment at hand is the one that is being written. */
  boolean live() {
    JournalTail.Segment here = segment;
    JournalPosition written = tail.written();
    return here != null
        && here.session() == written.session()
        && here.number() == written.segment();
  }

  /** Where the last record begins. */
  JournalPosition start() {
    return at(recordStart);
  }

  /** Behind the last record. */
  JournalPosition end() {
    return at(cursor == null ? 0 : cursor.position());
  }

  private JournalPosition at(long offset) {
    JournalTail.Segment here = segment;
    return here == null
        ? JournalPosition.NONE
        : new JournalPosition(here.session(), here.number(), offset);
  }

  /** Lets more of the segment be read, or goes to the next; answers whether there may be more. */
  private boolean more() {
    SegmentCursor open = cursor;
    if (open == null) {
      return false;
    }
    if (live()) {
      long written = tail.written().offset();
      open.allow(written);
      return open.position() < written;
    }
    if (!wholeAllowed) {
      wholeAllowed = true;
      open.allowAll();
      return true;
    }
    return openNext();
  }

  private boolean openNext() {
    JournalTail.Segment here = segment;
    if (here == null) {
      return false;
    }
    Optional<JournalTail.Segment> next =
        tail.segments().stream().filter(one -> one.start().compareTo(here.start()) > 0).findFirst();
    next.ifPresent(this::open);
    return next.isPresent();
  }

  private void open(JournalTail.Segment next) {
    segment = next;
    cursor = new SegmentCursor(next.path());
    wholeAllowed = false;
  }
}

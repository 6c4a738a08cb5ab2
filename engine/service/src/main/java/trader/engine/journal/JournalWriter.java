package trader.engine.journal;

import java.nio.MappedByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import trader.engine.core.Action;
import trader.engine.core.Event;
import trader.engine.core.journal.JournalCodec;
import trader.registry.JournalPosition;

/**
 * Writes the journal into memory-mapped segments. What {@link #write} has returned from is in the
 * operating system's hands and outlives a kill -9 of this process; a loss of power may take what
 * the system has not yet put on disk, see docs/decisions. One thread writes.
 */
public final class JournalWriter implements AutoCloseable {
  private static final int WORTH_ROLLING = 32 << 20;
  private static final int LEAST_ROOM = 8 << 20;
  private final JournalFolder folder;
  private final long session;
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong publishedEvents = new AtomicLong();
  private long events;
  private JournalCodec codec = new JournalCodec();
  private volatile JournalSegment segment;
  private MappedByteBuffer bytes;

  /** Begins the first segment of a session. */
  public JournalWriter(JournalFolder folder, long session) {
    this.folder = folder;
    this.session = session;
    this.segment = JournalSegment.open(folder, session, 0);
    this.bytes = segment.bytes();
  }

  /** Appends an event. */
  public void write(Event event) {
    codec.write(bytes, event);
    events++;
  }

  /** Appends an action. */
  public void write(Action action) {
    codec.write(bytes, action);
  }

  /** Lets those who read behind have what is written so far. */
  public void publish() {
    publishedEvents.setRelease(events);
    published.setRelease(((long) segment.number() << Integer.SIZE) | bytes.position());
  }

  /** Up to where the journal has been published; any thread may ask. */
  JournalPosition written() {
    long packed = published.getAcquire();
    return new JournalPosition(session, (int) (packed >>> Integer.SIZE), packed & 0xffff_ffffL);
  }

  /** How many events have been published; any thread may ask. */
  long events() {
    return publishedEvents.getAcquire();
  }

  /**
   * Has the system lay out what the journal is about to grow into, so that the thread that writes
   * need not wait for it. Any thread.
   */
  public void layOutAhead() {
    JournalSegment current = segment;
    JournalPosition written = written();
    int reached = written.segment() == current.number() ? (int) written.offset() : 0;
    boolean more = true;
    while (more) {
      more = current.layOut(reached);
    }
  }

  /** Whether the segment has grown enough that a new one, begun by a checkpoint, is worth it. */
  public boolean worthRolling() {
    return bytes.position() > WORTH_ROLLING;
  }

  /** Whether a new segment must be begun now. */
  public boolean mustRoll() {
    return bytes.remaining() < LEAST_ROOM;
  }

  /**
   * Ends this segment and begins the next; the caller writes what a reader needs to start there.
   */
  public void roll() {
    segment.finish();
    codec = new JournalCodec();
    segment = JournalSegment.open(folder, session, segment.number() + 1);
    bytes = segment.bytes();
  }

  /** Puts everything on disk and cuts the segment to its length. */
  @Override
  public void close() {
    segment.finish();
  }
}

package trader.engine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  private static final int SEGMENT_BYTES = 64 << 20;
  private static final int WORTH_ROLLING = 32 << 20;
  private static final int LEAST_ROOM = 8 << 20;
  private final JournalFolder folder;
  private final long session;
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong publishedEvents = new AtomicLong();
  private long events;
  private JournalCodec codec = new JournalCodec();
  private MappedByteBuffer segment;
  private FileChannel channel;
  private int number;

  /** Begins the first segment of a session. */
  public JournalWriter(JournalFolder folder, long session) {
    this.folder = folder;
    this.session = session;
    Opened opened = open();
    this.channel = opened.channel;
    this.segment = opened.buffer;
  }

  private record Opened(FileChannel channel, MappedByteBuffer buffer) {}

  /** Appends an event. */
  public void write(Event event) {
    codec.write(segment, event);
    events++;
  }

  /** Appends an action. */
  public void write(Action action) {
    codec.write(segment, action);
  }

  /** Lets those who read behind have what is written so far. */
  public void publish() {
    publishedEvents.setRelease(events);
    published.setRelease(((long) number << Integer.SIZE) | segment.position());
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

  /** Whether the segment has grown enough that a new one, begun by a checkpoint, is worth it. */
  public boolean worthRolling() {
    return segment.position() > WORTH_ROLLING;
  }

  /** Whether a new segment must be begun now. */
  public boolean mustRoll() {
    return segment.remaining() < LEAST_ROOM;
  }

  /**
   * Ends this segment and begins the next; the caller writes what a reader needs to start there.
   */
  public void roll() {
    finish();
    codec = new JournalCodec();
    number++;
    Opened opened = open();
    channel = opened.channel;
    segment = opened.buffer;
  }

  /** Puts everything on disk and cuts the segment to its length. */
  @Override
  public void close() {
    finish();
  }

  private Opened open() {
    try {
      Path path = folder.newSegment(session, number);
      FileChannel file =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return new Opened(file, file.map(FileChannel.MapMode.READ_WRITE, 0, SEGMENT_BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException("a journal segment cannot be made", e);
    }
  }

  private void finish() {
    int length = segment.position();
    segment.force(0, length);
    try {
      channel.truncate(length);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a journal segment cannot be finished", e);
    }
  }
}

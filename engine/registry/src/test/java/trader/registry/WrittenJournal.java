package trader.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferOverflowException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import trader.engine.core.journal.JournalCodec;
import trader.engine.core.journal.JournalRecord;

/** A journal on disk that a test writes as an engine would, segment by segment. */
final class WrittenJournal implements JournalTail {
  private static final int SEGMENT_BYTES = 64 << 20;
  private final Path folder;
  private long session;
  private int number;
  private JournalCodec codec = new JournalCodec();
  private MappedByteBuffer segment;
  private volatile JournalPosition written = JournalPosition.NONE;
  private volatile JournalPosition readUpTo = JournalPosition.NONE;
  private final AtomicLong events = new AtomicLong();

  WrittenJournal(Path folder, long session) {
    this.folder = folder;
    this.session = session;
    this.segment = open();
  }

  private MappedByteBuffer open() {
    try {
      Files.createDirectories(folder);
      Path path = folder.resolve("%013d-%06d.journal".formatted(session, number));
      try (FileChannel file =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE)) {
        return file.map(FileChannel.MapMode.READ_WRITE, 0, SEGMENT_BYTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process died, and another begins a session of its own. */
  void nextSession() {
    session++;
    number = 0;
    codec = new JournalCodec();
    segment = open();
    events.set(0);
    written = new JournalPosition(session, 0, 0);
  }

  /** Appends records; those who read behind may have them. */
  void append(List<JournalRecord> records) {
    for (JournalRecord record : records) {
      write(record);
    }
    publish();
  }

  /** Appends a record without letting anyone have it. */
  void write(JournalRecord record) {
    try {
      switch (record) {
        case JournalRecord.Happened(var event) -> {
          codec.write(segment, event);
          events.incrementAndGet();
        }
        case JournalRecord.Wanted(var action) -> codec.write(segment, action);
      }
    } catch (BufferOverflowException e) {
      throw new IllegalStateException("the story is too long for one segment", e);
    }
  }

  void publish() {
    written = new JournalPosition(session, number, segment.position());
  }

  JournalPosition readUpTo() {
    return readUpTo;
  }

  @Override
  public List<Segment> segments() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".journal"))
          .sorted()
          .map(file -> {
            String name = file.getFileName().toString();
            return new Segment(
                Long.parseLong(name.substring(0, 13)),
                Integer.parseInt(name.substring(14, 20)),
                file);
          })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public JournalPosition written() {
    return written;
  }

  @Override
  public long events() {
    return events.get();
  }

  @Override
  public void readUpTo(JournalPosition position) {
    readUpTo = position;
  }
}

package trader.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import trader.engine.core.journal.JournalCodec;
import trader.engine.core.journal.JournalRecord;

/** Reads one segment record by record, up to where its writer says that it may. */
final class SegmentCursor {
  private final Path path;
  private final JournalCodec codec = new JournalCodec();
  private final ByteBuffer bytes;

  /** Opens a segment; nothing can be read before {@link #allow}. */
  SegmentCursor(Path path) {
    this.path = path;
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
    } catch (IOException e) {
      throw new UncheckedIOException("the journal segment " + path + " cannot be read", e);
    }
    bytes.limit(0);
  }

  /** Lets records be read that end at {@code end} or before. */
  void allow(long end) {
    bytes.limit((int) Math.min(end, bytes.capacity()));
  }

  /** Lets everything be read that the file has: its writer is done with it. */
  void allowAll() {
    try {
      // Its writer may have cut it since it was mapped; behind that there is no memory to read.
      allow(Files.size(path));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal segment " + path + " cannot be read", e);
    }
  }

  /** The next record; null where nothing more may be read, or there is none. */
  @Nullable JournalRecord next() {
    return codec.read(bytes);
  }

  /** Where the next record begins. */
  long position() {
    return bytes.position();
  }
}

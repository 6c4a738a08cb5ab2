package trader.engine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trader.engine.core.journal.JournalCodec;
import trader.engine.core.journal.JournalDamagedException;
import trader.engine.core.journal.JournalRecord;

/** Reads segments of the journal. */
public final class JournalReader {
  private static final int HEADER_BYTES = 2 * Integer.BYTES;

  private JournalReader() {}

  /**
   * Hands every record of a segment to {@code each}, in order, and answers how many bytes they
   * take. Throws {@link JournalDamagedException} at the first record that is not whole, and where
   * more is written behind a gap of zeros; the records before it have been handed over.
   */
  public static long read(Path segment, Consumer<JournalRecord> each) {
    try (FileChannel file = FileChannel.open(segment, StandardOpenOption.READ)) {
      ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
      JournalCodec codec = new JournalCodec();
      for (@Nullable JournalRecord record = codec.read(bytes);
          record != null;
          record = codec.read(bytes)) {
        each.accept(record);
      }
      checkNothingFollows(bytes);
      return bytes.position();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal segment " + segment + " cannot be read", e);
    }
  }

  /**
   * A record that a crash cut short has its length missing and its kind and more behind that. Zeros
   * with something written far behind them are a part of the file that never reached the disk.
   */
  private static void checkNothingFollows(ByteBuffer bytes) {
    int end = bytes.position();
    int kind = end + HEADER_BYTES;
    if (kind >= bytes.limit() || bytes.get(kind) != 0) {
      return;
    }
    for (int at = end; at < bytes.limit(); at++) {
      if (bytes.get(at) != 0) {
        throw new JournalDamagedException(
            "zeros from byte " + end + " to byte " + at + ", and more records behind them");
      }
    }
  }
}

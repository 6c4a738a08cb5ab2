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
  private JournalReader() {}

  /**
   * Hands every record of a segment to {@code each}, in order, and answers how many bytes they
   * take. Throws {@link JournalDamagedException} at the first record that is not whole; those
   * before it have been handed over.
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
      return bytes.position();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal segment " + segment + " cannot be read", e);
    }
  }
}

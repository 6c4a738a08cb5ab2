package trader.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code orders.jsonl}: one line an order state change, each once, also where the process dies
 * between it and the database: a line names its place in the journal, and what stands there already
 * is not written again.
 */
final class Trail {
  private static final Logger LOG = LoggerFactory.getLogger(Trail.class);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final long LARGEST = 64L << 20;
  private static final int TAIL_BYTES = 1 << 20;
  private final Path path;
  private final long largest;
  private JournalPosition last = JournalPosition.NONE;
  private int linesAtLast;
  private long length;
  private boolean cut;

  /** Reads where the file ends; a last line that was cut short is taken away. */
  static Trail open(Path path) throws IOException {
    return open(path, LARGEST);
  }

  static Trail open(Path path, long largest) throws IOException {
    Trail trail = new Trail(path, largest);
    trail.readEnd();
    return trail;
  }

  private Trail(Path path, long largest) {
    this.path = path;
    this.largest = largest;
  }

  /**
   * The last line by its place in the journal; {@link JournalPosition#NONE} where there is none.
   */
  JournalPosition last() {
    return last;
  }

  /** Whether someone else has taken lines away since it was opened. */
  boolean lost() throws IOException {
    return length > 0 && (!Files.exists(path) || Files.size(path) < length);
  }

  /** Whether the file has bytes, be they lines of ours or not. */
  boolean hasContent() throws IOException {
    return Files.exists(path) && Files.size(path) > 0;
  }

  /** Appends those lines that do not stand there yet; all, or none. Answers how many those are. */
  int append(List<Batch.Line> lines) throws IOException {
    int added = 0;
    StringBuilder text = new StringBuilder();
    JournalPosition newLast = last;
    int newAtLast = linesAtLast;
    JournalPosition at = JournalPosition.NONE;
    int countAt = 0;
    for (Batch.Line line : lines) {
      countAt = line.journal().equals(at) ? countAt + 1 : 1;
      at = line.journal();
      int order = at.compareTo(newLast);
      if (order > 0 || (order == 0 && countAt > newAtLast)) {
        text.append(line.json()).append('\n');
        added++;
        newLast = at;
        newAtLast = countAt;
      }
    }
    if (text.isEmpty()) {
      return 0;
    }
    rollWhereLarge();
    write(text.toString().getBytes(StandardCharsets.UTF_8));
    last = newLast;
    linesAtLast = newAtLast;
    return added;
  }

  private void write(byte[] bytes) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (cut) {
        file.truncate(length);
      }
      // A failed attempt may leave a part of a line behind, which the next one takes away.
      length = file.size();
      cut = true;
      file.position(length);
      ByteBuffer out = ByteBuffer.wrap(bytes);
      while (out.hasRemaining()) {
        file.write(out);
      }
      length = file.position();
      cut = false;
    }
  }

  private void rollWhereLarge() throws IOException {
    if (length > largest && Files.exists(path)) {
      String name = path.getFileName().toString().replace(".jsonl", "");
      Files.move(
          path,
          path.resolveSibling(name + "-until-" + last.toString().replace(':', '-') + ".jsonl"));
      length = 0;
    }
  }

  private void readEnd() throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    if (!Files.exists(path)) {
      return;
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long from = Math.max(0, file.size() - TAIL_BYTES);
      ByteBuffer tail = ByteBuffer.allocate((int) (file.size() - from));
      while (tail.hasRemaining() && file.read(tail, from + tail.position()) >= 0) {
        // Reads until the buffer is full.
      }
      byte[] bytes = tail.array();
      int whole = bytes.length;
      while (whole > 0 && bytes[whole - 1] != '\n') {
        whole--;
      }
      length = from + whole;
      cut = whole < bytes.length;
      new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().forEach(this::seen);
    }
  }

  private void seen(String line) {
    try {
      JournalPosition at =
          JournalPosition.parse(MAPPER.readTree(line).path("journal").asString(""));
      linesAtLast = at.equals(last) ? linesAtLast + 1 : 1;
      last = at;
    } catch (JacksonException | IllegalArgumentException e) {
      LOG.debug("a line of {} is not ours", path, e);
    }
  }
}

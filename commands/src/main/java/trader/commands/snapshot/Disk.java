package trader.commands.snapshot;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What lies on this machine's disk: the tails of logs, and which journal files there are. */
final class Disk {
  private static final int LOG_FILES = 40;
  private static final int TAIL_BYTES = 512 * 1024;
  private static final int JOURNAL_FILES = 1_000;
  private static final int DEPTH = 4;

  private Disk() {}

  /** A file that is listed and not copied. */
  record Listed(String file, long bytes, Instant modifiedAt) {}

  static void logs(Contents contents, Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      List<Path> logs =
          files
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> file.getFileName().toString().matches(".*\\.(log|jsonl)"))
              .sorted(Comparator.comparing(Disk::modified).reversed())
              .limit(LOG_FILES)
              .toList();
      for (Path log : logs) {
        tail(contents, folder, log);
      }
      if (logs.isEmpty()) {
        contents.missing("logs", folder + " holds no *.log or *.jsonl file");
      }
    } catch (IOException | UncheckedIOException e) {
      contents.missing("logs", "LOG_DIR " + folder + " cannot be read: " + e);
    }
  }

  private static void tail(Contents contents, Path folder, Path log) {
    String name = "logs/" + folder.relativize(log).toString().replace('\\', '/');
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long length = file.length();
      long start = Math.max(0, length - TAIL_BYTES);
      file.seek(start);
      byte[] bytes = new byte[(int) (length - start)];
      file.readFully(bytes);
      // A line that is cut could hold half a secret, which nobody would recognise.
      contents.bytes(name, start == 0 ? bytes : afterFirstLine(bytes));
      if (start > 0) {
        contents.missing(name, "only the last " + TAIL_BYTES + " of " + length + " bytes");
      }
    } catch (IOException e) {
      contents.missing(name, String.valueOf(e));
    }
  }

  private static byte[] afterFirstLine(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return Arrays.copyOfRange(bytes, i + 1, bytes.length);
      }
    }
    return new byte[0];
  }

  static void journal(Contents contents, Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      List<Listed> listed =
          files
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .limit(JOURNAL_FILES)
              .map(file -> listed(folder, file))
              .toList();
      contents.json("journal.json", listed);
    } catch (IOException | UncheckedIOException e) {
      contents.missing("journal", "DATA_DIR " + folder + " cannot be read: " + e);
    }
  }

  private static Listed listed(Path folder, Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Listed(
          folder.relativize(file).toString(),
          attributes.size(),
          attributes.lastModifiedTime().toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

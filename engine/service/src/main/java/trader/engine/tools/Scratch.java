package trader.engine.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A copy of an engine's files that one who only looks may write to. */
final class Scratch {
  private static final String LOCK = "lock";

  private Scratch() {}

  /**
   * Copies an engine's files into a new folder that only we can read; what is missing is left out.
   *
   * @param data where the journal and the database are
   * @param logs where the trail is
   */
  static Path copyOf(Path data, Path logs) {
    try {
      Path copy =
          Files.createTempDirectory(
              "trader-look-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      copy(data, copy, file -> !file.getFileName().toString().equals(LOCK));
      copy(logs, copy, file -> file.getFileName().toString().matches("orders[a-z-]*\\.jsonl"));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("the files of " + data + " cannot be copied to look at", e);
    }
  }

  private static void copy(Path from, Path to, Predicate<Path> wanted) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).filter(wanted).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Deletes it. */
  static void delete(Path copy) {
    try (Stream<Path> files = Files.walk(copy)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the copy " + copy + " cannot be deleted; delete it", e);
    }
  }
}

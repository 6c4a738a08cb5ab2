package trader.engine.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A copy of an engine's folder that one who only looks may write to. */
final class Scratch {
  private static final String LOCK = "lock";

  private Scratch() {}

  /** Copies the files of a folder, which may be missing, into a new one that only we can read. */
  static Path copyOf(Path folder) {
    try {
      Path copy =
          Files.createTempDirectory(
              "trader-look-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.filter(Scratch::wanted).toList()) {
            Files.copy(file, copy.resolve(file.getFileName()));
          }
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " cannot be copied to look at it", e);
    }
  }

  private static boolean wanted(Path file) {
    return Files.isRegularFile(file) && !file.getFileName().toString().equals(LOCK);
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

package trader.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moves a file that cannot be used out of the way, so that a person can still look at it. */
final class Aside {
  /** What SQLite adds to the name of a database for the files beside it, and the database. */
  static final String[] SQLITE = {"", "-wal", "-shm"};

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private Aside() {}

  /** Moves it with what SQLite keeps beside it; answers where it is. */
  static Path move(Path file, Instant now) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(now));
    for (String end : SQLITE) {
      Path from = file.resolveSibling(file.getFileName() + end);
      if (Files.exists(from)) {
        Files.move(
            from,
            file.resolveSibling(aside.getFileName() + end),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return aside;
  }
}

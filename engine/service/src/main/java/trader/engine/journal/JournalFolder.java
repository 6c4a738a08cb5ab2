package trader.engine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.registry.JournalPosition;

/**
 * The folder of one engine's journal. Only one process at a time may hold it. Segments are named by
 * session and number, so that their names sort as they were written.
 */
public final class JournalFolder implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("(\\d{13})-(\\d{6})\\.journal");
  private static final Logger LOG = LoggerFactory.getLogger(JournalFolder.class);
  private static final int KEPT = 64;

  /** So many are kept where someone has not read them yet, and no more: a disk is not endless. */
  private static final int MOST_KEPT = 2 * KEPT;

  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;
  private volatile JournalPosition readUpTo =
      new JournalPosition(Long.MAX_VALUE, Integer.MAX_VALUE, 0);

  /** A segment's place in the sequence. */
  public record Segment(long session, int number, Path path) {}

  private JournalFolder(Path folder, FileChannel lockFile, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Takes the folder, making it where it is missing. Throws {@link IllegalStateException} where
   * another process holds it.
   */
  public static JournalFolder open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        lock = null;
      }
      if (lock == null) {
        channel.close();
        throw new IllegalStateException(
            "the journal in "
                + folder
                + " is held by another engine process; stop that one first, or set DATA_DIR");
      }
      return new JournalFolder(folder, channel, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal folder " + folder + " cannot be used", e);
    }
  }

  /** Every segment, oldest first. */
  public List<Segment> segments() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(JournalFolder::segment)
          .flatMap(Optional::stream)
          .sorted(
              java.util.Comparator.comparingLong(Segment::session)
                  .thenComparingInt(Segment::number))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal folder " + folder + " cannot be read", e);
    }
  }

  /**
   * A number that no earlier session has: rises also where the folder was lost, as long as the
   * clock does not go back.
   *
   * @param epochSeconds the time now
   */
  public long nextSession(long epochSeconds) {
    List<Segment> segments = segments();
    long last = segments.isEmpty() ? 0 : segments.getLast().session();
    return Math.max(last + 1, epochSeconds);
  }

  /** Keeps what one who reads behind has not read yet, as long as that is not too much. */
  public void readUpTo(JournalPosition position) {
    readUpTo = position;
  }

  /**
   * The path of a new segment; old ones beyond the latest {@value #KEPT} are deleted, and those
   * that are not read yet only beyond {@value #MOST_KEPT}.
   */
  Path newSegment(long session, int number) throws IOException {
    List<Segment> segments = segments();
    JournalPosition read = readUpTo;
    int surplus = segments.size() - KEPT + 1;
    for (int i = 0; i < surplus; i++) {
      Segment old = segments.get(i);
      boolean unread =
          new JournalPosition(old.session(), old.number(), Long.MAX_VALUE).compareTo(read) > 0;
      if (unread && segments.size() - i < MOST_KEPT) {
        break;
      }
      if (unread) {
        LOG.error(
            "JOURNAL_DELETED_UNREAD segment={} reason=\"{} segments are kept at most\" next=\"see"
                + " why trades.db cannot be written: REGISTRY_WAITING\"",
            old.path(),
            MOST_KEPT);
      }
      Files.delete(old.path());
    }
    return folder.resolve("%013d-%06d.journal".formatted(session, number));
  }

  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock of " + folder + " cannot be given back", e);
    }
  }

  private static Optional<Segment> segment(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    return name.matches()
        ? Optional.of(
            new Segment(Long.parseLong(name.group(1)), Integer.parseInt(name.group(2)), path))
        : Optional.empty();
  }
}

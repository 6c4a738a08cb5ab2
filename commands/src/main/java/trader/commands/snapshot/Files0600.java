package trader.commands.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Writes archives that from their first byte only their owner can read. */
final class Files0600 {
  private static final int MODE = 0600;

  private Files0600() {}

  /**
   * Writes the archive under another name first, so that {@code target} is whole once it exists.
   */
  static void writeTgz(Path target, Map<String, byte[]> entries, Instant at) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      try (OutputStream file = create(partial);
          GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(file);
          TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, "UTF-8")) {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        for (Map.Entry<String, byte[]> one : entries.entrySet()) {
          TarArchiveEntry entry = new TarArchiveEntry(one.getKey());
          entry.setSize(one.getValue().length);
          entry.setMode(MODE);
          entry.setModTime(FileTime.from(at));
          tar.putArchiveEntry(entry);
          tar.write(one.getValue());
          tar.closeArchiveEntry();
        }
      }
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static OutputStream create(Path file) throws IOException {
    return Channels.newOutputStream(
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }
}

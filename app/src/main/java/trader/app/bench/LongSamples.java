package trader.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Nanoseconds as they were measured, kept with as little ado as can be. Any thread may add. */
final class LongSamples {
  private long[] values = new long[1 << 18];
  private int size;

  /** Adds one and answers how many there are now. */
  synchronized int add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
    return size;
  }

  /** All of them, as they were added. */
  synchronized long[] all() {
    return Arrays.copyOf(values, size);
  }

  synchronized void save(Path file) {
    try {
      Files.write(file, Arrays.stream(values, 0, size).mapToObj(Long::toString).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("the samples cannot be kept", e);
    }
  }

  static long[] load(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.mapToLong(Long::parseLong).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException("the samples cannot be read; the engine left none", e);
    }
  }
}

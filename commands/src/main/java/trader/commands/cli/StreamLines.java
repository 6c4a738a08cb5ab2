package trader.commands.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a stream in UTF-8, e.g. of a pipe. */
public final class StreamLines implements LineSource {
  private final BufferedReader reader;

  /** Reads that stream, which stays open. */
  public StreamLines(InputStream stream) {
    this.reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  @Override
  public @Nullable String next(String prompt) {
    try {
      return reader.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean showsInput() {
    return false;
  }

  @Override
  public void close() {
    // Whoever opened the stream closes it.
  }
}

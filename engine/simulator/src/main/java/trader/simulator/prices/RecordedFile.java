package trader.simulator.prices;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads recorded market data from {@code .csv} and {@code .csv.gz} files, whole or not at all. */
public final class RecordedFile {
  private RecordedFile() {}

  /**
   * Reads a file and checks every line of it.
   *
   * @throws DamagedDataException when it is absent, damaged, out of order, or in a layout that is
   *     not known; the message names the line, the value and the reason
   */
  public static PriceSource open(Path file) {
    String name = file.getFileName().toString();
    if (!Files.isRegularFile(file)) {
      throw new DamagedDataException("There is no file " + file + ". Give a .csv or .csv.gz file.");
    }
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
      Loaded loaded = read(name, in);
      return loaded.tape.play(
          "recorded file " + name + ": " + loaded.rows + " " + loaded.format.words());
    } catch (ZipException | EOFException e) {
      throw new DamagedDataException(
          name + " is not a whole gzip file: " + e.getMessage() + ". Fetch it again.", e);
    } catch (IOException e) {
      throw new DamagedDataException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** What a file held. */
  record Loaded(Tape tape, RowFormat format, long rows) {}

  static Loaded read(String name, InputStream in) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    long line = 1;
    try {
      String header = reader.readLine();
      RowFormat format = format(name, header);
      Row row = new Row(name);
      RowReader rows = new RowReader(format, row);
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        row.read(line, text, format.columns());
        rows.accept();
      }
      if (line == 1) {
        throw new DamagedDataException(name + " has a header and no data. Nothing was played.");
      }
      return new Loaded(rows.finish(), format, line - 1);
    } catch (EOFException | ZipException e) {
      throw new DamagedDataException(
          name
              + ", after line "
              + line
              + ": the gzip data is damaged or cut short ("
              + e.getMessage()
              + "). Nothing was played; fetch the file again.",
          e);
    }
  }

  private static RowFormat format(String name, @org.jspecify.annotations.Nullable String header) {
    if (header == null) {
      throw new DamagedDataException(name + " is empty. Nothing was played.");
    }
    return RowFormat.of(header)
        .orElseThrow(() ->
            new DamagedDataException(
                name
                    + ", line 1: the header '"
                    + header.substring(0, Math.min(120, header.length()))
                    + "' is not a known layout. Known are:\n  "
                    + String.join("\n  ", RowFormat.allowed())));
  }
}

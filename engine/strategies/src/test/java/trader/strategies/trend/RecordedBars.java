package trader.strategies.trend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import trader.engine.core.Bar;

/** Bars that were recorded on real venues; tests that need them are skipped where they are not. */
final class RecordedBars {
  private static final Path FOLDER = Path.of("../../../shared/data/bars");

  private RecordedBars() {}

  static List<Bar> read(String file, Duration interval) {
    Path path = FOLDER.resolve(file);
    assumeTrue(Files.isReadable(path), () -> "no recorded data at " + path);
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
      return in.lines().skip(1).map(line -> bar(line, interval)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Bar> between(List<Bar> bars, String from, String to) {
    return bars.stream()
        .filter(bar -> bar.openMicros() >= micros(from) && bar.openMicros() < micros(to))
        .toList();
  }

  static Stream<String[]> regimes() {
    return Stream.of(
        new String[] {"2017-09-15", "2017-12-17"},
        new String[] {"2020-10-01", "2021-01-08"},
        new String[] {"2018-01-06", "2018-02-06"},
        new String[] {"2021-05-08", "2021-05-24"},
        new String[] {"2022-05-05", "2022-06-19"},
        new String[] {"2023-06-25", "2023-08-14"});
  }

  static long micros(String date) {
    return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
  }

  private static Bar bar(String line, Duration interval) {
    String[] cells = line.split(",", -1);
    return new Bar(
        Long.parseLong(cells[0]) * 1_000,
        interval.toNanos() / 1_000,
        new BigDecimal(cells[1]),
        new BigDecimal(cells[2]),
        new BigDecimal(cells[3]),
        new BigDecimal(cells[4]),
        new BigDecimal(cells[5]));
  }
}

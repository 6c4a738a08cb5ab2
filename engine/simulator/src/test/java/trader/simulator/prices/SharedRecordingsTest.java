package trader.simulator.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every recording beside the checkout is either played whole or refused with a reason. */
@Tag("integration")
class SharedRecordingsTest {
  private static final Path DATA = Path.of("..", "..", "..", "shared", "data");

  private static List<Path> recordings(String folder) throws IOException {
    try (Stream<Path> files = Files.list(DATA.resolve(folder))) {
      return files.filter(f -> f.toString().contains(".csv")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> barsTradesAndQuotesArePlayed() throws IOException {
    if (!Files.isDirectory(DATA)) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "no recordings", () -> assumeTrue(false, "no recordings beside the checkout")));
    }
    return Stream.of("bars", "ticks", "quotes")
        .flatMap(folder -> {
          try {
            return recordings(folder).stream();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        })
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> isPlayed(f)));
  }

  private static void isPlayed(Path file) {
    PriceSource source = RecordedFile.open(file);
    assertThat(source.size().orElseThrow()).isPositive();
    long last = Long.MIN_VALUE;
    long count = 0;
    for (MarketEvent event = source.next(); event != null; event = source.next()) {
      assertThat(event.timeMicros()).isGreaterThanOrEqualTo(last);
      assertThat(event.price()).isPositive();
      last = event.timeMicros();
      count++;
    }
    assertThat(count).isEqualTo(source.size().orElseThrow());
  }

  @Test
  void depthAndFundingAreRefusedAsUnknown() throws IOException {
    assumeTrue(Files.isDirectory(DATA), "no recordings beside the checkout");
    for (String folder : List.of("depth", "funding")) {
      for (Path file : recordings(folder)) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> RecordedFile.open(file))
            .as(file.toString())
            .isInstanceOf(DamagedDataException.class)
            .hasMessageContaining("line 1");
      }
    }
  }
}

package trader.registry.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.InstrumentId;
import trader.engine.core.Bar;

class CandleFileTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Series SERIES = new Series(new InstrumentId("BTCUSDT", "BINANCE"), MINUTE);
  private static final Span HOUR = new Span(START, START.plus(Duration.ofHours(1)));
  @TempDir private Path folder;

  private static Bar bar(int minute, String close) {
    BigDecimal price = new BigDecimal(close);
    return new Bar(
        at(minute).getEpochSecond() * 1_000_000,
        60_000_000,
        price,
        price,
        price,
        price,
        new BigDecimal("0.10"));
  }

  private static Instant at(int minute) {
    return START.plus(MINUTE.multipliedBy(minute));
  }

  @Test
  void eachBarIsThereOnceToTheLastDigitAndGapsAreNamed() {
    try (CandleFile file = CandleFile.open(folder.resolve("data/candles.db"))) {
      assertThat(file.missing(SERIES, HOUR)).containsExactly(HOUR);
      assertThat(file.add(SERIES, List.of(bar(0, "100.10"), bar(1, "101"), bar(5, "102"))))
          .isEqualTo(3);
      assertThat(file.add(SERIES, List.of(bar(1, "999"), bar(2, "103")))).isEqualTo(1);
      assertThat(file.count(SERIES)).isEqualTo(4);
      assertThat(file.bars(SERIES, HOUR)).element(0).isEqualTo(bar(0, "100.10"));
      assertThat(file.bars(SERIES, HOUR)).element(1).isEqualTo(bar(1, "101"));
      assertThat(file.reach(SERIES)).contains(new Span(at(0), at(6)));
      assertThat(file.missing(SERIES, HOUR))
          .containsExactly(new Span(at(3), at(5)), new Span(at(6), at(60)));
    }
    try (CandleFile again = CandleFile.reading(folder.resolve("data/candles.db")).orElseThrow()) {
      assertThat(again.series()).containsExactly(SERIES);
      assertThat(again.count(SERIES)).isEqualTo(4);
    }
  }

  @Test
  void missingFileIsReadAsNone() {
    assertThat(CandleFile.reading(folder.resolve("candles.db"))).isEmpty();
  }

  @Test
  void rubbishIsNamedAndLeftStanding() throws IOException {
    Path rubbish = folder.resolve("candles.db");
    Files.writeString(rubbish, "no database at all, not even close to being one");
    assertThatThrownBy(() -> CandleFile.open(rubbish))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(rubbish.toString());
    assertThat(rubbish).hasContent("no database at all, not even close to being one");
  }

  @Test
  void barsAreCountedByTheirStart() {
    assertThat(SERIES.bars(at(0), at(3))).isEqualTo(3);
    assertThat(SERIES.bars(at(0).plusSeconds(1), at(3))).isEqualTo(2);
    assertThat(SERIES.bars(at(3), at(3))).isZero();
    assertThat(SERIES.barAt(at(2).plusSeconds(59))).isEqualTo(at(2));
  }
}

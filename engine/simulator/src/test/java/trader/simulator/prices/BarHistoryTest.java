package trader.simulator.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Trade;

class BarHistoryTest {
  private final BarHistory bars = new BarHistory();
  private long id = 1;

  private void trade(String time, String price, String quantity) {
    bars.add(
        new Trade(
            "BTCUSDT",
            id++,
            Decimals.parse(price),
            Decimals.parse(quantity),
            Instant.parse(time).toEpochMilli() * 1_000,
            id % 2 == 0));
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  @Test
  void barsAreFlatWhereNothingTraded() {
    trade("2024-01-01T00:00:10Z", "100", "1");
    trade("2024-01-01T00:00:50.5Z", "90", "2");
    trade("2024-01-01T00:03:00Z", "120", "1");
    List<Bar> minutes =
        bars.bars(
            BarInterval.MINUTE,
            millis("2024-01-01T00:00:00Z"),
            millis("2024-01-01T00:03:30Z"),
            500,
            false);
    assertThat(minutes)
        .extracting(b ->
            Decimals.toBigDecimal(b.open()).intValue()
                + " "
                + Decimals.toBigDecimal(b.high()).intValue()
                + " "
                + Decimals.toBigDecimal(b.low()).intValue()
                + " "
                + Decimals.toBigDecimal(b.close()).intValue()
                + " x"
                + b.count())
        .containsExactly(
            "100 100 90 90 x2", "90 90 90 90 x0", "90 90 90 90 x0", "120 120 120 120 x1");
    assertThat(minutes.getFirst().volume()).isEqualTo(Decimals.parse("3"));
    assertThat(minutes.getFirst().quoteVolume()).isEqualTo(Decimals.parse("280"));
    assertThat(minutes.getFirst().takerVolume()).isEqualTo(Decimals.parse("2"));
  }

  @Test
  void limitKeepsTheNewestOrTheOldest() {
    for (int i = 0; i < 10; i++) {
      trade("2024-01-01T00:0" + i + ":00Z", "10" + i, "1");
    }
    long end = millis("2024-01-01T00:09:30Z");
    assertThat(bars.bars(BarInterval.MINUTE, 0, end, 3, true))
        .extracting(b -> Decimals.toBigDecimal(b.close()).intValue())
        .containsExactly(107, 108, 109);
    assertThat(bars.bars(BarInterval.MINUTE, 0, end, 3, false))
        .extracting(b -> Decimals.toBigDecimal(b.close()).intValue())
        .containsExactly(100, 101, 102);
    assertThat(bars.averagePrice(millis("2024-01-01T00:08:00Z")))
        .isEqualTo(Decimals.parse("108.5"));
  }

  @ParameterizedTest
  @CsvSource({
    "1s, 2024-02-29T13:37:42Z, 2024-02-29T13:37:43Z",
    "3m, 2024-02-29T13:36:00Z, 2024-02-29T13:39:00Z",
    "4h, 2024-02-29T12:00:00Z, 2024-02-29T16:00:00Z",
    "1d, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
    "1w, 2024-02-26T00:00:00Z, 2024-03-04T00:00:00Z",
    "1M, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
  })
  void intervalsAreAlignedToUtc(String code, String open, String next) {
    BarInterval interval = BarInterval.of(code).orElseThrow();
    long time = millis("2024-02-29T13:37:42.9Z");
    assertThat(Instant.ofEpochMilli(interval.openOf(time))).isEqualTo(open);
    assertThat(Instant.ofEpochMilli(interval.after(interval.openOf(time)))).isEqualTo(next);
  }
}

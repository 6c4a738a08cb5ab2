package trader.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import trader.redis.EquitySample;

class CurvesTest {
  private static List<EquitySample> samples(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new EquitySample(
                Instant.ofEpochSecond(60L * i),
                BigDecimal.valueOf(i),
                BigDecimal.TEN,
                BigDecimal.valueOf(i == 7 ? -9 : -1)))
        .toList();
  }

  @Test
  void fewSamplesAreShownAsTheyAre() {
    Curves curves = Curves.of(samples(3), 10);

    assertThat(curves.at()).containsExactly(0L, 60L, 120L);
    assertThat(curves.equity().getLast()).isEqualByComparingTo("2");
  }

  @Test
  void manyAreThinnedToTheNewestOfEachSpanAndKeepTheWorstDrawdown() {
    Curves curves = Curves.of(samples(25), 10);

    assertThat(curves.at()).hasSize(9).endsWith(60L * 24);
    assertThat(curves.equity().getFirst()).isEqualByComparingTo("2");
    assertThat(curves.drawdown()).anySatisfy(worst -> assertThat(worst).isEqualByComparingTo("-9"));
  }

  @Test
  void noSamplesAreNoCurve() {
    assertThat(Curves.of(List.of(), 10).at()).isEmpty();
  }
}

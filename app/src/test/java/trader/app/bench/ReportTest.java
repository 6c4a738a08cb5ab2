package trader.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import trader.redis.Json;

class ReportTest {
  private static final Map<String, Object> MACHINE = Map.of("cores", 2);

  @Test
  void percentilesAreThoseOfTheSamplesInTheirUnit() {
    Figures figures =
        Figures.micros(LongStream.rangeClosed(1, 1_000).map(n -> n * 1_000).toArray());

    assertThat(figures.unit()).isEqualTo("us");
    assertThat(figures.n()).isEqualTo(1_000);
    assertThat(figures.p50()).isCloseTo(500, within(1.0));
    assertThat(figures.p90()).isCloseTo(900, within(1.0));
    assertThat(figures.p99()).isCloseTo(990, within(1.0));
    assertThat(figures.p999()).isCloseTo(999, within(1.0));
    assertThat(figures.max()).isCloseTo(1_000, within(1.0));
    assertThat(figures.ratePerSecond()).isEmpty();
  }

  @Test
  void noSamplesAreNoFigures() {
    assertThatThrownBy(() -> Figures.millis(new long[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nothing was measured");
  }

  @Test
  void jsonHasTheFieldsThatScriptsKnow() {
    Map<String, Object> json = Json.readMap(ReportJson.of(report(), MACHINE));

    assertThat(json)
        .containsKeys("name", "unit", "n", "p50", "p90", "p99", "p999", "max", "rate_per_s")
        .containsEntry("name", "halt")
        .containsEntry("machine", MACHINE)
        .containsEntry("config", Map.of("seed", 7));
    assertThat(json.get("baseline"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsKeys("what", "unit", "n", "p50", "p90", "p99", "p999", "max")
        .doesNotContainKey("rate_per_s");
  }

  @Test
  void tableSaysWhichGoalsWereMissed() {
    String text = ReportText.of(report(), MACHINE);

    assertThat(text)
        .contains("p99.9", "until closed", "baseline: raw push")
        .contains("goal met:    p50 <= 1,000 us")
        .contains("goal MISSED: p99 <= 1 us")
        .contains("seed: 7", "cores: 2");
  }

  @Test
  void numbersHaveNoMoreDecimalsThanTheyAreWorth() {
    assertThat(ReportText.number(1_263_897.4)).isEqualTo("1,263,897");
    assertThat(ReportText.number(42.35)).isEqualTo("42.4");
    assertThat(ReportText.number(8.125)).isEqualTo("8.13");
    assertThat(ReportText.number(7)).isEqualTo("7");
  }

  private static Report report() {
    Figures figures = Figures.micros(new long[] {8_000, 9_000, 10_000});
    return new Report(
        "halt",
        new Report.Row("until closed", figures.at(5)),
        new Report.Row("raw push", figures),
        List.of(),
        List.of(
            Report.Goal.atMost("p50", "us", 1_000, figures.p50()),
            Report.Goal.atMost("p99", "us", 1, figures.p99())),
        Map.of("seed", 7));
  }
}

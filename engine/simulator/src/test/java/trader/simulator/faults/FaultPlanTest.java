package trader.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPlanTest {
  private static FaultPlan plan(long seed) {
    return new FaultPlan(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  @Test
  void countedFaultHitsSoOftenAndThenIsGone() {
    FaultPlan plan = plan(1);
    plan.add(Fault.of(FaultKind.LATENCY).on("POST *").times(2), 0);
    assertThat(plan.hit(FaultKind.LATENCY, "GET /x", 0)).isEmpty();
    assertThat(plan.hit(FaultKind.LOST_ANSWER, "POST /x", 0)).isEmpty();
    assertThat(plan.hit(FaultKind.LATENCY, "POST /x", 0)).isPresent();
    assertThat(plan.hit(FaultKind.LATENCY, "POST /y", 0)).isPresent();
    assertThat(plan.hit(FaultKind.LATENCY, "POST /z", 0)).isEmpty();
    assertThat(plan.ending(0)).isEmpty();
    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void faultActsOnlyInItsTime() {
    FaultPlan plan = plan(1);
    plan.add(
        Fault.of(FaultKind.ERROR).after(Duration.ofSeconds(2)).lasting(Duration.ofSeconds(1)),
        1_000_000);
    assertThat(plan.hit(FaultKind.ERROR, "x", 2_999_999)).isEmpty();
    assertThat(plan.hit(FaultKind.ERROR, "x", 3_000_000)).isPresent();
    assertThat(plan.hit(FaultKind.ERROR, "x", 4_000_000)).isEmpty();
  }

  @Test
  void faultThatActsByItselfBeginsOnceAndEndsOnce() {
    FaultPlan plan = plan(1);
    plan.add(Fault.of(FaultKind.HALT).lasting(Duration.ofSeconds(1)), 0);
    assertThat(plan.beginning(0)).hasSize(1);
    assertThat(plan.beginning(1)).isEmpty();
    assertThat(plan.ending(999_999)).isEmpty();
    assertThat(plan.ending(1_000_000)).hasSize(1);
    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void chanceFollowsTheSeed() {
    List<Boolean> first = rolls(99);
    assertThat(rolls(99)).isEqualTo(first);
    assertThat(first).contains(true, false);
  }

  private static List<Boolean> rolls(long seed) {
    FaultPlan plan = plan(seed);
    plan.add(Fault.of(FaultKind.LATENCY).likely(0.3), 0);
    return IntStream.range(0, 50)
        .mapToObj(i -> plan.hit(FaultKind.LATENCY, "x", 0).isPresent())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "'POST *,order.place', order.place, true",
    "'POST *,order.place', POST /api/v3/order, true",
    "'POST *,order.place', GET /api/v3/order, false",
    "*@trade, btcusdt@trade, true",
    "*@trade, btcusdt@trades, false",
    "btc*@depth*, btcusdt@depth@100ms, true",
  })
  void targetsAreNamesAndStars(String target, String name, boolean matches) {
    assertThat(Fault.of(FaultKind.LATENCY).on(target).matches(name)).isEqualTo(matches);
  }

  @Test
  void fileIsReadWithItsFields(@TempDir Path folder) throws java.io.IOException {
    Path file = folder.resolve("faults.json");
    Files.writeString(
        file,
        """
        [ {"kind": "latency", "on": "POST /api/v3/order", "ms": 250, "count": 3, "probability": 0.5},
          {"kind": "clock-offset", "ms": -3000, "at": "5s", "for": "1m"} ]
        """);
    List<Fault> faults = FaultFile.read(file);
    assertThat(faults)
        .containsExactly(
            Fault.of(FaultKind.LATENCY)
                .on("POST /api/v3/order")
                .times(3)
                .likely(0.5)
                .with("ms", 250),
            Fault.of(FaultKind.CLOCK_OFFSET)
                .after(Duration.ofSeconds(5))
                .lasting(Duration.ofMinutes(1))
                .with("ms", -3000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{"kind":"gremlin"}]                 | fault 1: no fault is called 'gremlin'
          [{"kind":"halt","ms":1}]             | fault 1: halt has no field 'ms'
          [{"on":"x"}]                         | a fault is an object with a "kind"
          {"kind":"halt","for":"soon"}         | such as 500ms, not 'soon'
          {"kind":"halt","probability":7}      | probability must be in (0, 1]
          {"kind":                             | not JSON
          """)
  void whatNoFaultCanDoIsRefused(String json, String words) {
    assertThatThrownBy(() -> FaultFile.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}

package trader.strategies.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trader.engine.core.Bar;
import trader.engine.core.strategy.Decision;

class TrendStrategyTest {
  private static final long MINUTE = 60_000_000L;

  private final TrendStrategy strategy = new TrendStrategy(TrendParameters.defaults());
  private long bars;

  @Test
  void decidesNothingBeforeItHasItsWarmUpBars() {
    for (int i = 1; i < strategy.warmUpBars(); i++) {
      assertThat(strategy.onBar(next(100 + i), false)).isInstanceOf(Decision.Hold.class);
    }

    assertThat(strategy.onBar(next(200), false)).isInstanceOf(Decision.Enter.class);
  }

  @Test
  void pastBarsCountAsWarmUp() {
    warmUp(100, 0.5);

    assertThat(strategy.onBar(next(200), false)).isInstanceOf(Decision.Enter.class);
  }

  @Test
  void risingPricesEnterWithAStopOfSoManyRanges() {
    warmUp(100, 0.5);

    Decision decision = strategy.onBar(next(132), false);

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Enter.class,
            enter -> {
              assertThat(enter.stopDistance().scale()).isEqualTo(8);
              assertThat(enter.stopDistance().doubleValue())
                  .isCloseTo(2.5 * figure(enter.trace(), "atr"), within());
            });
  }

  @Test
  void entryThatWasNotTakenIsWantedAgain() {
    warmUp(100, 0.5);

    assertThat(strategy.onBar(next(132), false)).isInstanceOf(Decision.Enter.class);
    assertThat(strategy.onBar(next(133), false)).isInstanceOf(Decision.Enter.class);
  }

  @Test
  void closeBelowTheSlowAverageDoesNotEnter() {
    warmUp(100, 0.5);

    assertThat(strategy.onBar(next(120), false)).isInstanceOf(Decision.Hold.class);
  }

  @Test
  void averagesThatCrossBackExit() {
    warmUp(100, 0.5);
    strategy.onBar(next(132), false);

    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 20 && !(lastOf(decisions) instanceof Decision.Exit); i++) {
      decisions.add(strategy.onBar(next(130 - 3 * i), true));
    }

    assertThat(lastOf(decisions)).isInstanceOf(Decision.Exit.class);
    assertThat(decisions).hasSizeLessThan(20);
  }

  @Test
  void stoppedOutPositionIsNotEnteredAgainUntilTheAveragesCrossAnew() {
    warmUp(100, 0.5);
    strategy.onBar(next(132), false);
    strategy.onBar(next(133), true);

    Decision afterStop = strategy.onBar(next(134), false);
    assertThat(afterStop).isInstanceOf(Decision.Hold.class);
    assertThat(afterStop.trace()).contains("waits_for=cross");

    for (int i = 0; i < 30; i++) {
      strategy.onBar(next(110 - i), false);
    }
    Decision entry = afterStop;
    for (int i = 0; i < 40 && !(entry instanceof Decision.Enter); i++) {
      entry = strategy.onBar(next(90 + 2 * i), false);
    }
    assertThat(entry).isInstanceOf(Decision.Enter.class);
  }

  @Test
  void motionlessMarketIsNotEntered() {
    for (int i = 0; i < 100; i++) {
      assertThat(strategy.onBar(flat(), false)).isInstanceOf(Decision.Hold.class);
    }
  }

  @Test
  void barThatIsReadAgainChangesNothing() {
    var other = new TrendStrategy(TrendParameters.defaults());
    List<Bar> history = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      history.add(next(100 + 0.5 * i));
    }
    history.forEach(strategy::warmUp);
    history.forEach(other::warmUp);
    history.forEach(other::warmUp);
    assertThat(other.onBar(history.getLast(), false).trace()).startsWith("bar=old");

    Bar live = next(145);
    assertThat(other.onBar(live, false)).isEqualTo(strategy.onBar(live, false));
  }

  private void warmUp(double start, double step) {
    for (int i = 0; i < strategy.warmUpBars(); i++) {
      strategy.warmUp(next(start + step * i));
    }
  }

  private Bar next(double close) {
    return bar(close - 0.2, close + 0.4, close - 0.5, close);
  }

  private Bar flat() {
    return bar(100, 100, 100, 100);
  }

  private Bar bar(double open, double high, double low, double close) {
    return new Bar(
        MINUTE * bars++,
        MINUTE,
        BigDecimal.valueOf(open),
        BigDecimal.valueOf(high),
        BigDecimal.valueOf(low),
        BigDecimal.valueOf(close),
        BigDecimal.ONE);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.000_000_1);
  }

  private static double figure(String trace, String name) {
    int start = trace.indexOf(name + "=") + name.length() + 1;
    int end = trace.indexOf(' ', start);
    return Double.parseDouble(end < 0 ? trace.substring(start) : trace.substring(start, end));
  }

  private static @org.jspecify.annotations.Nullable Decision lastOf(List<Decision> decisions) {
    return decisions.isEmpty() ? null : decisions.getLast();
  }
}

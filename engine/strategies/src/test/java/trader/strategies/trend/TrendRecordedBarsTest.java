package trader.strategies.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.backtest.TradeOnCurrentCloseModel;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.rules.OverIndicatorRule;
import org.ta4j.core.rules.UnderIndicatorRule;
import trader.engine.core.Bar;
import trader.engine.core.strategy.Decision;

class TrendRecordedBarsTest {
  private static final String BITCOIN = "coinbase-btcusd-4h-2016_2025.csv.gz";
  private static final Duration FOUR_HOURS = Duration.ofHours(4);
  private static final TrendParameters PARAMETERS = TrendParameters.defaults();

  /** Where a position was entered and left, as indexes of bars. */
  private record Trip(int entered, int left) {}

  @Test
  void nineYearsOfBarsGiveTheTradesOfTa4jsOwnBacktest() {
    List<Bar> bars = RecordedBars.read(BITCOIN, FOUR_HOURS);

    List<Trip> ours = trips(decisions(bars), bars.size());

    assertThat(ours).hasSizeGreaterThan(100).isEqualTo(ta4jTrips(bars));
  }

  @ParameterizedTest
  @MethodSource("trader.strategies.trend.RecordedBars#regimes")
  void everyRegimeGivesTheTradesOfTa4jsOwnBacktest(String from, String to) {
    List<Bar> bars = RecordedBars.between(RecordedBars.read(BITCOIN, FOUR_HOURS), from, to);

    assertThat(trips(decisions(bars), bars.size())).isEqualTo(ta4jTrips(bars));
  }

  @Test
  void sameBarsGiveTheSameDecisionsBitForBit() {
    List<Bar> bars = RecordedBars.read(BITCOIN, FOUR_HOURS);

    assertThat(decisions(bars)).isEqualTo(decisions(bars));
  }

  @Test
  void barsWithHolesAreDecidedOnLikeAnyOther() {
    List<Bar> bars =
        RecordedBars.read("coinbase-btcusd-1m-selected-days.csv.gz", Duration.ofMinutes(1));

    assertThat(trips(decisions(bars), bars.size())).isEqualTo(ta4jTrips(bars));
  }

  private static List<Decision> decisions(List<Bar> bars) {
    var strategy = new TrendStrategy(PARAMETERS);
    List<Decision> decisions = new ArrayList<>();
    boolean inPosition = false;
    for (Bar bar : bars) {
      Decision decision = strategy.onBar(bar, inPosition);
      decisions.add(decision);
      inPosition =
          switch (decision) {
            case Decision.Hold hold -> inPosition;
            case Decision.Enter enter -> true;
            case Decision.Exit exit -> false;
          };
    }
    return decisions;
  }

  private static List<Trip> trips(List<Decision> decisions, int bars) {
    List<Trip> trips = new ArrayList<>();
    int entered = -1;
    for (int i = 0; i < bars; i++) {
      switch (decisions.get(i)) {
        case Decision.Hold hold -> {}
        case Decision.Enter enter -> entered = i;
        case Decision.Exit exit -> trips.add(new Trip(entered, i));
      }
    }
    return trips;
  }

  private static List<Trip> ta4jTrips(List<Bar> bars) {
    BarSeries series =
        new BaseBarSeriesBuilder().withNumFactory(DoubleNumFactory.getInstance()).build();
    bars.forEach(bar -> series.addBar(TrendIndicators.convert(bar)));
    var close = new ClosePriceIndicator(series);
    var fast = new EMAIndicator(close, PARAMETERS.fast());
    var slow = new EMAIndicator(close, PARAMETERS.slow());
    var strategy =
        new BaseStrategy(
            new OverIndicatorRule(fast, slow).and(new OverIndicatorRule(close, slow)),
            new UnderIndicatorRule(fast, slow),
            PARAMETERS.settlingBars() - 1);
    TradingRecord record =
        new BarSeriesManager(series, new TradeOnCurrentCloseModel()).run(strategy);
    return record.getPositions().stream()
        .filter(position -> position.isClosed())
        .map(position -> new Trip(position.getEntry().getIndex(), position.getExit().getIndex()))
        .toList();
  }
}

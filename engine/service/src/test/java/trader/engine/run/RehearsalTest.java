package trader.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trader.control.Account;
import trader.control.Color;
import trader.control.InstrumentId;
import trader.engine.core.ControlEvent;
import trader.strategies.trend.TrendParameters;
import trader.strategies.trend.TrendStrategy;

class RehearsalTest {
  private static final BigDecimal ONE = BigDecimal.ONE;

  @ParameterizedTest
  @EnumSource
  void entriesStopsAndExitsAreMadeThoughTheRealSettingsForbidEveryOrder(Account account) {
    int orders =
        new Rehearsal(account, shut(), TrendStrategy.factory(TrendParameters.defaults()))
            .run(3_000);

    assertThat(orders).isGreaterThanOrEqualTo(3_000);
  }

  @Test
  void oneBarAfterAnotherEndsInAnOrderHoweverLongItGoesOn() {
    Rehearsal rehearsal =
        new Rehearsal(Account.LIVE, shut(), TrendStrategy.factory(TrendParameters.defaults()));
    int before = rehearsal.run(3_000);

    int after = before;
    for (int bar = 0; bar < 3_000; bar++) {
      after = rehearsal.bar();
    }

    assertThat(after - before).isGreaterThanOrEqualTo(3_000);
  }

  private static ControlEvent.CoreSettings shut() {
    return new ControlEvent.CoreSettings(
        Color.GREEN,
        7,
        "USDT",
        List.of(new InstrumentId("BTCUSDT", "BINANCE")),
        60_000_000,
        true,
        false,
        false,
        ONE,
        new ControlEvent.RiskLimits(ONE, ONE, ONE, ONE, 1, ONE, 1, 1, 1, 1, 1, 1));
  }
}

package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import trader.control.InstrumentId;
import trader.engine.core.orders.Purpose;

class BudgetsTest {
  private static final InstrumentId BTC = new InstrumentId("BTCUSD", "KRAKEN");
  private static final long SECOND = 1_000_000;

  @Test
  void counterFallsWithTimeAndSaysHowLongToWait() {
    DecayingCounter counter = new DecayingCounter(15, 0.33);
    counter.add(14, 0);

    assertThat(counter.waitMicros(1, 0)).isZero();
    assertThat(counter.waitMicros(2, 0)).isBetween(3 * SECOND, 3 * SECOND + 31_000);
    assertThat(counter.waitMicros(2, 4 * SECOND)).isZero();
    assertThat(counter.level(1_000 * SECOND)).isZero();
  }

  @Test
  void youngerOrdersCostMoreToCancel() {
    OrderBudget budget = new OrderBudget(KrakenTier.STARTER);
    budget.added(BTC, 0);
    budget.cancelled(BTC, 4 * SECOND, 0);
    assertThat(budget.level(BTC, 0)).isEqualTo(9);
    budget.cancelled(BTC, 14 * SECOND, 0);
    budget.cancelled(BTC, 301 * SECOND, 0);
    assertThat(budget.level(BTC, 0)).isEqualTo(14);
    budget.amended(BTC, 9 * SECOND, 0);
    assertThat(budget.level(BTC, 0)).isEqualTo(17);
  }

  @Test
  void entriesWaitBeforeTheLimitAndStopsDoNot() {
    OrderBudget budget = new OrderBudget(KrakenTier.STARTER);
    for (int i = 0; i < 45; i++) {
      assertThat(budget.waitMicros(BTC, Purpose.ENTRY, 0)).isZero();
      budget.added(BTC, 0);
    }

    assertThat(budget.waitMicros(BTC, Purpose.ENTRY, 0)).isEqualTo(SECOND);
    assertThat(budget.waitMicros(BTC, Purpose.STOP, 0)).isZero();
    assertThat(budget.waitMicros(BTC, Purpose.CLOSE, 0)).isZero();
    assertThat(budget.waitMicros(new InstrumentId("ETHUSD", "KRAKEN"), Purpose.ENTRY, 0)).isZero();
  }
}

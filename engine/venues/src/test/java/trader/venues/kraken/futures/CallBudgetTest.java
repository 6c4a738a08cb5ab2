package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import trader.venues.VenueMetrics;

class CallBudgetTest {
  @Test
  void readsLeaveBudgetForOrdersAndTheBudgetComesBack() {
    AtomicLong now = new AtomicLong(1_000_000);
    CallBudget budget = new CallBudget(now::get, VenueMetrics.NONE);
    int reads = 0;
    while (budget.takeForRead(25)) {
      reads++;
    }
    assertThat(reads).isEqualTo(11);
    int orders = 0;
    while (budget.takeForOrder(10)) {
      orders++;
    }
    assertThat(orders).isEqualTo(20);
    now.addAndGet(1_000_000);
    assertThat(budget.takeForOrder(10)).isTrue();
    budget.exhausted();
    assertThat(budget.takeForOrder(10)).isFalse();
  }
}

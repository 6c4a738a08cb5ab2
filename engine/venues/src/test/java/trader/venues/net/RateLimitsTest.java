package trader.venues.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import trader.venues.VenueMetrics;

class RateLimitsTest {
  private static final long MINUTE = 60_000_000;

  private final AtomicLong now = new AtomicLong(1_000 * MINUTE + 10_000_000);
  private final RateLimits limits = new RateLimits(now::get, VenueMetrics.NONE);

  @Test
  void readsWaitForTheNextMinuteWhereFourFifthsOfTheWeightAreUsed() {
    limits.weightPerMinute(1_000);
    assertThat(limits.readWaitMicros(500)).isZero();
    assertThat(limits.readWaitMicros(300)).isZero();

    assertThat(limits.readWaitMicros(1)).isEqualTo(50_250_000);

    now.addAndGet(50_250_000);
    assertThat(limits.readWaitMicros(800)).isZero();
  }

  @Test
  void ordersAreCountedButNeverWait() {
    limits.weightPerMinute(1_000);
    limits.spend(900);
    assertThat(limits.readWaitMicros(1)).isPositive();
    assertThat(limits.orderWaitMicros()).isZero();
  }

  @Test
  void whatTheVenueCountsMoreIsTakenOver() {
    limits.weightPerMinute(1_000);
    limits.readWaitMicros(10);
    limits.usedWeight(790);
    assertThat(limits.readWaitMicros(20)).isPositive();
    assertThat(limits.readWaitMicros(10)).isZero();
  }

  @Test
  void withoutAKnownLimitNothingWaits() {
    limits.usedWeight(1_000_000);
    assertThat(limits.readWaitMicros(100)).isZero();
  }
}

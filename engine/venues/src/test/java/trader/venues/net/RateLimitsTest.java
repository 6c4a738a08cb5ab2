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
  void readsSlowDownOnceHalfOfTheirWeightIsUsedAndWaitForTheNextMinuteWithoutAny() {
    limits.weightPerMinute(1_000);
    assertThat(limits.readWaitMicros(400)).as("at once").isZero();
    assertThat(limits.readWaitMicros(100)).as("a quarter of the rest").isEqualTo(5_000_000);
    now.addAndGet(5_000_000);
    assertThat(limits.readWaitMicros(100)).isZero();
    assertThat(limits.readsUsed()).isEqualTo(0.625);

    limits.spend(300);
    assertThat(limits.readWaitMicros(1)).as("none is left").isEqualTo(45_250_000);

    now.addAndGet(45_250_000);
    assertThat(limits.readsUsed()).isZero();
    assertThat(limits.readWaitMicros(400)).isZero();
  }

  @Test
  void ordersAreCountedButNeverWait() {
    limits.weightPerMinute(1_000);
    limits.spend(900);
    assertThat(limits.readWaitMicros(1)).isPositive();
    assertThat(limits.orderWaitMicros()).isZero();
  }

  @Test
  void entriesWaitForTheNextWindowOnceHalfOfItsOrdersAreUsed() {
    limits.usedOrders("10S", 10_000_000, 49, 100);
    assertThat(limits.entryHeld()).isEmpty();

    limits.usedOrders("10S", 10_000_000, 50, 100);
    now.addAndGet(9_000_000);
    assertThat(limits.entryHeld())
        .isEqualTo(
            "not sent: the venue has counted 50 of the 100 orders that it takes in 10 s, and what"
                + " is left for another 1 s is kept for stops and exits");
    assertThat(limits.orderWaitMicros()).as("stops and exits go on").isZero();

    now.addAndGet(1_000_000);
    assertThat(limits.entryHeld()).isEmpty();
  }

  @Test
  void entriesWaitForTheNextMinuteOnceATenthOfItsWeightIsLeft() {
    limits.weightPerMinute(1_000);
    limits.spend(899);
    assertThat(limits.entryHeld()).isEmpty();

    limits.spend(1);
    assertThat(limits.entryHeld())
        .isEqualTo(
            "not sent: the venue has counted 900 of the weight of 1000 that it allows in a minute,"
                + " and what is left for another 50 s is kept for stops and exits");

    now.addAndGet(50_000_000);
    assertThat(limits.entryHeld()).isEmpty();
  }

  @Test
  void whatTheVenueCountsMoreIsTakenOver() {
    limits.weightPerMinute(1_000);
    limits.readWaitMicros(10);
    limits.usedWeight(390);
    assertThat(limits.readWaitMicros(100)).isPositive();
    assertThat(limits.readWaitMicros(10)).isZero();
  }

  @Test
  void withoutAKnownLimitNothingWaits() {
    limits.usedWeight(1_000_000);
    assertThat(limits.readWaitMicros(100)).isZero();
  }
}

package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** The venue's limits and bans: who is held back by them, and who is not. */
@Tag("integration")
class KrakenSpotLimitsTest extends KrakenSpotFaults {
  @Test
  void throttledVenueHearsNothingForAsLongAsItSays() {
    harness.fault(Fault.of(FaultKind.TOO_MANY_REQUESTS).on(PLACE).times(1).with("retryAfter", 1));

    harness.submit(order);
    assertThat(rejected(order).why()).contains("EService: Throttled:");
    long before = harness.kraken.witness().orderCount();
    harness.submit(resting);

    assertThat(rejected(resting).code()).isEqualTo("rate-limited");
    assertThat(rejected(resting).why()).contains("another");
    harness.cancel(resting);
    assertThat(harness.sink.await(VenueEvent.CancelRejected.class).code())
        .isEqualTo("rate-limited");
    assertThat(harness.kraken.witness().orderCount()).isEqualTo(before);
    NewOrder later = KrakenHarness.limit("tb-f-3", Side.BUY, "0.01", "50000");
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          harness.submit(later);
          return harness.openOrders().size() == 1;
        });
  }

  @Test
  void lockoutOfAReadIsObeyedByOrdersToo() {
    harness.fault(Fault.of(FaultKind.BAN).on(CLOSED).times(1).with("retryAfter", 1));
    harness.query(order);
    assertThat(harness.sink.await(VenueEvent.QueryFailed.class).why())
        .contains("EGeneral:Temporary lockout");

    harness.submit(order);

    assertThat(rejected(order).code()).isEqualTo("rate-limited");
    assertThat(harness.kraken.witness().orderCount()).isZero();
  }

  @Test
  void busyVenueIsLeftAloneByEntriesAndNotByStops() {
    harness.fault(Fault.of(FaultKind.ERROR).on(PLACE).times(1).with("msg", "EService:Busy"));
    harness.submit(order);
    harness.sink.await(VenueEvent.OutcomeUnknown.class);

    harness.submit(resting);
    NewOrder stop = KrakenHarness.stop("tb-f-6", Side.SELL, "0.01", "40000");
    harness.submit(stop);

    assertThat(rejected(resting).why()).contains("busy or closed");
    harness.sink.await(VenueEvent.Accepted.class, accepted(stop));
  }

  @Test
  void limitOfReadsHoldsBackNoOrder() {
    harness.fault(
        Fault.of(FaultKind.ERROR).on(CLOSED).times(1).with("msg", "EAPI:Rate limit exceeded"));
    harness.query(order);
    assertThat(harness.sink.await(VenueEvent.QueryFailed.class).why())
        .contains("EAPI:Rate limit exceeded");

    harness.submit(resting);

    harness.sink.await(VenueEvent.Accepted.class, accepted(resting));
  }

  @Test
  void limitOfThePairStopsEntriesAndNotStops() {
    harness.fault(
        Fault.of(FaultKind.ERROR).on(PLACE).times(1).with("msg", "EOrder:Rate limit exceeded"));
    harness.submit(order);
    assertThat(rejected(order).code()).isEqualTo("EOrder:Rate limit exceeded");

    harness.submit(resting);
    NewOrder stop = KrakenHarness.stop("tb-f-4", Side.SELL, "0.01", "40000");
    harness.submit(stop);

    assertThat(rejected(resting).code()).isEqualTo("rate-limited");
    harness.sink.await(VenueEvent.Accepted.class, accepted(stop));
  }
}

package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.VenueEvent;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** Reports that fail to come in order, and connections that end: no fill is lost. */
@Tag("integration")
class KrakenSpotStreamFaultsTest extends KrakenSpotFaults {
  @Test
  void reportThatComesTwiceIsTheSameFillTwice() {
    harness.fault(Fault.of(FaultKind.DUPLICATE_REPORT).on("executions"));

    harness.submit(order);

    var fills = harness.sink.await(VenueEvent.Filled.class, 2);
    assertThat(fills.get(0).tradeId()).isEqualTo(fills.get(1).tradeId());
    assertThat(harness.fills()).hasSize(1);
  }

  @Test
  void reportsOutOfOrderMakeTheStreamAnewAndNoFillIsLost() {
    harness.sink.clear();
    harness.fault(FaultKind.REORDER_REPORT, "executions");

    harness.submit(order);

    assertThat(harness.sink.await(VenueEvent.LinkStatus.class, s -> !s.up()).why())
        .contains("lost");
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    harness.reconcile("");
    assertThat(harness.sink.await(VenueEvent.AccountRead.class).account().fills())
        .hasSameSizeAs(harness.fills())
        .isNotEmpty();
  }

  @Test
  void holeInTheSequenceIsSeenAndTheMissingFillFoundByReconciling() {
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.sink.clear();
    harness.fault(Fault.of(FaultKind.MISSING_REPORT).on("executions").times(4));
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);

    harness.cancel(resting);

    assertThat(harness.sink.await(VenueEvent.LinkStatus.class, s -> !s.up()).why())
        .contains("executions")
        .contains("4 messages");
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    harness.reconcile("");
    assertThat(harness.sink.await(VenueEvent.AccountRead.class).account().fills())
        .hasSameSizeAs(harness.fills())
        .isNotEmpty();
  }

  @Test
  void droppedConnectionComesBackWithItsChannels() {
    harness.sink.clear();
    harness.fault(FaultKind.DROP_STREAM, "user");
    harness.sink.await(VenueEvent.LinkStatus.class, status -> !status.up());
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);

    harness.submit(order);

    harness.sink.await(VenueEvent.Filled.class);
  }

  @Test
  void connectionWithoutHeartbeatsIsMadeAnew() {
    harness.sink.clear();

    harness.fault(Fault.of(FaultKind.SILENT_STREAM).on("heartbeat").lasting(Duration.ofSeconds(3)));

    assertThat(harness.sink.await(VenueEvent.LinkStatus.class, s -> !s.up()).why())
        .contains("heartbeat");
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
  }

  @Test
  void maintenanceRefusesConnectionsUntilItIsOver() {
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.sink.clear();

    harness.fault(
        Fault.of(FaultKind.SERVER_SHUTDOWN).lasting(Duration.ofMillis(800)).with("ms", 100));

    harness.sink.await(VenueEvent.LinkStatus.class, status -> !status.up());
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    assertThat(harness.openOrders()).hasSize(1);
  }

  @Test
  void readingDuringWhichTheStreamWasLostIsNotTold() {
    harness.fault(Fault.of(FaultKind.LATE_ANSWER).on(BALANCES).times(1).with("ms", 300));
    changed();
    harness.sink.clear();

    harness.reconcile("");
    harness.fault(FaultKind.DROP_STREAM, "user");
    harness.sink.await(VenueEvent.LinkStatus.class, status -> !status.up());

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> harness.metrics.answered.contains("BalanceEx"));
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    assertThat(harness.sink.count(VenueEvent.AccountRead.class)).isZero();
    harness.reconcile("");
    harness.sink.await(VenueEvent.AccountRead.class);
  }
}

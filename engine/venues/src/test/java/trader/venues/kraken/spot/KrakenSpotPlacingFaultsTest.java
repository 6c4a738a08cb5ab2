package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** Orders whose sending goes wrong: nothing is doubled, and no outcome is made up. */
@Tag("integration")
class KrakenSpotPlacingFaultsTest extends KrakenSpotFaults {
  @Test
  void lostRequestIsUnknownUntilTheVenueSaysItHasNoSuchOrder() {
    harness.fault(Fault.of(FaultKind.LOST_REQUEST).on(PLACE).times(1).with("silent", true));

    harness.submit(order);

    VenueEvent.OutcomeUnknown unknown = harness.sink.await(VenueEvent.OutcomeUnknown.class);
    assertThat(unknown.order()).isEqualTo(order.id());
    assertThat(unknown.why()).contains("250 ms");
    assertThat(harness.sink.count(VenueEvent.Rejected.class)).isZero();
    harness.query(order);
    harness.sink.await(VenueEvent.OrderNotFound.class);
    assertThat(harness.metrics.failed).containsExactly("add_order timeout");
  }

  @Test
  void lostAnswerIsToldByTheReportsAndNotCalledUnknown() {
    harness.fault(Fault.of(FaultKind.LOST_ANSWER).on(PLACE).times(1).with("silent", true));

    harness.submit(order);

    harness.sink.await(VenueEvent.Filled.class);
    harness.sink.await(VenueEvent.CallFailed.class);
    assertThat(harness.sink.count(VenueEvent.OutcomeUnknown.class)).isZero();
    assertThat(harness.received(order)).isEqualTo(1);
  }

  @Test
  void connectionLostWithTheRequestIsUnknownAndComesBack() {
    harness.fault(FaultKind.LOST_REQUEST, PLACE);
    harness.sink.clear();

    harness.submit(order);

    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    assertThat(harness.sink.all(VenueEvent.LinkStatus.class))
        .extracting(VenueEvent.LinkStatus::up)
        .containsExactly(false, true);
    harness.query(order);
    harness.sink.await(VenueEvent.OrderNotFound.class);
    assertThat(harness.received(order)).isLessThanOrEqualTo(1);
  }

  @Test
  void connectionLostWithTheAnswerIsFoundByItsId() {
    harness.fault(FaultKind.LOST_ANSWER, PLACE);
    harness.sink.clear();

    harness.submit(resting);

    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    harness.query(resting);
    assertThat(harness.sink.await(VenueEvent.OrderFound.class).order().status())
        .isEqualTo(VenueOrder.Status.WORKING);
    assertThat(harness.openOrders()).hasSize(1);
    assertThat(harness.sink.count(VenueEvent.Rejected.class)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EGeneral:Internal error",
        "EService:Unavailable",
        "EService:Busy",
        "EDatabase:Internal error"
      })
  void errorThatDoesNotSayWhetherItExecutedIsUnknown(String error) {
    harness.fault(Fault.of(FaultKind.ERROR).on(PLACE).times(1).with("msg", error));

    harness.submit(order);

    assertThat(harness.sink.await(VenueEvent.OutcomeUnknown.class).why()).contains(error);
    harness.query(order);
    harness.sink.await(VenueEvent.OrderNotFound.class);
    assertThat(harness.sink.await(VenueEvent.CallFailed.class).why()).contains(error);
  }

  @Test
  void errorOfAnOrderThatExecutedLosesNoFill() {
    harness.fault(
        Fault.of(FaultKind.ERROR)
            .on(PLACE)
            .times(1)
            .with("msg", "EService:Busy")
            .with("executed", true));

    harness.submit(order);

    harness.sink.await(VenueEvent.Filled.class);
    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    harness.query(order);
    assertThat(harness.sink.await(VenueEvent.OrderFound.class).order().status())
        .isEqualTo(VenueOrder.Status.FILLED);
    assertThat(harness.sink.count(VenueEvent.Rejected.class)).isZero();
  }

  @Test
  void answerThatComesTooLateChangesNothingThatTheReportsHaveTold() {
    harness.fault(Fault.of(FaultKind.LATE_ANSWER).on(PLACE).times(1).with("ms", 400));

    harness.submit(order);

    harness.sink.await(VenueEvent.Filled.class);
    harness.sink.await(VenueEvent.CallFailed.class);
    Awaitility.await().until(() -> harness.metrics.answered.contains("add_order"));
    assertThat(harness.sink.count(VenueEvent.Rejected.class)).isZero();
    assertThat(harness.sink.count(VenueEvent.OutcomeUnknown.class)).isZero();
    assertThat(harness.received(order)).isEqualTo(1);
  }

  @Test
  void entryThatComesTooLateIsRefusedAndTheNextOneGoesThrough() {
    harness.fault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", 5_000));

    harness.submit(order);

    assertThat(rejected(order).code()).isEqualTo("EService:Deadline elapsed");
    assertThat(harness.metrics.offsetMicros.get()).isBetween(4_800_000L, 5_200_000L);
    assertThat(harness.fills()).isEmpty();
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class, accepted(resting));
  }

  @Test
  void protectiveOrderThatCameTooLateGoesAgainUnderItsOwnId() {
    harness.fault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", 5_000));
    NewOrder stop = KrakenHarness.stop("tb-f-5", Side.SELL, "0.01", "40000");

    harness.submit(stop);

    harness.sink.await(VenueEvent.Accepted.class, accepted(stop));
    assertThat(harness.received(stop)).isEqualTo(2);
    assertThat(harness.openOrders()).hasSize(1);
    assertThat(harness.sent).hasValue(1);
    assertThat(harness.sink.count(VenueEvent.Rejected.class)).isZero();
  }

  @Test
  void orderThatWaitsOnTheWayBeyondItsDeadlineIsNotExecuted() {
    harness.fault(Fault.of(FaultKind.LATENCY).on(PLACE).times(1).with("ms", 1_300));

    harness.submit(order);

    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    assertThat(rejected(order).code()).isEqualTo("EService:Deadline elapsed");
    assertThat(harness.fills()).isEmpty();
  }

  @Test
  void sessionThatTheVenueForgetsIsMadeAnew() {
    harness.sink.clear();
    harness.fault(
        Fault.of(FaultKind.ERROR).on(PLACE).times(1).with("msg", "ESession:Invalid session"));

    harness.submit(order);

    assertThat(rejected(order).why()).contains("made anew");
    harness.sink.await(VenueEvent.LinkStatus.class, status -> !status.up());
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class, accepted(resting));
  }
}

package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** Cancels and changes that go wrong, or that a fill overtakes. */
@Tag("integration")
class KrakenSpotCancelFaultsTest extends KrakenSpotFaults {
  private static final String CANCEL = "cancel_order";

  @Test
  void cancelWhoseReportIsMissingIsUnknown() {
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.fault(FaultKind.MISSING_REPORT, "executions");

    harness.cancel(resting);

    VenueEvent.OutcomeUnknown unknown = harness.sink.await(VenueEvent.OutcomeUnknown.class);
    assertThat(unknown.order()).isEqualTo(resting.id());
    assertThat(unknown.why()).contains("no report");
    harness.query(resting);
    assertThat(harness.sink.await(VenueEvent.OrderFound.class).order().status())
        .isEqualTo(VenueOrder.Status.CANCELLED);
  }

  @Test
  void cancelWithoutAnAnswerIsUnknown() {
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.fault(Fault.of(FaultKind.LOST_REQUEST).on(CANCEL).times(1).with("silent", true));

    harness.cancel(resting);

    assertThat(harness.sink.await(VenueEvent.OutcomeUnknown.class).order()).isEqualTo(resting.id());
    harness.query(resting);
    harness.sink.await(VenueEvent.OrderFound.class);
  }

  @Test
  void fillBeforeTheCancelArrivesWins() {
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.fault(Fault.of(FaultKind.LATENCY).on(CANCEL).times(1).with("ms", 100));

    harness.cancel(resting);
    sell("49000", "1");

    assertThat(harness.sink.await(VenueEvent.Filled.class).order()).isEqualTo(resting.id());
    assertThat(harness.sink.await(VenueEvent.CancelRejected.class).code())
        .isEqualTo("EOrder:Unknown order");
    assertThat(harness.sink.count(VenueEvent.Cancelled.class)).isZero();
  }

  @Test
  void partOfAnOrderFilledBeforeItsCancelIsCounted() {
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class);
    sell("50000", "0.004");
    harness.sink.await(VenueEvent.Filled.class);

    harness.cancel(resting);

    assertThat(harness.sink.await(VenueEvent.Cancelled.class).executedQty())
        .isEqualByComparingTo(harness.kraken.orders("main").getFirst().executed())
        .isPositive();
  }

  @Test
  void changeThatAFillOvertakesIsRefusedAndTheFillCounts() {
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.fault(Fault.of(FaultKind.LATENCY).on("amend_order").times(1).with("ms", 100));

    harness.replace(resting, "0.02", "50001", null);
    sell("49000", "1");

    assertThat(harness.sink.await(VenueEvent.Filled.class).qty()).isEqualByComparingTo("0.01");
    assertThat(harness.sink.await(VenueEvent.ReplaceRejected.class).code())
        .isEqualTo("EOrder:Unknown order");
    assertThat(harness.sink.count(VenueEvent.Replaced.class)).isZero();
  }

  private void sell(String price, String qty) {
    harness.kraken.print(
        "BTCUSD", new BigDecimal(price), new BigDecimal(qty), trader.simulator.matching.Side.SELL);
  }
}

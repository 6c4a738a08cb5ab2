package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.VenueEvent;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** Readings that fail say so, and never answer with what is not known. */
@Tag("integration")
class KrakenSpotReadingFaultsTest extends KrakenSpotFaults {
  @Test
  void edgeThatAnswersInsteadOfTheVenueHasSaidNothing() {
    harness.fault(Fault.of(FaultKind.ERROR).on(BALANCES).times(1).with("status", 520));
    changed();

    harness.reconcile("");

    assertThat(harness.sink.await(VenueEvent.AccountReadFailed.class).why())
        .contains("BalanceEx")
        .contains("520");
  }

  @Test
  void queryWithoutAnAnswerHasFailed() {
    harness.fault(Fault.of(FaultKind.LOST_REQUEST).on(CLOSED).times(1).with("silent", true));

    harness.query(order);

    assertThat(harness.sink.await(VenueEvent.QueryFailed.class).why()).contains("in time");
  }

  @Test
  void numberThatSomeoneElsesCallHasOvertakenIsGivenAnew() {
    harness.fault(Fault.of(FaultKind.ERROR).on(CLOSED).times(1).with("msg", "EAPI:Invalid nonce"));

    harness.query(order);

    harness.sink.await(VenueEvent.OrderNotFound.class);
    assertThat(harness.kraken.witness().requests()).containsEntry(CLOSED, 2L);
  }
}

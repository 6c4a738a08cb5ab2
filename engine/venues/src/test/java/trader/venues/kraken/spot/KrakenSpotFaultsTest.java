package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

/** Whatever goes wrong on the way: nothing is doubled, and no outcome is made up. */
@Tag("integration")
class KrakenSpotFaultsTest {
  private static final String PLACE = "add_order";
  private static final String CANCEL = "cancel_order";
  private static final String CLOSED = "POST /0/private/ClosedOrders";
  private static final String BALANCES = "POST /0/private/BalanceEx";

  private final KrakenHarness harness = new KrakenHarness();
  private final NewOrder order = KrakenHarness.market("tb-f-1", Side.BUY, "0.01");
  private final NewOrder resting = KrakenHarness.limit("tb-f-2", Side.BUY, "0.01", "50000");

  @BeforeEach
  void connect() {
    harness.connected();
  }

  @AfterEach
  void stop() {
    harness.close();
  }

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

  /** Something has happened since the private channels began, so that only REST tells all. */
  private void changed() {
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.sink.await(VenueEvent.BalanceChanged.class);
  }

  private VenueEvent.Rejected rejected(NewOrder of) {
    return harness.sink.await(
        VenueEvent.Rejected.class, rejected -> rejected.order().equals(of.id()));
  }

  private static Predicate<VenueEvent.Accepted> accepted(NewOrder of) {
    return accepted -> accepted.order().equals(of.id());
  }
}

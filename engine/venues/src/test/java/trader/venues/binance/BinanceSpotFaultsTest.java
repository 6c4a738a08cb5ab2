package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.Account;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.venues.TestOrders;

/** Whatever goes wrong on the way: nothing is doubled, and no outcome is made up. */
@Tag("integration")
class BinanceSpotFaultsTest {
  private static final String PLACE = "order.place";
  private static final String CANCEL = "order.cancel";

  private final SpotHarness harness = new SpotHarness();
  private final NewOrder order = TestOrders.market("tb-f-1", Account.LIVE, Side.BUY, "0.01");
  private final NewOrder resting =
      TestOrders.limit("tb-f-2", Account.LIVE, Side.BUY, "0.01", "50000");

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
    assertThat(harness.metrics.failed).containsExactly("order.place timeout");
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
    assertThat(harness.simulator.openOrders()).hasSize(1);
    assertThat(harness.sink.count(VenueEvent.Rejected.class)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1000, -1001, -1006, -1007})
  void errorThatDoesNotSayWhetherItExecutedIsUnknown(int code) {
    harness.fault(Fault.of(FaultKind.ERROR).on(PLACE).times(1).with("code", code));

    harness.submit(order);

    assertThat(harness.sink.await(VenueEvent.OutcomeUnknown.class).why())
        .contains(Integer.toString(code));
    harness.query(order);
    harness.sink.await(VenueEvent.OrderNotFound.class);
    assertThat(harness.sink.await(VenueEvent.CallFailed.class).why())
        .contains(Integer.toString(code));
  }

  @Test
  void errorOfAnOrderThatExecutedLosesNoFill() {
    harness.fault(
        Fault.of(FaultKind.ERROR).on(PLACE).times(1).with("code", -1007).with("executed", true));

    harness.submit(order);

    harness.sink.await(VenueEvent.Filled.class);
    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    harness.query(order);
    assertThat(harness.sink.await(VenueEvent.OrderFound.class).order().status())
        .isEqualTo(VenueOrder.Status.FILLED);
    assertThat(harness.sink.count(VenueEvent.Rejected.class)).isZero();
  }

  @Test
  void overloadedVenueDidNotExecute() {
    harness.fault(Fault.of(FaultKind.ERROR).on(PLACE).times(1).with("code", -1008));

    harness.submit(order);

    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("-1008");
    assertThat(harness.simulator.fills()).isEmpty();
  }

  @Test
  void tooManyRequestsAreFollowedBySilenceAsLongAsTheVenueWants() {
    harness.fault(Fault.of(FaultKind.TOO_MANY_REQUESTS).on(PLACE).times(1).with("retryAfter", 1));

    harness.submit(order);
    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("-1003");
    long before = harness.simulator.receivedOrderCount();
    harness.submit(resting);

    assertThat(rejected(resting).code()).isEqualTo("rate-limited");
    assertThat(rejected(resting).why()).contains("1 s");
    harness.query(order);
    assertThat(harness.sink.await(VenueEvent.QueryFailed.class).why()).contains("silence");
    harness.cancel(resting);
    assertThat(harness.sink.await(VenueEvent.CancelRejected.class).code())
        .isEqualTo("rate-limited");
    harness.reconcile("");
    harness.sink.await(VenueEvent.AccountReadFailed.class);
    assertThat(harness.simulator.receivedOrderCount()).isEqualTo(before);
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> {
          harness.reconcile("");
          assertThat(harness.sink.count(VenueEvent.AccountRead.class)).isPositive();
        });
  }

  @Test
  void bannedReadIsObeyedByOrdersToo() {
    harness.fault(Fault.of(FaultKind.BAN).on("GET /api/v3/order").times(1).with("retryAfter", 1));
    harness.query(order);
    assertThat(harness.sink.await(VenueEvent.QueryFailed.class).why()).contains("banned");

    harness.submit(order);

    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("rate-limited");
    assertThat(harness.simulator.receivedOrderCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {-5_000, 5_000})
  void entryRefusedForTheClockIsRefusedAndTheNextOneGoesThrough(long offsetMillis) {
    harness.fault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", offsetMillis));

    harness.submit(order);

    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("-1021");
    assertThat(harness.metrics.offsetMicros.get())
        .isBetween(offsetMillis * 1_000 - 200_000, offsetMillis * 1_000 + 200_000);
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class, accepted(resting));
  }

  @Test
  void protectiveOrderRefusedForTheClockGoesAgainUnderItsOwnId() {
    harness.fault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", 5_000));
    NewOrder stop = TestOrders.stop("tb-f-3", Account.LIVE, Side.SELL, "0.01", "40000");

    harness.submit(stop);

    harness.sink.await(VenueEvent.Accepted.class, accepted(stop));
    assertThat(harness.received(stop)).isEqualTo(2);
    assertThat(harness.simulator.openOrders()).hasSize(1);
    assertThat(harness.sent).hasValue(1);
    assertThat(harness.sink.count(VenueEvent.Rejected.class)).isZero();
  }

  @Test
  void cancelRefusedForTheClockGoesAgain() {
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.fault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", 5_000));

    harness.cancel(resting);

    harness.sink.await(VenueEvent.Cancelled.class);
    assertThat(harness.simulator.openOrders()).isEmpty();
  }

  @Test
  void closingOrderIsSentOnceWhereTheClockIsRight() {
    NewOrder close = TestOrders.withPurpose(order, Purpose.CLOSE);

    harness.submit(close);

    harness.sink.await(VenueEvent.Filled.class);
    assertThat(harness.received(close)).isEqualTo(1);
  }

  @Test
  void reportThatComesTwiceIsTheSameFillTwice() {
    harness.fault(Fault.of(FaultKind.DUPLICATE_REPORT).on("executionReport"));

    harness.submit(order);

    var fills = harness.sink.await(VenueEvent.Filled.class, 2);
    assertThat(fills.get(0).tradeId()).isEqualTo(fills.get(1).tradeId());
    assertThat(harness.simulator.fills()).hasSize(1);
  }

  @Test
  void reportsOutOfOrderAllArrive() {
    harness.fault(FaultKind.REORDER_REPORT, "executionReport");

    harness.submit(order);

    harness.sink.await(VenueEvent.Filled.class);
    harness.sink.await(VenueEvent.Accepted.class);
  }

  @Test
  void fillWhoseReportIsMissingIsFoundByReconciling() {
    harness.fault(Fault.of(FaultKind.MISSING_REPORT).on("executionReport"));
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);

    harness.reconcile("");

    assertThat(harness.sink.await(VenueEvent.AccountRead.class).account().fills())
        .hasSameSizeAs(harness.simulator.fills())
        .isNotEmpty();
    assertThat(harness.sink.count(VenueEvent.Filled.class)).isZero();
  }

  @Test
  void droppedConnectionComesBackWithItsUserStream() {
    harness.sink.clear();
    harness.fault(FaultKind.DROP_STREAM, "user");
    harness.sink.await(VenueEvent.LinkStatus.class, status -> !status.up());
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);

    harness.submit(order);

    harness.sink.await(VenueEvent.Filled.class);
  }

  @Test
  void lateAnswerOfARefusalEndsTheUnknown() {
    harness.fault(Fault.of(FaultKind.LATE_ANSWER).on(PLACE).times(1).with("ms", 500));
    NewOrder tooMuch = TestOrders.market("tb-f-4", Account.LIVE, Side.SELL, "50");

    harness.submit(tooMuch);

    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    assertThat(rejected(tooMuch).code()).isEqualTo("-2010");
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
  void queryWithoutAnAnswerHasFailed() {
    harness.fault(
        Fault.of(FaultKind.LOST_REQUEST).on("GET /api/v3/order").times(1).with("silent", true));

    harness.query(order);

    assertThat(harness.sink.await(VenueEvent.QueryFailed.class).why()).contains("in time");
  }

  @Test
  void reconcileThatTheVenueDoesNotServeHasFailed() {
    harness.fault(Fault.of(FaultKind.ERROR).on("GET /api/v3/account").times(1).with("code", -1001));

    harness.reconcile("");

    assertThat(harness.sink.await(VenueEvent.AccountReadFailed.class).why())
        .contains("account")
        .contains("-1001");
  }

  @Test
  void readingWhoseQuestionWasAskedAnewIsNotTold() {
    harness.submit(order);
    VenueEvent.Filled fill = harness.sink.await(VenueEvent.Filled.class);
    harness.fault(
        Fault.of(FaultKind.LATE_ANSWER).on("GET /api/v3/account").times(1).with("ms", 200));

    harness.reconcile("999999999");
    harness.reconcile("");

    assertThat(harness.sink.await(VenueEvent.AccountRead.class).account().fills())
        .as("the answer to the second question")
        .extracting(past -> past.tradeId())
        .contains(fill.tradeId());
    harness.query(order);
    harness.sink.await(VenueEvent.OrderFound.class);
    assertThat(harness.sink.count(VenueEvent.AccountRead.class)).isEqualTo(1);
  }

  @Test
  void readingDuringWhichTheStreamWasLostIsNotTold() {
    harness.fault(
        Fault.of(FaultKind.LATE_ANSWER).on("GET /api/v3/account").times(1).with("ms", 300));
    harness.sink.clear();

    harness.reconcile("");
    harness.fault(FaultKind.DROP_STREAM, "user");
    harness.sink.await(VenueEvent.LinkStatus.class, status -> !status.up());

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> harness.metrics.answered.contains("account"));
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    assertThat(harness.sink.count(VenueEvent.AccountRead.class)).isZero();
    harness.reconcile("");
    harness.sink.await(VenueEvent.AccountRead.class);
  }

  @Test
  void cancelTellsWhatHadBeenExecuted() {
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class);

    harness.cancel(resting);

    assertThat(harness.sink.await(VenueEvent.Cancelled.class).executedQty())
        .isEqualByComparingTo("0");
  }

  private VenueEvent.Rejected rejected(NewOrder of) {
    return harness.sink.await(
        VenueEvent.Rejected.class, rejected -> rejected.order().equals(of.id()));
  }

  private static Predicate<VenueEvent.Accepted> accepted(NewOrder of) {
    return accepted -> accepted.order().equals(of.id());
  }
}

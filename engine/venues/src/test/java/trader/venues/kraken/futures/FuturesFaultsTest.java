package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

@Tag("integration")
class FuturesFaultsTest {
  private static final String SEND = "POST /derivatives/api/v3/sendorder";
  private static final String CANCEL = "POST /derivatives/api/v3/cancelorder";

  private final FuturesHarness harness = new FuturesHarness().connected();

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void lostAnswerIsAnUnknownOutcomeUntilTheOrderIsFound() {
    harness.fault(FaultKind.LOST_ANSWER, SEND);
    NewOrder order = FuturesHarness.limit("t-lost", Side.BUY, "0.02", harness.below(3));
    harness.submit(order);
    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    harness.query(order);
    assertThat(harness.sink.await(VenueEvent.OrderFound.class).order().status())
        .isEqualTo(VenueOrder.Status.WORKING);
    assertThat(harness.sent.get()).isEqualTo(1);
  }

  @Test
  void lostRequestIsAnUnknownOutcomeAndNoOrderIsFound() {
    harness.fault(FaultKind.LOST_REQUEST, SEND);
    NewOrder order = FuturesHarness.limit("t-lost", Side.BUY, "0.02", harness.below(3));
    harness.submit(order);
    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    harness.query(order);
    harness.sink.await(VenueEvent.OrderNotFound.class);
    assertThat(harness.sink.all(VenueEvent.Rejected.class)).isEmpty();
  }

  @Test
  void orderThatArrivesAfterItsWindowIsNotExecuted() {
    harness.server.addFault(Fault.of(FaultKind.LATENCY).on(SEND).times(1).with("ms", 1_200));
    NewOrder order = FuturesHarness.limit("t-late", Side.BUY, "0.02", harness.below(3));
    harness.submit(order);
    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    await().until(() -> harness.received(order) == 1);
    await()
        .pollDelay(Duration.ofMillis(1_300))
        .until(() -> harness.server.orders("main").isEmpty());
  }

  @Test
  void serversErrorSaysNothingOfTheOrderWhateverItsWords() {
    harness.server.addFault(
        Fault.of(FaultKind.ERROR)
            .on(SEND)
            .times(1)
            .with("msg", "unavailable")
            .with("status", 503)
            .with("executed", true));
    NewOrder order = FuturesHarness.limit("t-err", Side.BUY, "0.02", harness.below(3));
    harness.submit(order);
    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    harness.query(order);
    harness.sink.await(VenueEvent.OrderFound.class);
    assertThat(harness.sink.all(VenueEvent.Rejected.class)).isEmpty();
  }

  @Test
  void entryThatComesTooLateIsRefusedAndTheNextOneGoesThrough() {
    harness.server.addFault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", 5_000));
    harness.submit(FuturesHarness.limit("t-late", Side.BUY, "0.02", harness.below(3)));
    VenueEvent.Rejected refused = harness.sink.await(VenueEvent.Rejected.class);
    assertThat(refused.code()).isEqualTo("invalidArgument: processBefore");
    assertThat(refused.why()).contains("ms ahead");
    assertThat(harness.metrics.offsetMicros.get()).isBetween(4_800_000L, 5_200_000L);
    harness.submit(FuturesHarness.limit("t-next", Side.BUY, "0.02", harness.below(3)));
    harness.sink.await(VenueEvent.Accepted.class);
  }

  @Test
  void protectiveOrderThatCameTooLateGoesAgainUnderItsOwnId() {
    harness.submit(FuturesHarness.market("t-in", Side.BUY, "0.02"));
    harness.sink.await(VenueEvent.PositionChanged.class, p -> p.qty().signum() > 0);
    harness.server.addFault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", 5_000));
    NewOrder stop = FuturesHarness.stop("t-stop", Side.SELL, "0.02", harness.below(5));
    harness.submit(stop);
    harness.sink.await(VenueEvent.Accepted.class, a -> a.order().equals(stop.id()));
    assertThat(harness.received(stop)).isEqualTo(2);
    assertThat(harness.server.openOrders("main")).hasSize(1);
    assertThat(harness.sent).hasValue(2);
    assertThat(harness.sink.all(VenueEvent.Rejected.class)).isEmpty();
  }

  @Test
  void answerThatComesTooLateChangesNothingThatTheFeedsHaveTold() {
    harness.server.addFault(Fault.of(FaultKind.LATE_ANSWER).on(SEND).times(1).with("ms", 500));
    NewOrder order = FuturesHarness.market("t-in", Side.BUY, "0.02");
    harness.submit(order);
    harness.sink.await(VenueEvent.Filled.class);
    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    harness.query(order);
    assertThat(harness.sink.await(VenueEvent.OrderFound.class).order().status())
        .isEqualTo(VenueOrder.Status.FILLED);
    assertThat(harness.sink.all(VenueEvent.Rejected.class)).isEmpty();
    assertThat(harness.received(order)).isEqualTo(1);
  }

  @Test
  void reportsOutOfOrderLoseNoFillAndNoPosition() {
    harness.server.addFault(Fault.of(FaultKind.REORDER_REPORT).on("*").likely(0.5));
    for (int i = 0; i < 5; i++) {
      harness.submit(FuturesHarness.market("t-" + i, Side.BUY, "0.02"));
    }
    await().until(() -> harness.server.fills("main").size() >= 5);
    harness.server.clearFaults();
    harness.submit(FuturesHarness.market("t-last", Side.BUY, "0.02"));
    await()
        .untilAsserted(() ->
            assertThat(
                    harness.sink.all(VenueEvent.Filled.class).stream()
                        .map(VenueEvent.Filled::tradeId)
                        .distinct())
                .hasSameSizeAs(harness.server.fills("main")));
  }

  @Test
  void changeThatAFillOvertakesIsRefusedAndTheFillCounts() {
    NewOrder order = FuturesHarness.limit("t-rest", Side.BUY, "0.02", harness.below(3));
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.server.addFault(
        Fault.of(FaultKind.LATENCY).on("POST *editorder").times(1).with("ms", 100));
    harness.replace(order, "0.03", harness.below(2), null);
    harness.server.print(
        "BTCUSDT", harness.below(4), BigDecimal.ONE, trader.simulator.matching.Side.SELL);
    assertThat(harness.sink.await(VenueEvent.ReplaceRejected.class).code())
        .isEqualTo("orderForEditNotFound");
    assertThat(harness.sink.await(VenueEvent.Filled.class).qty()).isEqualByComparingTo("0.02");
    assertThat(harness.sink.all(VenueEvent.Replaced.class)).isEmpty();
  }

  @Test
  void maintenanceIsToldAndWaitedForAndTheOrderIsStillThere() {
    harness.submit(FuturesHarness.limit("t-rest", Side.BUY, "0.02", harness.below(3)));
    harness.sink.await(VenueEvent.Accepted.class);
    harness.sink.clear();
    harness.server.addFault(
        Fault.of(FaultKind.MAINTENANCE).lasting(Duration.ofMillis(700)).with("ms", 100));
    harness.reconcile("");
    assertThat(harness.sink.await(VenueEvent.AccountReadFailed.class).why())
        .contains("maintenance");
    harness.sink.await(VenueEvent.LinkStatus.class, l -> !l.up());
    harness.submit(FuturesHarness.market("t-down", Side.BUY, "0.02"));
    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("not-sent");
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    assertThat(harness.server.openOrders("main")).hasSize(1);
    harness.reconcile("");
    assertThat(harness.sink.await(VenueEvent.AccountRead.class).account().openOrders()).hasSize(1);
  }

  @Test
  void usedUpPoolOfThePastHoldsBackNoOrder() {
    harness.server.addFault(
        Fault.of(FaultKind.ERROR)
            .on("GET /api/history/v3/orders")
            .times(1)
            .with("msg", "apiLimitExceeded"));
    harness.query(FuturesHarness.limit("t-never", Side.BUY, "0.02", harness.below(3)));
    assertThat(harness.sink.await(VenueEvent.QueryFailed.class).why()).contains("apiLimitExceeded");
    harness.submit(FuturesHarness.limit("t-next", Side.BUY, "0.02", harness.below(3)));
    harness.sink.await(VenueEvent.Accepted.class);
  }

  @Test
  void accountThatTheVenueClosesToUsIsToldWithTheReason() {
    harness.fault(FaultKind.BAN, SEND);
    harness.submit(FuturesHarness.market("t-in", Side.BUY, "0.02"));
    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("accountInactive");
    assertThat(harness.sink.await(VenueEvent.LinkStatus.class, l -> !l.up()).why())
        .contains("accountInactive")
        .contains("KRAKEN_FUTURES_API_KEY");
  }

  @Test
  void lostAnswerToACancelIsUnknownAndTheFeedTellsTheEnd() {
    NewOrder order = FuturesHarness.limit("t-rest", Side.BUY, "0.02", harness.below(3));
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.fault(FaultKind.LOST_ANSWER, CANCEL);
    harness.cancel(order);
    assertThat(harness.sink.await(VenueEvent.Cancelled.class).executedQty()).isZero();
    harness.sink.await(VenueEvent.OutcomeUnknown.class);
  }

  @Test
  void fillBeforeTheCancelArrivesWins() {
    NewOrder order = FuturesHarness.limit("t-race", Side.BUY, "0.02", harness.below(3));
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.server.print(
        "BTCUSDT", harness.below(4), BigDecimal.ONE, trader.simulator.matching.Side.SELL);
    harness.sink.await(VenueEvent.Filled.class);
    harness.cancel(order);
    assertThat(harness.sink.await(VenueEvent.CancelRejected.class).code()).isEqualTo("filled");
    assertThat(harness.sink.all(VenueEvent.Cancelled.class)).isEmpty();
  }

  @Test
  void partOfAnOrderFilledBeforeItsCancelIsCounted() {
    BigDecimal price = harness.below(3);
    NewOrder order = FuturesHarness.limit("t-part", Side.BUY, "0.02", price);
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.server.print(
        "BTCUSDT", price, new BigDecimal("0.005"), trader.simulator.matching.Side.SELL);
    harness.sink.await(VenueEvent.Filled.class);
    harness.cancel(order);
    BigDecimal executed = harness.server.orders("main").getFirst().executed();
    assertThat(harness.sink.await(VenueEvent.Cancelled.class).executedQty())
        .isEqualByComparingTo(executed)
        .isPositive();
  }

  @Test
  void lostFillReportIsFoundByReadingTheAccount() {
    harness.fault(FaultKind.MISSING_REPORT, "fills");
    harness.submit(FuturesHarness.market("t-in", Side.BUY, "0.02"));
    harness.sink.await(VenueEvent.Accepted.class);
    await().until(() -> !harness.server.fills("main").isEmpty());
    harness.reconcile("");
    assertThat(harness.sink.await(VenueEvent.AccountRead.class).account().fills()).isNotEmpty();
  }

  @Test
  void doubledReportHasTheSameTradeId() {
    harness.fault(FaultKind.DUPLICATE_REPORT, "fills");
    harness.submit(FuturesHarness.market("t-in", Side.BUY, "0.02"));
    var filled = harness.sink.await(VenueEvent.Filled.class, 2);
    assertThat(filled.get(0).tradeId()).isEqualTo(filled.get(1).tradeId());
  }

  @Test
  void cutFeedsComeBackAndOrdersAreRefusedMeanwhile() {
    harness.server.addFault(
        Fault.of(FaultKind.REFUSE_CONNECT).on("/ws/v1").lasting(Duration.ofMillis(400)));
    harness.server.addFault(Fault.of(FaultKind.DROP_STREAM).on("user").times(1));
    harness.sink.await(VenueEvent.LinkStatus.class, l -> !l.up());
    harness.submit(FuturesHarness.market("t-down", Side.BUY, "0.02"));
    VenueEvent.Rejected refused = harness.sink.await(VenueEvent.Rejected.class);
    assertThat(refused.code()).isEqualTo("not-sent");
    await().until(() -> harness.sink.all(VenueEvent.LinkStatus.class).getLast().up());
    assertThat(harness.server.orders("main")).isEmpty();
    harness.submit(FuturesHarness.market("t-up", Side.BUY, "0.02"));
    harness.sink.await(VenueEvent.Filled.class);
  }

  @Test
  void accountThatCannotBeReadIsToldWithTheReason() {
    harness.server.addFault(
        Fault.of(FaultKind.ERROR).on("GET *openpositions").times(1).with("msg", "unavailable"));
    harness.reconcile("");
    assertThat(harness.sink.await(VenueEvent.AccountReadFailed.class).why())
        .contains("openpositions")
        .contains("unavailable");
  }
}

package trader.venues.binance.futures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Position;

@Tag("integration")
class BinanceFuturesVenueTest {
  private static final String PLACE = "order.place";

  private final FuturesHarness harness = new FuturesHarness();

  @AfterEach
  void stop() {
    harness.close();
  }

  private AccountSnapshot read(String lastTradeId) {
    harness.sink.clear();
    harness.reconcile(lastTradeId);
    return harness.sink.await(VenueEvent.AccountRead.class).account();
  }

  private NewOrder entered(String id) {
    NewOrder entry = FuturesHarness.market(id, Side.BUY, "0.010");
    harness.submit(entry);
    harness.sink.await(VenueEvent.PositionChanged.class, e -> e.qty().signum() > 0);
    return entry;
  }

  @Test
  void marketOrderIsAcceptedFilledAndAPosition() {
    harness.connected();
    NewOrder entry = entered("tf-1");

    VenueEvent.Filled filled = harness.sink.await(VenueEvent.Filled.class);
    assertThat(filled.order()).isEqualTo(entry.id());
    assertThat(filled.feeAsset()).isEqualTo("USDT");
    assertThat(filled.maker()).isFalse();
    assertThat(harness.sink.all(VenueEvent.Filled.class))
        .as("an execution that is told twice counts once")
        .hasSameSizeAs(harness.server().fills(harness.simulator.account()));
    VenueEvent.PositionChanged position = harness.sink.await(VenueEvent.PositionChanged.class);
    assertThat(position.instrument()).isEqualTo(FuturesHarness.BTC);
    Awaitility.await().until(() -> harness.sent.get() == 1);
  }

  @Test
  void restingOrderIsCancelledUnderItsOwnId() {
    harness.connected();
    NewOrder order = FuturesHarness.limit("tf-2", Side.BUY, "0.010", "40000", false);
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);

    harness.cancel(order, null);

    assertThat(harness.sink.await(VenueEvent.Cancelled.class).order()).isEqualTo(order.id());
    assertThat(harness.server().openOrders(harness.simulator.account())).isEmpty();
  }

  @Test
  void postOnlyOrderThatWouldTakeIsRejected() {
    harness.connected();
    harness.submit(FuturesHarness.limit("tf-3", Side.SELL, "0.010", "58500", true));
    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("-5022");
  }

  @Test
  void reduceOnlyOrderWithoutAPositionIsRejected() {
    harness.connected();
    harness.submit(FuturesHarness.close("tf-5", Side.SELL, "0.010"));
    VenueEvent.Rejected rejected = harness.sink.await(VenueEvent.Rejected.class);
    assertThat(rejected.code()).isEqualTo("-2022");
    assertThat(rejected.why()).startsWith("ReduceOnly Order is rejected.");
  }

  @Test
  void triggeredStopIsOneOrderFromPlacementToFill() {
    harness.connected();
    entered("tf-6");
    NewOrder stop = FuturesHarness.stop("tf-7", Side.SELL, "0.010", "50000");
    harness.submit(stop);
    VenueEvent.Accepted accepted =
        harness.sink.await(VenueEvent.Accepted.class, e -> e.order().equals(stop.id()));
    assertThat(accepted.venueOrderId()).startsWith("algo-");

    harness.print("49990", Side.SELL);

    harness.sink.await(VenueEvent.Triggered.class, e -> e.order().equals(stop.id()));
    VenueEvent.Filled filled =
        harness.sink.await(VenueEvent.Filled.class, e -> e.order().equals(stop.id()));
    assertThat(filled.venueOrderId()).isEqualTo(accepted.venueOrderId());
    harness.sink.await(VenueEvent.PositionChanged.class, e -> e.qty().signum() == 0);
    harness.query(stop);
    VenueOrder found =
        harness
            .sink
            .await(VenueEvent.OrderFound.class, e -> e.order().id().equals(stop.id()))
            .order();
    assertThat(found.status()).isEqualTo(VenueOrder.Status.FILLED);
    assertThat(found.venueOrderId()).isEqualTo(accepted.venueOrderId());
    assertThat(read("").fills())
        .anyMatch(fill -> fill.venueOrderId().equals(accepted.venueOrderId()));
  }

  @Test
  void fillsThatComeBeforeTheTriggerIsToldAreHeldBack() {
    harness.connected();
    entered("tf-8");
    NewOrder stop = FuturesHarness.stop("tf-9", Side.SELL, "0.010", "50000");
    harness.submit(stop);
    harness.sink.await(VenueEvent.Accepted.class, e -> e.order().equals(stop.id()));
    harness.server().addFault(Fault.of(FaultKind.LATE_REPORT).on("ALGO_UPDATE").with("ms", "200"));

    harness.print("49990", Side.SELL);

    VenueEvent.Filled filled =
        harness.sink.await(VenueEvent.Filled.class, e -> e.order().equals(stop.id()));
    assertThat(filled.qty()).isPositive();
    assertThat(harness.sink.all(VenueEvent.Filled.class))
        .noneMatch(e -> e.order().value().startsWith("algo"));
  }

  @Test
  void waitingStopIsCancelledAndATakeProfitWhoseTriggerIsReachedIsRejected() {
    harness.connected();
    entered("tf-10");
    NewOrder stop = FuturesHarness.stop("tf-11", Side.SELL, "0.010", "40000");
    harness.submit(stop);
    VenueEvent.Accepted accepted =
        harness.sink.await(VenueEvent.Accepted.class, e -> e.order().equals(stop.id()));
    harness.cancel(stop, accepted.venueOrderId());
    assertThat(harness.sink.await(VenueEvent.Cancelled.class).order()).isEqualTo(stop.id());

    harness.submit(FuturesHarness.takeProfit("tf-12", Side.SELL, "0.010", "30000"));
    VenueEvent.Rejected rejected = harness.sink.await(VenueEvent.Rejected.class);
    assertThat(rejected.wouldTrigger()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost-request", "lost-answer", "late-answer"})
  void orderWithoutAnswerIsUnknownAndFoundByItsClientId(String fault) {
    harness.connected();
    harness.server().addFault(fault(fault).on(PLACE).times(1));
    NewOrder order = FuturesHarness.limit("tf-13", Side.BUY, "0.010", "40000", false);

    harness.submit(order);

    if (fault.equals("lost-request")) {
      harness.sink.await(VenueEvent.OutcomeUnknown.class);
      harness.query(order);
      harness.sink.await(VenueEvent.OrderNotFound.class);
    } else {
      harness.sink.await(VenueEvent.Accepted.class);
      harness.query(order);
      assertThat(harness.sink.await(VenueEvent.OrderFound.class).order().status())
          .isEqualTo(VenueOrder.Status.WORKING);
    }
    assertThat(harness.sink.all(VenueEvent.Rejected.class)).isEmpty();
    Awaitility.await().until(() -> harness.sent.get() == 1);
  }

  private static Fault fault(String name) {
    return switch (name) {
      case "lost-request" -> Fault.of(FaultKind.LOST_REQUEST);
      case "lost-answer" -> Fault.of(FaultKind.LOST_ANSWER);
      default -> Fault.of(FaultKind.LATE_ANSWER).with("ms", "600");
    };
  }

  @Test
  void internalErrorLeavesTheOrderUnknownAndOverloadRejectsIt() {
    harness.connected();
    harness.server().addFault(Fault.of(FaultKind.ERROR).on(PLACE).times(1).with("code", "-1007"));
    harness.submit(FuturesHarness.limit("tf-14", Side.BUY, "0.010", "40000", false));
    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    harness.server().addFault(Fault.of(FaultKind.ERROR).on(PLACE).times(1).with("code", "-1008"));
    harness.submit(FuturesHarness.limit("tf-15", Side.BUY, "0.010", "40000", false));
    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("-1008");
  }

  @Test
  void expiredListenKeyIsReplacedAndTheStreamComesBack() {
    harness.connected();
    harness.sink.clear();

    harness.server().expireListenKeys();

    harness.sink.await(VenueEvent.LinkStatus.class, e -> !e.up());
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    harness.submit(FuturesHarness.limit("tf-16", Side.BUY, "0.010", "40000", false));
    harness.sink.await(VenueEvent.Accepted.class);
  }

  @Test
  void orderWhileTheStreamIsDownIsNotSent() {
    harness.connected();
    harness.server().addFault(Fault.of(FaultKind.REFUSE_CONNECT).on("/private/ws").times(1_000));
    harness.fault(FaultKind.DROP_STREAM, "user");
    harness.sink.await(VenueEvent.LinkStatus.class, e -> !e.up());

    harness.submit(FuturesHarness.limit("tf-17", Side.BUY, "0.010", "40000", false));

    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("not-sent");
    assertThat(harness.server().orders(harness.simulator.account())).isEmpty();
    harness.submit(FuturesHarness.stop("tf-28", Side.SELL, "0.010", "40000"));
    assertThat(harness.sink.await(VenueEvent.Accepted.class).order().value())
        .as("protection goes out all the same")
        .isEqualTo("tf-28");
  }

  @Test
  void readingTellsPositionsBothKindsOfOrdersFillsFundingAndTheWallet() {
    harness.connected();
    entered("tf-18");
    NewOrder stop = FuturesHarness.stop("tf-19", Side.SELL, "0.010", "40000");
    harness.submit(stop);
    NewOrder resting = FuturesHarness.limit("tf-20", Side.BUY, "0.010", "40000", false);
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class, 3);
    harness.server().fund("BTCUSDT", new BigDecimal("0.0001"));

    AccountSnapshot account = read("");

    assertThat(account.positions())
        .singleElement()
        .satisfies(position -> assertThat(position.qty()).isEqualByComparingTo("0.010"));
    assertThat(account.openOrders())
        .extracting(VenueOrder::id)
        .containsExactlyInAnyOrder(stop.id(), resting.id());
    assertThat(account.openOrders())
        .filteredOn(order -> order.id().equals(stop.id()))
        .singleElement()
        .satisfies(order -> assertThat(order.stopPrice()).isEqualByComparingTo("40000"));
    assertThat(account.fills()).isNotEmpty();
    assertThat(account.funding())
        .singleElement()
        .satisfies(paid -> assertThat(paid.amount().signum()).isNegative());
    assertThat(account.balances())
        .singleElement()
        .satisfies(balance -> assertThat(balance.asset()).isEqualTo("USDT"));
    String last = account.fills().getLast().tradeId();
    assertThat(read(last).fills()).isEmpty();
  }

  @Test
  void fundingIsToldWithItsContract() {
    harness.connected();
    entered("tf-21");
    harness.server().fund("BTCUSDT", new BigDecimal("0.0001"));
    VenueEvent.FundingPaid paid = harness.sink.await(VenueEvent.FundingPaid.class);
    assertThat(paid.instrument()).isEqualTo(FuturesHarness.BTC);
    assertThat(paid.amount().signum()).isNegative();
    assertThat(paid.asset()).isEqualTo("USDT");
  }

  @Test
  void liquidationIsToldAndIsNoOrderOfOurs() {
    harness.connected();
    harness.submit(FuturesHarness.market("tf-22", Side.BUY, "10"));
    harness.sink.await(VenueEvent.PositionChanged.class, e -> e.qty().signum() > 0);
    harness.server().mark("BTCUSDT", new BigDecimal("1000"));
    VenueEvent.Liquidated liquidated = harness.sink.await(VenueEvent.Liquidated.class);
    assertThat(liquidated.side()).isEqualTo(Side.SELL);
    assertThat(liquidated.why()).startsWith("autoclose-");
    assertThat(harness.sink.all(VenueEvent.Filled.class))
        .allMatch(e -> e.order().value().equals("tf-22"));
  }

  @Test
  void deadMansSwitchIsOnForPlainOrdersAndOffWhereAStopWaits() {
    harness.server().countdownStripsConditional(true);
    harness.connected();
    entered("tf-23");
    NewOrder resting = FuturesHarness.limit("tf-24", Side.BUY, "0.010", "40000", false);
    harness.submit(resting);
    Awaitility.await().until(this::countdownRuns);

    harness.submit(FuturesHarness.stop("tf-25", Side.SELL, "0.010", "40000"));

    Awaitility.await().until(() -> !countdownRuns());
    harness.cancel(resting, null);
    harness.sink.await(VenueEvent.Cancelled.class);
    assertThat(countdownRuns()).isFalse();
    assertThat(harness.server().positions(harness.simulator.account()))
        .extracting(Position::quantity)
        .containsExactly(1_000_000L);
  }

  @Test
  void deadMansSwitchIsOffWhereAnothersOrderRests() {
    harness.connected();
    harness.submit(FuturesHarness.limit("web-1", Side.BUY, "0.010", "40000", false));
    Awaitility.await().until(this::countdownRuns);

    harness.reconcile("");
    Awaitility.await().until(() -> !countdownRuns());

    harness.submit(FuturesHarness.limit("tb-1-1", Side.BUY, "0.010", "40000", false));
    harness.sink.await(VenueEvent.Accepted.class, e -> e.order().value().equals("tb-1-1"));
    assertThat(countdownRuns()).isFalse();
  }

  private boolean countdownRuns() {
    return harness.server().countdownRuns(harness.simulator.account(), "BTCUSDT");
  }

  @Test
  void wrongClockIsCorrectedAndAStopGoesAgain() {
    harness.connected();
    entered("tf-26");
    harness.server().addFault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", "-3000"));
    NewOrder stop = FuturesHarness.stop("tf-27", Side.SELL, "0.010", "40000");
    harness.submit(stop);
    harness.sink.await(VenueEvent.Accepted.class, e -> e.order().equals(stop.id()));
  }
}

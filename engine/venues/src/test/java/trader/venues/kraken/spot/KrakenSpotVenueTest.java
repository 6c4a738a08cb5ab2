package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.simulator.faults.FaultKind;
import trader.simulator.witness.FillView;
import trader.venues.net.ApiCredentials;

@Tag("integration")
class KrakenSpotVenueTest {
  private static final RecursiveComparisonConfiguration BY_VALUE =
      RecursiveComparisonConfiguration.builder()
          .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
          .build();
  private final KrakenHarness harness = new KrakenHarness();

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void marketOrderIsAcceptedAndFilledWithItsFeeInDollars() {
    harness.connected();
    NewOrder order = KrakenHarness.market("tb-1-1", Side.BUY, "0.01");

    harness.submit(order);

    VenueEvent.Accepted accepted =
        harness.sink.await(VenueEvent.Accepted.class, a -> a.order().equals(order.id()));
    VenueEvent.Filled filled = harness.sink.await(VenueEvent.Filled.class);
    FillView venues = harness.fills().getFirst();
    assertThat(accepted.venueOrderId()).matches("O[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}");
    assertThat(filled.order()).isEqualTo(order.id());
    assertThat(filled.venueOrderId()).isEqualTo(accepted.venueOrderId());
    assertThat(filled.tradeId()).startsWith("T");
    assertThat(filled.price()).isEqualByComparingTo(venues.price());
    assertThat(filled.fee()).isEqualByComparingTo(venues.commission());
    assertThat(filled.feeAsset()).isEqualTo("USD");
    assertThat(filled.maker()).isFalse();
    assertThat(filled.venueMicros()).isEqualTo(venues.timeMicros());
    assertThat(harness.sent).hasValue(1);
    assertThat(harness.metrics.written).containsExactly(order.id());
    harness.sink.await(
        VenueEvent.BalanceChanged.class,
        balance ->
            balance.asset().equals("BTC") && balance.free().compareTo(new BigDecimal("1.01")) == 0);
  }

  @Test
  void restingOrderIsCancelledUnderItsOwnId() {
    harness.connected();
    NewOrder order = KrakenHarness.limit("tb-1-2", Side.BUY, "0.01", "50000");
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);

    harness.cancel(order);

    VenueEvent.Cancelled cancelled = harness.sink.await(VenueEvent.Cancelled.class);
    assertThat(cancelled.order()).isEqualTo(order.id());
    assertThat(cancelled.executedQty()).isEqualByComparingTo("0");
    assertThat(cancelled.why()).contains("User requested");
    assertThat(harness.openOrders()).isEmpty();
  }

  @Test
  void stopAndTakeProfitWaitAtTheVenue() {
    harness.connected();

    harness.submit(KrakenHarness.stop("tb-1-3", Side.SELL, "0.01", "40000"));
    harness.submit(
        KrakenHarness.order(
            "tb-1-4",
            Side.SELL,
            OrderType.TAKE_PROFIT,
            Purpose.STOP,
            "0.01",
            null,
            "90000",
            false));

    harness.sink.await(VenueEvent.Accepted.class, a -> a.order().value().equals("tb-1-3"));
    harness.sink.await(VenueEvent.Accepted.class, a -> a.order().value().equals("tb-1-4"));
    assertThat(harness.openOrders())
        .extracting(open -> open.type().name() + " " + open.stopPrice().intValue())
        .containsExactly("STOP_LOSS 40000", "TAKE_PROFIT 90000");
  }

  @Test
  void stopWhoseTriggerIsReachedSaysSoAndIsFilled() {
    harness.connected();
    NewOrder order = KrakenHarness.stop("tb-1-5", Side.SELL, "0.01", "40000");
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);

    harness.kraken.print(
        "BTCUSD",
        new BigDecimal("39990"),
        new BigDecimal("0.01"),
        trader.simulator.matching.Side.SELL);

    assertThat(harness.sink.await(VenueEvent.Triggered.class).order()).isEqualTo(order.id());
    assertThat(harness.sink.await(VenueEvent.Filled.class).order()).isEqualTo(order.id());
  }

  @Test
  void stopIsAmendedInPlaceAndKeepsItsId() {
    harness.connected();
    NewOrder order = KrakenHarness.stop("tb-1-6", Side.SELL, "0.01", "40000");
    harness.submit(order);
    VenueEvent.Accepted accepted = harness.sink.await(VenueEvent.Accepted.class);

    harness.replace(order, "0.02", null, "41000");

    VenueEvent.Replaced replaced = harness.sink.await(VenueEvent.Replaced.class);
    assertThat(replaced.order()).isEqualTo(order.id());
    assertThat(replaced.venueOrderId()).isEqualTo(accepted.venueOrderId());
    assertThat(replaced.qty()).isEqualByComparingTo("0.02");
    assertThat(replaced.stopPrice()).isEqualByComparingTo("41000");
    assertThat(harness.openOrders())
        .singleElement()
        .satisfies(open -> assertThat(open.quantity()).isEqualByComparingTo("0.02"));
  }

  @Test
  void amendmentOfWhatIsNotOpenIsRefused() {
    harness.connected();

    harness.replace(
        KrakenHarness.limit("tb-1-7", Side.BUY, "0.01", "50000"), "0.02", "50000", null);

    assertThat(harness.sink.await(VenueEvent.ReplaceRejected.class).code())
        .isEqualTo("EOrder:Unknown order");
  }

  @Test
  void postOnlyOrderThatWouldTakeEndsUnfilled() {
    harness.connected();
    NewOrder order = KrakenHarness.postOnly("tb-1-8", Side.BUY, "0.01", "90000");

    harness.submit(order);

    VenueEvent.Cancelled cancelled = harness.sink.await(VenueEvent.Cancelled.class);
    assertThat(cancelled.why()).contains("Post only order");
    assertThat(cancelled.executedQty()).isEqualByComparingTo("0");
    assertThat(harness.fills()).isEmpty();
  }

  @Test
  void refusalsAreToldWithTheVenuesOwnWords() {
    harness.connected();
    NewOrder tooMuch = KrakenHarness.market("tb-1-9", Side.SELL, "50");
    NewOrder tooLittle = KrakenHarness.market("tb-1-a", Side.BUY, "0.00001");

    harness.submit(tooMuch);
    harness.submit(tooLittle);

    assertThat(rejection(tooMuch).why()).startsWith("EOrder:Insufficient funds: ");
    assertThat(rejection(tooLittle).code()).isEqualTo("EOrder:Order minimum not met");
    assertThat(harness.sink.count(VenueEvent.CallFailed.class)).isZero();
  }

  @Test
  void cancelOfWhatIsNotOpenIsRefused() {
    harness.connected();

    harness.cancel(KrakenHarness.market("tb-1-b", Side.BUY, "1"));

    assertThat(harness.sink.await(VenueEvent.CancelRejected.class).code())
        .isEqualTo("EOrder:Unknown order");
  }

  @Test
  void duplicateOfAnOpenOrderIsAnUnknownOutcomeAndNotARefusal() {
    harness.connected();
    NewOrder order = KrakenHarness.limit("tb-1-c", Side.BUY, "0.01", "50000");
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);

    harness.submit(order);

    assertThat(harness.sink.await(VenueEvent.OutcomeUnknown.class).why()).contains("already");
    harness.query(order);
    assertThat(harness.sink.await(VenueEvent.OrderFound.class).order().status())
        .isEqualTo(VenueOrder.Status.WORKING);
    assertThat(harness.openOrders()).hasSize(1);
  }

  @Test
  void idThatTheVenueCannotTakeIsNotSent() {
    harness.connected();
    NewOrder order = KrakenHarness.market("tb-a-session-too-long-1", Side.BUY, "0.01");

    harness.submit(order);

    assertThat(rejection(order).code()).isEqualTo("not-sent");
    assertThat(rejection(order).why()).contains("18 characters").contains(order.id().value());
    assertThat(harness.sent).hasValue(1);
    assertThat(harness.kraken.witness().orderCount()).isZero();
  }

  @Test
  void queryTellsWhatBecameOfAnOrder() {
    harness.connected();
    NewOrder order = KrakenHarness.market("tb-1-d", Side.BUY, "0.01");
    harness.submit(order);
    harness.sink.await(VenueEvent.Filled.class);

    harness.query(order);
    harness.query(KrakenHarness.market("tb-1-e", Side.BUY, "0.01"));

    VenueOrder found = harness.sink.await(VenueEvent.OrderFound.class).order();
    assertThat(found.id()).isEqualTo(order.id());
    assertThat(found.status()).isEqualTo(VenueOrder.Status.FILLED);
    assertThat(found.executedQty()).isEqualByComparingTo("0.01");
    assertThat(harness.sink.await(VenueEvent.OrderNotFound.class).order()).hasToString("tb-1-e");
  }

  @Test
  void reconcileReadsOrdersFillsAndBalances() {
    harness.connected();
    harness.submit(KrakenHarness.market("tb-1-f", Side.BUY, "0.01"));
    VenueEvent.Filled filled = harness.sink.await(VenueEvent.Filled.class);
    harness.submit(KrakenHarness.limit("tb-1-g", Side.BUY, "0.01", "50000"));
    harness.submit(KrakenHarness.stop("tb-1-h", Side.SELL, "0.01", "40000"));
    harness.sink.await(VenueEvent.Accepted.class, a -> a.order().value().equals("tb-1-h"));

    harness.reconcile("");

    AccountSnapshot account = harness.sink.await(VenueEvent.AccountRead.class).account();
    assertThat(account.account()).isEqualTo(Account.LIVE);
    assertThat(account.fills()).hasSameSizeAs(harness.fills());
    assertThat(account.fills().getFirst().tradeId()).isEqualTo(filled.tradeId());
    assertThat(account.fills().getFirst().fee()).isEqualByComparingTo(filled.fee());
    assertThat(account.fills().getFirst().venueMicros()).isEqualTo(filled.venueMicros());
    assertThat(account.openOrders())
        .extracting(
            open -> open.id() + " " + open.price().intValue() + " " + open.stopPrice().intValue())
        .containsExactly("tb-1-g 50000 0", "tb-1-h 0 40000");
    assertThat(account.balances())
        .anySatisfy(balance -> {
          assertThat(balance.asset()).isEqualTo("USD");
          assertThat(balance.locked()).isEqualByComparingTo("500.5");
        })
        .anySatisfy(balance -> {
          assertThat(balance.asset()).isEqualTo("BTC");
          assertThat(balance.total()).isEqualByComparingTo("1.01");
          assertThat(balance.locked()).isEqualByComparingTo("0.01");
        });
  }

  @Test
  void reconcileFromAKnownTradeReadsOnlyLaterOnes() {
    harness.connected();
    harness.submit(KrakenHarness.market("tb-1-i", Side.BUY, "0.01"));
    VenueEvent.Filled first = harness.sink.await(VenueEvent.Filled.class);
    NewOrder second = KrakenHarness.market("tb-1-j", Side.BUY, "0.01");
    harness.submit(second);
    harness.sink.await(VenueEvent.Filled.class, filled -> filled.order().equals(second.id()));

    harness.reconcile(first.tradeId());

    assertThat(harness.sink.await(VenueEvent.AccountRead.class).account().fills())
        .isNotEmpty()
        .noneMatch(fill -> fill.tradeId().equals(first.tradeId()));
  }

  @Test
  void historyLongerThanAPageIsReadWhole() {
    harness.connected();
    for (int i = 0; i < 60; i++) {
      harness.submit(KrakenHarness.market("tb-2-" + i, Side.BUY, "0.001"));
    }
    harness.sink.await(VenueEvent.Filled.class, 60);

    harness.reconcile("");

    AccountSnapshot account = harness.sink.await(VenueEvent.AccountRead.class).account();
    assertThat(account.fills()).hasSameSizeAs(harness.fills()).doesNotHaveDuplicates();
    assertThat(harness.kraken.witness().orderCount()).isEqualTo(60);
    BigDecimal filled =
        account.fills().stream().map(fill -> fill.qty()).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(filled).isEqualByComparingTo("0.06");
  }

  @Test
  void accountIsReadWithoutACallWhereNothingHasChangedSinceTheChannelsBegan() {
    harness.connected();
    harness.submit(KrakenHarness.market("tb-1-l", Side.BUY, "0.01"));
    VenueEvent.Filled first = harness.sink.await(VenueEvent.Filled.class);
    harness.submit(KrakenHarness.market("tb-1-m", Side.BUY, "0.02"));
    harness.submit(KrakenHarness.limit("tb-1-n", Side.BUY, "0.01", "50000"));
    harness.submit(KrakenHarness.stop("tb-1-o", Side.SELL, "0.01", "40000"));
    harness.sink.await(VenueEvent.Accepted.class, a -> a.order().value().equals("tb-1-o"));
    harness.reconcile(first.tradeId());
    AccountSnapshot read = harness.sink.await(VenueEvent.AccountRead.class).account();
    Map<String, Long> calls = harness.kraken.witness().requests();
    reconnected();

    harness.reconcile(first.tradeId());

    AccountSnapshot told = harness.sink.await(VenueEvent.AccountRead.class).account();
    assertThat(told.openOrders())
        .usingRecursiveFieldByFieldElementComparator(BY_VALUE)
        .containsExactlyInAnyOrderElementsOf(read.openOrders());
    assertThat(told.fills())
        .usingRecursiveFieldByFieldElementComparator(BY_VALUE)
        .isNotEmpty()
        .containsExactlyElementsOf(read.fills());
    assertThat(told.balances())
        .usingRecursiveFieldByFieldElementComparatorOnFields("asset")
        .containsAll(
            read.balances().stream().filter(balance -> balance.total().signum() > 0).toList())
        .allSatisfy(balance ->
            assertThat(read.balances())
                .filteredOn(other -> other.asset().equals(balance.asset()))
                .allSatisfy(
                    other -> assertThat(other.total()).isEqualByComparingTo(balance.total())));
    assertThat(harness.kraken.witness().requests())
        .containsEntry("POST /0/private/OpenOrders", calls.get("POST /0/private/OpenOrders"))
        .containsEntry("POST /0/private/TradesHistory", calls.get("POST /0/private/TradesHistory"));
  }

  @Test
  void tradesThatTheChannelDoesNotReachBackToAreReadByRest() {
    harness.connected();
    for (int i = 0; i < 60; i++) {
      harness.submit(KrakenHarness.market("tb-3-" + i, Side.BUY, "0.001"));
    }
    harness.sink.await(VenueEvent.Filled.class, 60);
    reconnected();

    harness.reconcile("");

    assertThat(harness.sink.await(VenueEvent.AccountRead.class).account().fills())
        .hasSameSizeAs(harness.fills());
  }

  private void reconnected() {
    harness.sink.clear();
    harness.fault(FaultKind.DROP_STREAM, "user");
    harness.sink.await(VenueEvent.LinkStatus.class, status -> !status.up());
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
  }

  @Test
  void orderBeforeTheConnectionIsUpIsCertainlyNotSent() {
    NewOrder order = KrakenHarness.market("tb-1-k", Side.BUY, "0.01");

    harness.submit(order);

    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("not-sent");
    assertThat(harness.sent).hasValue(1);
    assertThat(harness.kraken.witness().orderCount()).isZero();
  }

  @Test
  void wrongSecretNeverComesUpAndSaysWhy() {
    String secret = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4});
    try (var stranger =
        new KrakenHarness(
            KrakenHarness.settings(),
            KrakenHarness.QUICK,
            Optional.of(new ApiCredentials(harness.simulator.apiKey(), secret)))) {
      stranger.startVenue();

      VenueEvent.LinkStatus status =
          stranger.sink.await(VenueEvent.LinkStatus.class, down -> !down.up());
      assertThat(status.why()).contains("EAPI:Invalid signature").doesNotContain(secret);
      assertThat(stranger.sink.all(VenueEvent.LinkStatus.class))
          .noneMatch(VenueEvent.LinkStatus::up);
      assertThat(stranger.sink.await(VenueEvent.CallFailed.class).call())
          .isEqualTo("GetWebSocketsToken");
    }
  }

  @Test
  void orderMadeByHandIsShownFoundAndCancelledByTheVenuesId() {
    harness.connected();

    String answer =
        harness.byHand("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=0.01&price=50000");

    VenueEvent.Accepted accepted = harness.sink.await(VenueEvent.Accepted.class);
    assertThat(answer).contains(accepted.venueOrderId());
    assertThat(accepted.order()).hasToString(accepted.venueOrderId());
    harness.reconcile("");
    assertThat(harness.sink.await(VenueEvent.AccountRead.class).account().openOrders())
        .singleElement()
        .satisfies(open -> assertThat(open.id()).isEqualTo(accepted.order()));
    NewOrder theirs = KrakenHarness.limit(accepted.order().value(), Side.BUY, "0.01", "50000");
    harness.query(theirs);
    assertThat(harness.sink.await(VenueEvent.OrderFound.class).order().status())
        .isEqualTo(VenueOrder.Status.WORKING);
    harness.cancel(theirs);
    assertThat(harness.sink.await(VenueEvent.Cancelled.class).order()).isEqualTo(accepted.order());
    harness.query(KrakenHarness.limit("OAAAAA-AAAAA-AAAAAA", Side.BUY, "0.01", "50000"));
    harness.sink.await(VenueEvent.OrderNotFound.class);
  }

  @Test
  void deadManSwitchIsNeverSet() {
    harness.connected();
    harness.submit(KrakenHarness.stop("tb-1-l", Side.SELL, "0.01", "40000"));
    harness.sink.await(VenueEvent.Accepted.class);

    assertThat(harness.kraken.witness().requests().keySet())
        .noneMatch(endpoint -> endpoint.contains("After") || endpoint.contains("after"));
  }

  private VenueEvent.Rejected rejection(NewOrder order) {
    return harness.sink.await(
        VenueEvent.Rejected.class, rejected -> rejected.order().equals(order.id()));
  }
}

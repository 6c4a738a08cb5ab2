package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.witness.FillView;
import trader.venues.TestOrders;
import trader.venues.net.ApiCredentials;

@Tag("integration")
class BinanceSpotVenueTest {
  private final SpotHarness harness = new SpotHarness();

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void marketOrderIsAcceptedAndFilledWithItsFee() {
    harness.connected();
    NewOrder order = TestOrders.market("tb-1-1", Account.LIVE, Side.BUY, "0.01");

    harness.submit(order);

    harness.sink.await(VenueEvent.Accepted.class, accepted -> accepted.order().equals(order.id()));
    VenueEvent.Filled filled = harness.sink.await(VenueEvent.Filled.class);
    FillView venues = harness.simulator.fills().getFirst();
    assertThat(filled.order()).isEqualTo(order.id());
    assertThat(filled.tradeId()).isEqualTo(Long.toString(venues.tradeId()));
    assertThat(filled.price()).isEqualByComparingTo(venues.price());
    assertThat(filled.fee()).isEqualByComparingTo(venues.commission());
    assertThat(filled.feeAsset()).isEqualTo("BTC");
    assertThat(filled.maker()).isFalse();
    assertThat(harness.sent).hasValue(1);
    assertThat(harness.metrics.written).containsExactly(order.id());
    harness.sink.await(VenueEvent.BalanceChanged.class, balance -> balance.asset().equals("USDT"));
  }

  @Test
  void restingOrderIsCancelledUnderItsOwnId() {
    harness.connected();
    NewOrder order = TestOrders.limit("tb-1-2", Account.LIVE, Side.BUY, "0.01", "50000");
    harness.submit(order);
    VenueEvent.Accepted accepted = harness.sink.await(VenueEvent.Accepted.class);

    harness.cancel(order);

    assertThat(harness.sink.await(VenueEvent.Cancelled.class).order()).isEqualTo(order.id());
    assertThat(accepted.venueOrderId()).isNotEmpty();
    assertThat(harness.simulator.openOrders()).isEmpty();
  }

  @Test
  void stopWaitsAtTheVenue() {
    harness.connected();
    NewOrder order = TestOrders.stop("tb-1-3", Account.LIVE, Side.SELL, "0.01", "40000");

    harness.submit(order);

    harness.sink.await(VenueEvent.Accepted.class);
    assertThat(harness.simulator.openOrders())
        .singleElement()
        .satisfies(open -> assertThat(open.stopPrice()).isEqualByComparingTo("40000"));
  }

  @Test
  void refusalsAreToldWithTheVenuesOwnWords() {
    harness.connected();
    NewOrder tooMuch = TestOrders.market("tb-1-4", Account.LIVE, Side.SELL, "50");
    NewOrder tooFine = TestOrders.market("tb-1-5", Account.LIVE, Side.BUY, "0.010000001");

    harness.submit(tooMuch);
    harness.submit(tooFine);

    assertThat(rejection(tooMuch).code()).isEqualTo("-2010");
    assertThat(rejection(tooMuch).why()).contains("insufficient balance");
    assertThat(rejection(tooFine).code()).isIn("-1013", "-1111");
    assertThat(harness.sink.count(VenueEvent.CallFailed.class)).isZero();
  }

  @Test
  void cancelOfWhatIsNotOpenIsRefused() {
    harness.connected();

    harness.cancel(TestOrders.market("tb-1-6", Account.LIVE, Side.BUY, "1"));

    assertThat(harness.sink.await(VenueEvent.CancelRejected.class).code()).isEqualTo("-2011");
  }

  @Test
  void duplicateOfAnOpenOrderIsAnUnknownOutcomeAndNotARefusal() {
    harness.connected();
    NewOrder order = TestOrders.limit("tb-1-7", Account.LIVE, Side.BUY, "0.01", "50000");
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);

    harness.submit(order);

    assertThat(harness.sink.await(VenueEvent.OutcomeUnknown.class).why()).contains("already");
    harness.query(order);
    assertThat(harness.sink.await(VenueEvent.OrderFound.class).order().status())
        .isEqualTo(VenueOrder.Status.WORKING);
    assertThat(harness.simulator.openOrders()).hasSize(1);
  }

  @Test
  void queryTellsWhatBecameOfAnOrder() {
    harness.connected();
    NewOrder order = TestOrders.market("tb-1-8", Account.LIVE, Side.BUY, "0.01");
    harness.submit(order);
    harness.sink.await(VenueEvent.Filled.class);

    harness.query(order);
    harness.query(TestOrders.market("tb-1-9", Account.LIVE, Side.BUY, "0.01"));

    VenueOrder found = harness.sink.await(VenueEvent.OrderFound.class).order();
    assertThat(found.id()).isEqualTo(order.id());
    assertThat(found.status()).isEqualTo(VenueOrder.Status.FILLED);
    assertThat(found.executedQty()).isEqualByComparingTo("0.01");
    assertThat(harness.sink.await(VenueEvent.OrderNotFound.class).order()).hasToString("tb-1-9");
  }

  @Test
  void reconcileReadsOrdersFillsAndBalances() {
    harness.connected();
    harness.submit(TestOrders.market("tb-1-a", Account.LIVE, Side.BUY, "0.01"));
    harness.sink.await(VenueEvent.Filled.class);
    harness.submit(TestOrders.limit("tb-1-b", Account.LIVE, Side.BUY, "0.01", "50000"));
    harness.sink.await(VenueEvent.Accepted.class, accepted -> named(accepted, "tb-1-b"));

    harness.reconcile("");

    AccountSnapshot account = harness.sink.await(VenueEvent.AccountRead.class).account();
    assertThat(account.account()).isEqualTo(Account.LIVE);
    assertThat(account.fills()).hasSameSizeAs(harness.simulator.fills());
    assertThat(account.fills().getFirst().buy()).isTrue();
    assertThat(account.openOrders())
        .singleElement()
        .satisfies(open -> assertThat(open.id()).hasToString("tb-1-b"));
    assertThat(account.balances())
        .anySatisfy(balance -> {
          assertThat(balance.asset()).isEqualTo("USDT");
          assertThat(balance.locked()).isEqualByComparingTo("500");
          assertThat(balance.total()).isEqualByComparingTo(harness.simulator.total("USDT"));
        });
  }

  @Test
  void reconcileFromAKnownTradeReadsOnlyLaterOnes() {
    harness.connected();
    harness.submit(TestOrders.market("tb-1-c", Account.LIVE, Side.BUY, "0.01"));
    VenueEvent.Filled first = harness.sink.await(VenueEvent.Filled.class);
    harness.submit(TestOrders.market("tb-1-d", Account.LIVE, Side.BUY, "0.01"));
    harness.sink.await(VenueEvent.Filled.class, filled -> filled.order().value().endsWith("d"));

    harness.reconcile(first.tradeId());

    AccountSnapshot account = harness.sink.await(VenueEvent.AccountRead.class).account();
    assertThat(account.fills())
        .isNotEmpty()
        .noneMatch(fill -> fill.tradeId().equals(first.tradeId()));
  }

  @Test
  void orderBeforeTheConnectionIsUpIsCertainlyNotSent() {
    NewOrder order = TestOrders.market("tb-1-e", Account.LIVE, Side.BUY, "0.01");

    harness.submit(order);

    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("not-sent");
    assertThat(harness.sent).hasValue(1);
    assertThat(harness.simulator.receivedOrderCount()).isZero();
  }

  @Test
  void usedWeightAndOrdersAreCounted() {
    harness.connected();
    harness.submit(TestOrders.limit("tb-1-f", Account.LIVE, Side.BUY, "0.01", "50000"));
    harness.sink.await(VenueEvent.Accepted.class);
    harness.reconcile("");
    harness.sink.await(VenueEvent.AccountRead.class);

    assertThat(harness.metrics.weight.get()).isPositive();
    assertThat(harness.metrics.orders.get()).isPositive();
    assertThat(harness.metrics.answered)
        .contains("order.place", "openOrders", "myTrades", "account");
  }

  @Test
  void wrongSecretNeverComesUpAndSaysWhy() {
    try (var stranger =
        new SpotHarness(
            SpotHarness.settings(),
            SpotHarness.QUICK,
            Optional.of(new ApiCredentials(harness.simulator.apiKey(), "another-secret")))) {
      stranger.startVenue();

      VenueEvent.LinkStatus status =
          stranger.sink.await(VenueEvent.LinkStatus.class, down -> !down.up());
      assertThat(status.why()).contains("-1022").doesNotContain("another-secret");
      assertThat(stranger.sink.all(VenueEvent.LinkStatus.class))
          .noneMatch(VenueEvent.LinkStatus::up);
      assertThat(stranger.sink.await(VenueEvent.CallFailed.class).call())
          .isEqualTo("userDataStream.subscribe");
    }
  }

  @Test
  void everyOrderOfABurstReachesTheVenueOnce() {
    harness.connected();
    for (int i = 0; i < 20; i++) {
      harness.submit(TestOrders.market("tb-2-" + i, Account.LIVE, Side.BUY, "0.001"));
    }
    harness.sink.await(VenueEvent.Filled.class, 20);

    assertThat(harness.simulator.receivedOrderCount()).isEqualTo(20);
    BigDecimal filled =
        harness.sink.all(VenueEvent.Filled.class).stream()
            .map(VenueEvent.Filled::qty)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(filled).isEqualByComparingTo("0.02");
  }

  private VenueEvent.Rejected rejection(NewOrder order) {
    return harness.sink.await(
        VenueEvent.Rejected.class, rejected -> rejected.order().equals(order.id()));
  }

  private static boolean named(VenueEvent.Accepted accepted, String id) {
    return accepted.order().value().equals(id);
  }
}

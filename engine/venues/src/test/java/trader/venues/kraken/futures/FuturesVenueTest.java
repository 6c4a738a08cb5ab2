package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Decimals;

@Tag("integration")
class FuturesVenueTest {
  private final FuturesHarness harness = new FuturesHarness().connected();

  @AfterEach
  void close() {
    harness.close();
  }

  private void opened(String qty) {
    harness.submit(FuturesHarness.market("t-in", Side.BUY, qty));
    harness.sink.await(
        VenueEvent.PositionChanged.class, p -> p.qty().compareTo(new BigDecimal(qty)) == 0);
  }

  @Test
  void marketOrderIsAcceptedFilledWithItsFeeAndShowsInThePosition() {
    opened("0.02");
    VenueEvent.Filled filled = harness.sink.await(VenueEvent.Filled.class);
    assertThat(filled.order().value()).isEqualTo("t-in");
    assertThat(filled.fee())
        .isEqualByComparingTo(
            filled.price().multiply(filled.qty()).multiply(new BigDecimal("0.0005")));
    assertThat(filled.feeAsset()).isEqualTo("USD");
    harness.sink.await(VenueEvent.Accepted.class);
    assertThat(harness.sent.get()).isEqualTo(1);
    VenueEvent.BalanceChanged balance =
        harness.sink.await(
            VenueEvent.BalanceChanged.class,
            b ->
                b.free()
                        .compareTo(
                            Decimals.toBigDecimal(harness.server.statement("main").balance()))
                    == 0);
    assertThat(balance.asset()).isEqualTo("USD");
  }

  @Test
  void restingOrderIsCancelledWithWhatItHadExecuted() {
    NewOrder order = FuturesHarness.limit("t-rest", Side.BUY, "0.02", harness.below(3));
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.cancel(order);
    VenueEvent.Cancelled cancelled = harness.sink.await(VenueEvent.Cancelled.class);
    assertThat(cancelled.executedQty()).isZero();
    harness.cancel(order);
    VenueEvent.CancelRejected again = harness.sink.await(VenueEvent.CancelRejected.class);
    assertThat(again.code()).isEqualTo("notFound");
  }

  @Test
  void cancelRightBehindItsOrderNeverOvertakesIt() {
    for (int i = 0; i < 5; i++) {
      NewOrder order = FuturesHarness.limit("t-" + i, Side.BUY, "0.02", harness.below(3));
      harness.submit(order);
      harness.cancel(order);
    }
    await()
        .untilAsserted(() ->
            assertThat(
                    harness.sink.all(VenueEvent.Cancelled.class).stream()
                        .map(c -> c.order().value())
                        .distinct())
                .hasSize(5));
    assertThat(harness.server.openOrders("main")).isEmpty();
  }

  @Test
  void refusalWithinASuccessfulAnswerIsARejection() {
    harness.submit(FuturesHarness.post("t-post", Side.BUY, "0.02", harness.below(-2)));
    assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("postWouldExecute");
    harness.submit(FuturesHarness.market("t-big", Side.BUY, "900"));
    assertThat(harness.sink.await(VenueEvent.Rejected.class, 2).getLast().code())
        .isEqualTo("insufficientAvailableFunds");
  }

  @Test
  void idThatIsInUseIsAnUnknownOutcomeThatTheQuerySettles() {
    NewOrder order = FuturesHarness.limit("t-twice", Side.BUY, "0.02", harness.below(3));
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.submit(order);
    harness.sink.await(VenueEvent.OutcomeUnknown.class);
    harness.query(order);
    VenueOrder found = harness.sink.await(VenueEvent.OrderFound.class).order();
    assertThat(found.status()).isEqualTo(VenueOrder.Status.WORKING);
    assertThat(found.price()).isEqualByComparingTo(harness.below(3));
    assertThat(harness.server.openOrders("main")).hasSize(1);
  }

  @Test
  void stopIsReduceOnlyMovesInPlaceAndDiesWithItsPosition() {
    opened("0.02");
    NewOrder stop = FuturesHarness.stop("t-stop", Side.SELL, "0.02", harness.below(5));
    harness.submit(stop);
    harness.sink.await(VenueEvent.Accepted.class, a -> a.order().equals(stop.id()));
    harness.replace(stop, "0.02", null, harness.below(4));
    VenueEvent.Replaced replaced = harness.sink.await(VenueEvent.Replaced.class);
    assertThat(replaced.stopPrice()).isEqualByComparingTo(harness.below(4));
    assertThat(harness.server.openOrders("main"))
        .singleElement()
        .satisfies(o -> assertThat(o.stopPrice()).isEqualByComparingTo(harness.below(4)));
    harness.submit(FuturesHarness.close("t-out", Side.SELL, "0.02"));
    VenueEvent.Expired gone =
        harness.sink.await(VenueEvent.Expired.class, e -> e.order().equals(stop.id()));
    assertThat(gone.why()).contains("would_not_reduce_position");
    assertThat(gone.executedQty()).isZero();
    harness.sink.await(VenueEvent.PositionChanged.class, p -> p.qty().signum() == 0);
    assertThat(harness.server.positions("main")).isEmpty();
  }

  @Test
  void triggeredStopIsToldAsTriggeredAndThenAsFilled() {
    opened("0.02");
    NewOrder stop = FuturesHarness.stop("t-stop", Side.SELL, "0.02", harness.below(5));
    harness.submit(stop);
    harness.sink.await(VenueEvent.Accepted.class, a -> a.order().equals(stop.id()));
    harness.server.print(
        "BTCUSDT", harness.below(6), BigDecimal.ONE, trader.simulator.matching.Side.SELL);
    harness.sink.await(VenueEvent.Triggered.class, t -> t.order().equals(stop.id()));
    harness.sink.await(VenueEvent.Filled.class, f -> f.order().equals(stop.id()));
    assertThat(harness.sink.all(VenueEvent.Cancelled.class)).isEmpty();
  }

  @Test
  void closingOrderLargerThanThePositionNeverTurnsIt() {
    opened("0.02");
    harness.submit(FuturesHarness.close("t-out", Side.SELL, "0.5"));
    harness.sink.await(VenueEvent.PositionChanged.class, p -> p.qty().signum() == 0);
    assertThat(harness.server.positions("main")).isEmpty();
  }

  @Test
  void finishedOrderIsFoundInThePastOnceTheVenueForgetsIt() {
    opened("0.02");
    harness.server.addFault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", 6_000));
    harness.query(FuturesHarness.market("t-in", Side.BUY, "0.02"));
    VenueOrder found = harness.sink.await(VenueEvent.OrderFound.class).order();
    assertThat(found.status()).isEqualTo(VenueOrder.Status.FILLED);
    assertThat(found.executedQty()).isEqualByComparingTo("0.02");
    harness.query(FuturesHarness.market("t-never", Side.BUY, "0.02"));
    harness.sink.await(VenueEvent.OrderNotFound.class);
  }

  @Test
  void accountIsReadWholeWithPositionsOrdersFillsAndFunding() {
    opened("0.02");
    harness.submit(FuturesHarness.limit("t-rest", Side.BUY, "0.01", harness.below(3)));
    harness.submit(FuturesHarness.stop("t-stop", Side.SELL, "0.02", harness.below(5)));
    await().until(() -> harness.server.openOrders("main").size() == 2);
    harness.server.fund("PF_XBTUSD", new BigDecimal("0.0001"));
    VenueEvent.FundingPaid paid = harness.sink.await(VenueEvent.FundingPaid.class);
    assertThat(paid.amount()).isNegative();
    harness.reconcile("");
    AccountSnapshot read = harness.sink.await(VenueEvent.AccountRead.class).account();
    assertThat(read.openOrders()).hasSize(2);
    assertThat(read.openOrders())
        .anySatisfy(o -> assertThat(o.stopPrice()).isEqualByComparingTo(harness.below(5)));
    assertThat(read.positions())
        .singleElement()
        .satisfies(p -> assertThat(p.qty()).isEqualByComparingTo("0.02"));
    assertThat(read.fills()).isNotEmpty();
    assertThat(read.funding())
        .singleElement()
        .satisfies(f -> assertThat(f.venueMicros()).isEqualTo(paid.venueMicros()));
    assertThat(read.balances())
        .singleElement()
        .satisfies(b ->
            assertThat(b.total())
                .isEqualByComparingTo(
                    Decimals.toBigDecimal(harness.server.statement("main").balance())));
    harness.reconcile(read.fills().getLast().tradeId());
    assertThat(harness.sink.await(VenueEvent.AccountRead.class, 2).getLast().account().fills())
        .isEmpty();
  }

  @Test
  void moreFillsThanAPageAreReadBackToTheFirst() {
    BigDecimal price = harness.below(3);
    harness.submit(FuturesHarness.limit("t-many", Side.BUY, "0.2", price));
    harness.sink.await(VenueEvent.Accepted.class);
    for (int i = 0; i < 110; i++) {
      harness.server.print(
          "BTCUSDT", price, new BigDecimal("0.001"), trader.simulator.matching.Side.SELL);
    }
    int made = harness.server.fills("main").size();
    assertThat(made).isGreaterThan(100);
    harness.reconcile("");
    AccountSnapshot read = harness.sink.await(VenueEvent.AccountRead.class).account();
    assertThat(read.fills()).hasSize(made);
  }

  @Test
  void orderPlacedByHandBesideUsIsToldAndReadUnderItsOwnId() throws Exception {
    harness.byHand(
        "orderType=lmt&symbol=PF_XBTUSD&side=buy&size=0.01&limitPrice=" + harness.below(3));
    VenueEvent.Accepted told = harness.sink.await(VenueEvent.Accepted.class);
    assertThat(told.order().value()).isEqualTo(told.venueOrderId());
    harness.reconcile("");
    assertThat(harness.sink.await(VenueEvent.AccountRead.class).account().openOrders())
        .singleElement()
        .satisfies(o -> assertThat(o.id()).isEqualTo(told.order()));
  }

  @Test
  void liquidationIsToldAsTheVenuesOwnDoing() {
    harness.submit(FuturesHarness.market("t-in", Side.BUY, "30"));
    harness.sink.await(VenueEvent.PositionChanged.class, p -> p.qty().signum() > 0);
    harness.server.mark("PF_XBTUSD", harness.below(60));
    VenueEvent.Liquidated liquidated = harness.sink.await(VenueEvent.Liquidated.class);
    assertThat(liquidated.side()).isEqualTo(Side.SELL);
    harness.sink.await(VenueEvent.PositionChanged.class, p -> p.qty().signum() == 0);
  }

  @Test
  void balanceOfAFlatAccountIsTheSumOfAllThatWasToldToTheLastDigit() {
    for (int i = 0; i < 8; i++) {
      String qty = "0.0" + (i + 1) + "37";
      harness.submit(FuturesHarness.market("t-in-" + i, i % 2 == 0 ? Side.BUY : Side.SELL, qty));
      await().until(() -> !harness.server.positions("main").isEmpty());
      harness.server.fund("PF_XBTUSD", new BigDecimal("0.00012345"));
      harness.submit(FuturesHarness.close("t-out-" + i, i % 2 == 0 ? Side.SELL : Side.BUY, "1"));
      await().until(() -> harness.server.positions("main").isEmpty());
    }
    BigDecimal balance = Decimals.toBigDecimal(harness.server.statement("main").balance());
    await()
        .untilAsserted(() -> {
          BigDecimal told = new BigDecimal("100000");
          for (VenueEvent.Filled fill : harness.sink.all(VenueEvent.Filled.class)) {
            BigDecimal paid = fill.price().multiply(fill.qty());
            boolean in = fill.order().value().startsWith("t-in");
            int count = Integer.parseInt(fill.order().value().replaceAll("\\D", ""));
            boolean buys = in == (count % 2 == 0);
            told = (buys ? told.subtract(paid) : told.add(paid)).subtract(fill.fee());
          }
          for (VenueEvent.FundingPaid payment : harness.sink.all(VenueEvent.FundingPaid.class)) {
            told = told.add(payment.amount());
          }
          assertThat(told).isEqualByComparingTo(balance);
        });
  }
}

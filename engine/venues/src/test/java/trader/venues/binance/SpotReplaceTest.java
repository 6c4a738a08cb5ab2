package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
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
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.witness.OrderView;
import trader.venues.TestOrders;

/** A change of an order is one intent: what works afterwards is what was asked for, or is told. */
@Tag("integration")
class SpotReplaceTest {
  private static final String REPLACE = "order.cancelReplace";

  private final SpotHarness harness = new SpotHarness();
  private final NewOrder order =
      TestOrders.limit("tb-r-1", Account.LIVE, Side.BUY, "0.03", "50000");

  @BeforeEach
  void rests() {
    harness.connected();
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private List<OrderView> open() {
    return harness.simulator.openOrders();
  }

  private VenueOrder asked(NewOrder which) {
    harness.sink.clear();
    harness.query(which);
    return harness.sink.await(VenueEvent.OrderFound.class).order();
  }

  @Test
  void lessOfTheSameIsTheOrderItselfMadeSmaller() {
    String venueId = harness.sink.await(VenueEvent.Accepted.class).venueOrderId();

    harness.replace(order, "0.02", "50000", null);

    VenueEvent.Replaced replaced = harness.sink.await(VenueEvent.Replaced.class);
    assertThat(replaced.venueOrderId()).isEqualTo(venueId);
    assertThat(replaced.qty()).isEqualByComparingTo("0.02");
    assertThat(open()).singleElement().extracting(OrderView::clientOrderId).isEqualTo("tb-r-1");
    assertThat(harness.sink.count(VenueEvent.Cancelled.class)).isZero();
  }

  @Test
  void stopIsMadeSmallerWithoutAMomentUnprotectedAndMovedOnlyByAnother() {
    NewOrder stop = TestOrders.stop("tb-r-2", Account.LIVE, Side.SELL, "0.03", "40000");
    harness.submit(stop);
    harness.sink.await(VenueEvent.Accepted.class, e -> e.order().equals(stop.id()));

    harness.replace(stop, "0.01", null, "40000");
    assertThat(harness.sink.await(VenueEvent.Replaced.class).stopPrice())
        .isEqualByComparingTo("40000");
    harness.replace(stop, "0.01", null, "41000");

    assertThat(harness.sink.await(VenueEvent.ReplaceRejected.class).why())
        .contains("a stop locks what it protects");
    assertThat(open())
        .filteredOn(o -> o.clientOrderId().equals("tb-r-2"))
        .singleElement()
        .satisfies(o -> assertThat(o.quantity()).isEqualByComparingTo("0.01"));
  }

  @Test
  void otherPriceIsAnotherOrderUnderTheSameIdAgainAndAgain() {
    harness.replace(order, "0.04", "50001", null);
    harness.sink.await(VenueEvent.Replaced.class, e -> e.qty().compareTo(qty("0.04")) == 0);
    harness.replace(order, "0.05", "50002", null);
    harness.sink.await(VenueEvent.Replaced.class, e -> e.qty().compareTo(qty("0.05")) == 0);

    assertThat(open())
        .singleElement()
        .satisfies(o -> {
          assertThat(o.clientOrderId()).isEqualTo("tb-r-1_r2");
          assertThat(o.price()).isEqualByComparingTo("50002");
        });
    assertThat(harness.sink.count(VenueEvent.Cancelled.class)).isZero();
    assertThat(asked(order).qty()).isEqualByComparingTo("0.05");
    harness.cancel(order);
    assertThat(harness.sink.await(VenueEvent.Cancelled.class).order()).isEqualTo(order.id());
    assertThat(open()).isEmpty();
  }

  private static BigDecimal qty(String text) {
    return new BigDecimal(text);
  }

  @Test
  void changedOrderFillsUnderItsOwnId() {
    harness.replace(order, "0.03", "90000", null);
    VenueEvent.Filled filled = harness.sink.await(VenueEvent.Filled.class);
    assertThat(filled.order()).isEqualTo(order.id());
    assertThat(filled.venueOrderId())
        .isEqualTo(harness.sink.await(VenueEvent.Replaced.class).venueOrderId());
  }

  @Test
  void orderThatIsFilledInPartIsNotReplacedAndKeepsItsRemainder() {
    harness.simulator.print(
        new BigDecimal("50000"), new BigDecimal("0.01"), trader.simulator.matching.Side.SELL);
    harness.sink.await(VenueEvent.Filled.class);

    harness.replace(order, "0.03", "50001", null);

    VenueEvent.ReplaceRejected rejected = harness.sink.await(VenueEvent.ReplaceRejected.class);
    assertThat(rejected.code()).isEqualTo("-2011");
    assertThat(open()).singleElement().extracting(OrderView::clientOrderId).isEqualTo("tb-r-1");
    assertThat(asked(order).executedQty()).isEqualByComparingTo("0.01");
  }

  @Test
  void orderThatIsGoneIsNotPlacedAnew() {
    harness.cancel(order);
    harness.sink.await(VenueEvent.Cancelled.class);
    harness.replace(order, "0.03", "50001", null);
    assertThat(harness.sink.await(VenueEvent.ReplaceRejected.class).code()).isEqualTo("-2011");
    assertThat(open()).isEmpty();
  }

  @Test
  void orderWhoseReplacementIsRefusedIsCancelledAndSaysWhy() {
    harness.replace(order, "4", "50001", null);
    VenueEvent.Cancelled cancelled = harness.sink.await(VenueEvent.Cancelled.class);
    assertThat(cancelled.order()).isEqualTo(order.id());
    assertThat(cancelled.executedQty()).isZero();
    assertThat(cancelled.why()).contains("-2010").contains("insufficient balance");
    assertThat(open()).isEmpty();
    assertThat(asked(order).status()).isEqualTo(VenueOrder.Status.CANCELLED);
  }

  @Test
  void changeThatAFilterBarsLeavesTheOrderAsItIs() {
    harness.replace(order, "0.04", "50000.001", null);
    VenueEvent.ReplaceRejected rejected = harness.sink.await(VenueEvent.ReplaceRejected.class);
    assertThat(rejected.code()).isEqualTo("-1013");
    assertThat(rejected.why()).contains("PRICE_FILTER");
    assertThat(asked(order).status()).isEqualTo(VenueOrder.Status.WORKING);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void changeWithoutAnAnswerIsUnknownUntilTheVenueIsAsked(boolean arrives) {
    harness.fault(Fault.of(FaultKind.MISSING_REPORT).on("executionReport"));
    FaultKind lost = arrives ? FaultKind.LOST_ANSWER : FaultKind.LOST_REQUEST;
    harness.fault(Fault.of(lost).on(REPLACE).times(1).with("silent", true));

    harness.replace(order, "0.04", "50001", null);

    assertThat(harness.sink.await(VenueEvent.OutcomeUnknown.class).order()).isEqualTo(order.id());
    VenueOrder found = asked(order);
    assertThat(found.id()).isEqualTo(order.id());
    assertThat(found.status()).isEqualTo(VenueOrder.Status.WORKING);
    assertThat(found.qty()).isEqualByComparingTo(arrives ? "0.04" : "0.03");
    assertThat(open()).hasSize(1);
    harness.simulator.clearFaults();
    harness.cancel(order);
    harness.sink.await(VenueEvent.Cancelled.class);
    assertThat(open()).isEmpty();
  }

  @Test
  void anotherSessionFindsTheOrderUnderItsId() {
    harness.replace(order, "0.04", "50001", null);
    harness.sink.await(VenueEvent.Replaced.class);
    harness.sink.clear();
    harness.reconcile("");
    assertThat(harness.sink.await(VenueEvent.AccountRead.class).account().openOrders())
        .singleElement()
        .satisfies(o -> {
          assertThat(o.id()).isEqualTo(order.id());
          assertThat(o.qty()).isEqualByComparingTo("0.04");
        });
    harness.replace(
        TestOrders.limit("tb-r-9", Account.LIVE, Side.BUY, "0.03", "50000"), "0.04", "50001", null);
    assertThat(harness.sink.await(VenueEvent.ReplaceRejected.class).why())
        .contains("earlier session");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void racesWithFillsNeverBuyMoreThanWasAskedFor(long seed) {
    RandomGenerator dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 15; i++) {
      NewOrder racing =
          TestOrders.limit("tb-x-" + seed + i, Account.LIVE, Side.BUY, "0.03", "50010");
      harness.submit(racing);
      if (dice.nextBoolean()) {
        harness.replace(racing, "0.03", "50011", null);
      }
      harness.simulator.print(
          new BigDecimal("50010"), new BigDecimal("0.02"), trader.simulator.matching.Side.SELL);
      harness.replace(racing, "0.03", "50012", null);
      harness.simulator.print(
          new BigDecimal("50011"), new BigDecimal("0.02"), trader.simulator.matching.Side.SELL);
    }
    Awaitility.await().until(() -> harness.sink.all().size() > 15);
    for (int i = 0; i < 15; i++) {
      String id = "tb-x-" + seed + i;
      List<OrderView> all =
          harness.simulator.orders().stream()
              .filter(o -> Incarnations.ours(o.clientOrderId()).value().equals(id))
              .toList();
      BigDecimal working =
          all.stream()
              .filter(o -> harness.simulator.openOrders().stream().anyMatch(w -> w.id() == o.id()))
              .map(o -> o.quantity().subtract(o.executed()))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal bought =
          all.stream().map(OrderView::executed).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(bought.add(working))
          .as("seed %s %s", seed, id)
          .isLessThanOrEqualTo(new BigDecimal("0.03"));
    }
  }
}

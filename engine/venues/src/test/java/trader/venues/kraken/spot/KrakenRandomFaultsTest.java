package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.witness.BalanceView;
import trader.simulator.witness.OrderView;

/** Many orders through everything that can go wrong at once. */
@Tag("integration")
class KrakenRandomFaultsTest {
  private static final int ORDERS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void noOrderIsDoubledAndNoFillIsLost(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    try (var harness = new KrakenHarness()) {
      harness.connected();
      somethingGoesWrong(harness);
      List<NewOrder> orders = new ArrayList<>();
      for (int i = 0; i < ORDERS; i++) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        NewOrder order = KrakenHarness.market("tb-" + seed + "-" + i, side, "0.001");
        orders.add(order);
        harness.submit(order);
        if (random.nextInt(4) == 0) {
          Awaitility.await().until(() -> fateKnown(harness, order.id()));
        }
      }
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> orders.stream().allMatch(order -> fateKnown(harness, order.id())));
      harness.kraken.clearFaults();

      assertThat(harness.sent).hasValue(ORDERS);
      assertThat(harness.sink.count(VenueEvent.OutcomeUnknown.class)).isPositive();
      List<String> executed =
          harness.kraken.orders(KrakenHarness.ACCOUNT).stream()
              .map(OrderView::clientOrderId)
              .toList();
      assertThat(executed).doesNotHaveDuplicates().isNotEmpty();
      assertThat(harness.sink.all(VenueEvent.Rejected.class))
          .noneMatch(rejected -> executed.contains(rejected.order().value()));
      assertAccountIsTheVenues(harness);
    }
  }

  private static void somethingGoesWrong(KrakenHarness harness) {
    harness.fault(
        Fault.of(FaultKind.LOST_REQUEST).on("add_order").likely(0.05).with("silent", true));
    harness.fault(
        Fault.of(FaultKind.LOST_ANSWER).on("add_order").likely(0.05).with("silent", true));
    harness.fault(Fault.of(FaultKind.LOST_ANSWER).on("add_order").likely(0.02));
    harness.fault(
        Fault.of(FaultKind.ERROR)
            .on("add_order")
            .likely(0.05)
            .with("msg", "EService:Busy")
            .with("executed", true));
    harness.fault(
        Fault.of(FaultKind.ERROR)
            .on("add_order")
            .likely(0.05)
            .with("msg", "EService:Market in cancel_only mode"));
    harness.fault(Fault.of(FaultKind.DUPLICATE_REPORT).on("executions").likely(0.1));
    harness.fault(Fault.of(FaultKind.REORDER_REPORT).on("executions").likely(0.01));
    harness.fault(Fault.of(FaultKind.MISSING_REPORT).on("executions").likely(0.01));
  }

  /** Told in some way: nothing that was sent is left without a word. */
  private static boolean fateKnown(KrakenHarness harness, ClientOrderId order) {
    return harness.sink.all().stream()
        .anyMatch(event ->
            switch (event) {
              case VenueEvent.Accepted accepted -> accepted.order().equals(order);
              case VenueEvent.Filled filled -> filled.order().equals(order);
              case VenueEvent.Rejected rejected -> rejected.order().equals(order);
              case VenueEvent.OutcomeUnknown unknown -> unknown.order().equals(order);
              default -> false;
            });
  }

  private static void assertAccountIsTheVenues(KrakenHarness harness) {
    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> {
          harness.reconcile("");
          assertThat(harness.sink.count(VenueEvent.AccountRead.class)).isPositive();
        });
    AccountSnapshot account = harness.sink.all(VenueEvent.AccountRead.class).getLast().account();
    assertThat(account.fills()).hasSameSizeAs(harness.fills());
    Set<String> history =
        account.fills().stream()
            .map(AccountSnapshot.PastFill::tradeId)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(history).hasSameSizeAs(harness.fills());
    assertThat(harness.sink.all(VenueEvent.Filled.class))
        .allMatch(filled -> history.contains(filled.tradeId()));
    for (BalanceView theirs : harness.kraken.balances(KrakenHarness.ACCOUNT)) {
      assertThat(account.balances())
          .filteredOn(ours -> ours.asset().equals(theirs.asset()))
          .singleElement()
          .satisfies(ours -> assertThat(ours.total()).isEqualByComparingTo(theirs.total()));
    }
  }
}

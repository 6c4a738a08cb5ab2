package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trader.control.Account;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;
import trader.venues.TestOrders;

/** Many orders through everything that can go wrong at once. */
@Tag("integration")
class RandomFaultsTest {
  /** The more, the rarer what is found. */
  private static final int ORDERS = Integer.getInteger("trader.faults.orders", 60);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("trader.venues.FaultSeeds#seeds")
  void noOrderIsDoubledAndNoFillIsLost(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    try (var harness = new SpotHarness()) {
      harness.connected();
      somethingGoesWrong(harness);
      List<NewOrder> orders = new ArrayList<>();
      for (int i = 0; i < ORDERS; i++) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        NewOrder order = TestOrders.market("tb-" + seed + "-" + i, Account.LIVE, side, "0.001");
        orders.add(order);
        harness.submit(order);
        if (random.nextInt(4) == 0) {
          Awaitility.await()
              .pollInterval(Duration.ofMillis(2))
              .until(() -> fateKnown(harness, order.id()));
        }
      }
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> orders.stream().allMatch(order -> fateKnown(harness, order.id())));
      harness.simulator.clearFaults();

      assertThat(harness.sent).hasValue(ORDERS);
      assertThat(harness.sink.count(VenueEvent.OutcomeUnknown.class)).isPositive();
      assertNothingDoubled(harness);
      assertRefusedOnesNeverExecuted(harness);
      assertEveryFillIsKnown(harness);
    }
  }

  private static void somethingGoesWrong(SpotHarness harness) {
    harness.fault(
        Fault.of(FaultKind.LOST_REQUEST).on("order.place").likely(0.05).with("silent", true));
    harness.fault(
        Fault.of(FaultKind.LOST_ANSWER).on("order.place").likely(0.05).with("silent", true));
    harness.fault(Fault.of(FaultKind.LOST_ANSWER).on("order.place").likely(0.02));
    harness.fault(
        Fault.of(FaultKind.ERROR)
            .on("order.place")
            .likely(0.05)
            .with("code", -1007)
            .with("executed", true));
    harness.fault(Fault.of(FaultKind.ERROR).on("order.place").likely(0.05).with("code", -1008));
    harness.fault(Fault.of(FaultKind.DUPLICATE_REPORT).on("executionReport").likely(0.1));
    harness.fault(Fault.of(FaultKind.REORDER_REPORT).on("executionReport").likely(0.1));
    harness.fault(Fault.of(FaultKind.MISSING_REPORT).on("executionReport").likely(0.05));
  }

  /** Told in some way: nothing that was sent is left without a word. */
  private static boolean fateKnown(SpotHarness harness, ClientOrderId order) {
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

  private static void assertNothingDoubled(SpotHarness harness) {
    List<String> ids = harness.simulator.orders().stream().map(OrderView::clientOrderId).toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  private static void assertRefusedOnesNeverExecuted(SpotHarness harness) {
    Set<String> executed =
        harness.simulator.orders().stream()
            .map(OrderView::clientOrderId)
            .collect(Collectors.toSet());
    assertThat(harness.sink.all(VenueEvent.Rejected.class))
        .noneMatch(rejected -> executed.contains(rejected.order().value()));
  }

  private static void assertEveryFillIsKnown(SpotHarness harness) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> {
          harness.reconcile("");
          assertThat(harness.sink.count(VenueEvent.AccountRead.class)).isPositive();
        });
    Set<String> known = new TreeSet<>();
    harness.sink.all(VenueEvent.Filled.class).forEach(filled -> known.add(filled.tradeId()));
    harness.sink.all(VenueEvent.AccountRead.class).getLast().account().fills().stream()
        .map(PastFill::tradeId)
        .forEach(known::add);
    Set<String> happened =
        harness.simulator.fills().stream()
            .map(FillView::tradeId)
            .map(String::valueOf)
            .collect(Collectors.toCollection(HashSet::new));
    assertThat(known).containsExactlyInAnyOrderElementsOf(happened);
    assertThat(happened).isNotEmpty();
  }
}

package trader.venues.binance.futures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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
import org.junit.jupiter.params.provider.MethodSource;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Position;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;

/** Many orders, plain and conditional, through everything that can go wrong at once. */
@Tag("integration")
class FuturesRandomFaultsTest {
  /** The more, the rarer what is found. */
  private static final int ORDERS = Integer.getInteger("trader.faults.orders", 60);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PLACE = "order.place,POST /fapi/v1/order";

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("trader.venues.FaultSeeds#seeds")
  void noOrderIsDoubledNoFillIsLostAndThePositionIsTheVenues(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    try (var harness = new FuturesHarness()) {
      harness.connected();
      somethingGoesWrong(harness);
      List<NewOrder> orders = new ArrayList<>();
      for (int i = 0; i < ORDERS; i++) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        String id = "tf-" + seed + "-" + i;
        NewOrder order =
            i % 20 == 19
                ? FuturesHarness.stop(id, Side.SELL, "0.002", "30000")
                : FuturesHarness.market(id, side, "0.002");
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
      harness.server().clearFaults();

      Awaitility.await().until(() -> harness.sent.get() == ORDERS);
      assertThat(harness.sink.count(VenueEvent.OutcomeUnknown.class)).isPositive();
      assertNothingDoubledAndNothingRefusedIsThere(harness);
      assertAccountIsTheVenues(harness);
    }
  }

  private static void somethingGoesWrong(FuturesHarness harness) {
    List.of(
            Fault.of(FaultKind.LOST_REQUEST).on(PLACE).likely(0.05).with("silent", true),
            Fault.of(FaultKind.LOST_ANSWER).on(PLACE).likely(0.05).with("silent", true),
            Fault.of(FaultKind.LOST_ANSWER).on(PLACE).likely(0.03),
            Fault.of(FaultKind.ERROR)
                .on(PLACE)
                .likely(0.05)
                .with("code", -1007)
                .with("executed", true),
            Fault.of(FaultKind.ERROR).on(PLACE).likely(0.05).with("code", -1008),
            Fault.of(FaultKind.DUPLICATE_REPORT).on("ORDER_TRADE_UPDATE").likely(0.1),
            Fault.of(FaultKind.REORDER_REPORT).on("ORDER_TRADE_UPDATE").likely(0.1),
            Fault.of(FaultKind.MISSING_REPORT).on("ORDER_TRADE_UPDATE").likely(0.05))
        .forEach(harness.server()::addFault);
  }

  /** Told in some way: nothing that was sent is left without a word. */
  private static boolean fateKnown(FuturesHarness harness, ClientOrderId order) {
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

  private static void assertNothingDoubledAndNothingRefusedIsThere(FuturesHarness harness) {
    List<String> ids =
        harness.server().orders(harness.simulator.account()).stream()
            .map(OrderView::clientOrderId)
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(harness.sink.all(VenueEvent.Rejected.class))
        .noneMatch(rejected -> ids.contains(rejected.order().value()));
  }

  private static void assertAccountIsTheVenues(FuturesHarness harness) {
    harness.reconcile("");
    AccountSnapshot account = harness.sink.await(VenueEvent.AccountRead.class).account();
    Set<String> known = new TreeSet<>();
    harness.sink.all(VenueEvent.Filled.class).forEach(filled -> known.add(filled.tradeId()));
    account.fills().stream().map(PastFill::tradeId).forEach(known::add);
    Set<String> happened =
        harness.server().fills(harness.simulator.account()).stream()
            .map(FillView::tradeId)
            .map(String::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(known).isNotEmpty().isEqualTo(happened);
    BigDecimal venues =
        harness.server().positions(harness.simulator.account()).stream()
            .map(Position::quantity)
            .map(Decimals::toBigDecimal)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal ours =
        account.positions().stream()
            .map(VenuePosition::qty)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(ours).isEqualByComparingTo(venues);
    assertThat(account.openOrders())
        .hasSameSizeAs(harness.server().openOrders(harness.simulator.account()));
  }
}

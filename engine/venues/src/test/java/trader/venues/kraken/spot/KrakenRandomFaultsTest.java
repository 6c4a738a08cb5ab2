package trader.venues.kraken.spot;

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
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.witness.BalanceView;
import trader.simulator.witness.OrderView;

/**
 * Orders, changes, cancels and a second hand on the same account, through everything that can go
 * wrong at once. {@code -Dtrader.seeds} is how many seeds.
 */
@Tag("integration")
class KrakenRandomFaultsTest {
  private static final int STEPS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final trader.simulator.matching.Side SELLER = trader.simulator.matching.Side.SELL;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("trader.seeds", 1));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noOrderIsDoubledAndNoFillIsLost(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    try (var harness = new KrakenHarness()) {
      harness.connected();
      somethingGoesWrong(harness);
      List<NewOrder> orders = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        step(harness, random, orders, "tb-" + seed + "-" + i);
      }
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> orders.stream().allMatch(order -> fateKnown(harness, order.id())));
      harness.kraken.clearFaults();

      assertThat(harness.sent).hasValue(orders.size());
      assertThat(harness.sink.count(VenueEvent.OutcomeUnknown.class)).isPositive();
      List<String> executed =
          harness.kraken.orders(KrakenHarness.ACCOUNT).stream()
              .map(OrderView::clientOrderId)
              .toList();
      assertThat(executed).doesNotHaveDuplicates().isNotEmpty();
      assertThat(harness.sink.all(VenueEvent.Rejected.class))
          .noneMatch(rejected -> executed.contains(rejected.order().value()));
      // The market moves on, and what rests may be filled between the two readings.
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(300))
          .untilAsserted(() -> assertAccountIsTheVenues(harness));
    }
  }

  private static void step(
      KrakenHarness harness, RandomGenerator random, List<NewOrder> orders, String id) {
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    switch (random.nextInt(12)) {
      case 0 ->
          harness.byHand(
              "AddOrder",
              "pair=XBTUSD&ordertype=market&volume=0.001&type="
                  + (side == Side.BUY ? "buy" : "sell"));
      case 1 -> {
        NewOrder resting = KrakenHarness.limit(id, Side.BUY, "0.001", "50000");
        send(harness, orders, resting);
        harness.cancel(resting);
      }
      case 2 -> {
        NewOrder resting = KrakenHarness.limit(id, Side.BUY, "0.002", "50000");
        send(harness, orders, resting);
        harness.replace(resting, "0.003", "50001", null);
        harness.kraken.print("BTCUSD", new BigDecimal("50000"), new BigDecimal("0.001"), SELLER);
      }
      case 3 ->
          harness.fault(
              Fault.of(FaultKind.MANUAL_TRADING)
                  .times(2)
                  .with("everyMs", 5)
                  .with("quantity", "0.001")
                  .with("cancels", true));
      default -> send(harness, orders, KrakenHarness.market(id, side, "0.001"));
    }
    if (!orders.isEmpty() && random.nextInt(4) == 0) {
      ClientOrderId last = orders.getLast().id();
      Awaitility.await().atMost(PATIENCE).until(() -> fateKnown(harness, last));
    }
  }

  private static void send(KrakenHarness harness, List<NewOrder> orders, NewOrder order) {
    orders.add(order);
    harness.submit(order);
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
            .with("msg", "EDatabase:Internal error")
            .with("executed", true));
    harness.fault(
        Fault.of(FaultKind.ERROR)
            .on("add_order")
            .likely(0.05)
            .with("msg", "EService:Market in cancel_only mode"));
    harness.fault(
        Fault.of(FaultKind.LOST_REQUEST)
            .on("cancel_order,amend_order")
            .likely(0.1)
            .with("silent", true));
    harness.fault(Fault.of(FaultKind.LATE_ANSWER).on("*_order").likely(0.05).with("ms", 400));
    harness.fault(Fault.of(FaultKind.LATENCY).on("*_order").likely(0.1).with("jitterMs", 60));
    harness.fault(Fault.of(FaultKind.LATE_REPORT).on("executions").likely(0.02).with("ms", 100));
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
    long before = harness.sink.count(VenueEvent.AccountRead.class);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> {
          harness.reconcile("");
          return harness.sink.count(VenueEvent.AccountRead.class) > before;
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
    assertThat(account.openOrders()).hasSameSizeAs(harness.openOrders());
    for (BalanceView theirs : harness.kraken.balances(KrakenHarness.ACCOUNT)) {
      assertThat(account.balances())
          .filteredOn(ours -> ours.asset().equals(theirs.asset()))
          .singleElement()
          .satisfies(ours -> assertThat(ours.total()).isEqualByComparingTo(theirs.total()));
    }
  }
}

package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.AccountStatement;
import trader.simulator.matching.Decimals;
import trader.simulator.witness.OrderView;

/**
 * Orders, changes, cancels, funding and a second hand on the same account, through everything that
 * can go wrong at once. {@code -Dtrader.seeds} is how many seeds.
 */
@Tag("integration")
class KrakenFuturesRandomFaultsTest {
  private static final int STEPS = 34;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String V3 = "POST /derivatives/api/v3/";
  private static final trader.simulator.matching.Side SELLER = trader.simulator.matching.Side.SELL;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("trader.seeds", 1));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noOrderIsDoubledNoFillIsLostAndTheAccountIsTheVenues(long seed) throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    try (var harness = new FuturesHarness()) {
      harness.connected();
      somethingGoesWrong(harness);
      List<NewOrder> orders = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        step(harness, random, orders, "t-" + seed + "-" + i);
      }
      await()
          .atMost(PATIENCE)
          .until(() -> orders.stream().allMatch(order -> isFateKnown(harness, order.id())));
      harness.server.clearFaults();

      await().until(() -> harness.sent.get() == orders.size());
      List<String> there =
          harness.server.orders("main").stream().map(OrderView::clientOrderId).toList();
      assertThat(there).doesNotHaveDuplicates().isNotEmpty();
      List<String> lived =
          harness.server.orders("main").stream()
              .filter(order -> order.status().isOpen() || order.executed().signum() > 0)
              .map(OrderView::clientOrderId)
              .toList();
      assertThat(harness.sink.all(VenueEvent.Rejected.class))
          .noneMatch(rejected -> lived.contains(rejected.order().value()));
      // The market moves on, and what rests may be filled between the two readings.
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(300))
          .untilAsserted(() -> assertAccountIsTheVenues(harness));
    }
  }

  private static void somethingGoesWrong(FuturesHarness harness) {
    List.of(
            Fault.of(FaultKind.LOST_REQUEST).on(V3 + "*order").likely(0.05).with("silent", true),
            Fault.of(FaultKind.LOST_ANSWER).on(V3 + "*order").likely(0.05).with("silent", true),
            Fault.of(FaultKind.LOST_ANSWER).on(V3 + "*order").likely(0.03),
            Fault.of(FaultKind.LATE_ANSWER).on(V3 + "*order").likely(0.05).with("ms", 400),
            Fault.of(FaultKind.LATENCY).on(V3 + "*order").likely(0.1).with("jitterMs", 60),
            Fault.of(FaultKind.ERROR)
                .on(V3 + "sendorder")
                .likely(0.05)
                .with("msg", "unknownError")
                .with("executed", true),
            Fault.of(FaultKind.ERROR)
                .on(V3 + "sendorder")
                .likely(0.05)
                .with("msg", "insufficientFunds"),
            Fault.of(FaultKind.DUPLICATE_REPORT).on("*").likely(0.1),
            Fault.of(FaultKind.REORDER_REPORT).on("*").likely(0.1),
            Fault.of(FaultKind.MISSING_REPORT).on("fills,open_orders").likely(0.05),
            Fault.of(FaultKind.LATE_REPORT).on("*").likely(0.05).with("ms", 100))
        .forEach(harness.server::addFault);
  }

  private static void step(
      FuturesHarness harness, RandomGenerator random, List<NewOrder> orders, String id)
      throws Exception {
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    switch (random.nextInt(10)) {
      case 0 -> harness.server.fund("PF_XBTUSD", new BigDecimal("0.0001"));
      case 1 -> byHand(harness, side);
      case 2 -> {
        NewOrder resting = FuturesHarness.limit(id, Side.BUY, "0.02", harness.below(3));
        send(harness, orders, resting);
        harness.cancel(resting);
      }
      case 3 -> {
        NewOrder resting = FuturesHarness.limit(id, Side.BUY, "0.02", harness.below(3));
        send(harness, orders, resting);
        harness.replace(resting, "0.03", harness.below(2), null);
        harness.server.print("BTCUSDT", harness.below(3), new BigDecimal("0.005"), SELLER);
      }
      case 4 ->
          harness.server.addFault(
              Fault.of(FaultKind.MANUAL_TRADING)
                  .times(2)
                  .with("everyMs", 5)
                  .with("quantity", "0.01")
                  .with("cancels", true));
      default -> send(harness, orders, FuturesHarness.market(id, side, "0.02"));
    }
    if (!orders.isEmpty() && random.nextInt(3) == 0) {
      ClientOrderId last = orders.getLast().id();
      await().atMost(PATIENCE).until(() -> isFateKnown(harness, last));
    }
  }

  private static void byHand(FuturesHarness harness, Side side) throws InterruptedException {
    String word = side == Side.BUY ? "buy" : "sell";
    try {
      harness.byHand("orderType=mkt&symbol=PF_XBTUSD&size=0.01&side=" + word);
    } catch (IOException lost) {
      // The other hand's calls get lost like ours, and are no concern of ours.
    }
  }

  private static void send(FuturesHarness harness, List<NewOrder> orders, NewOrder order) {
    orders.add(order);
    harness.submit(order);
  }

  /** Told in some way: nothing that was sent is left without a word. */
  private static boolean isFateKnown(FuturesHarness harness, ClientOrderId order) {
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

  private static void assertAccountIsTheVenues(FuturesHarness harness) {
    AccountSnapshot account = read(harness);
    assertThat(account.fills().stream().map(PastFill::tradeId))
        .doesNotHaveDuplicates()
        .hasSameSizeAs(harness.server.fills("main"))
        .containsAll(
            harness.sink.all(VenueEvent.Filled.class).stream()
                .map(VenueEvent.Filled::tradeId)
                .toList());
    BigDecimal position =
        harness.server.positions("main").stream()
            .map(p -> Decimals.toBigDecimal(p.quantity()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(
            account.positions().stream()
                .map(VenuePosition::qty)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(position);
    AccountStatement statement = harness.server.statement("main");
    assertThat(account.balances())
        .extracting(AssetBalance::total)
        .singleElement()
        .satisfies(total ->
            assertThat(total).isEqualByComparingTo(Decimals.toBigDecimal(statement.balance())));
    assertThat(
            account.funding().stream()
                .map(PastFunding::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(Decimals.toBigDecimal(statement.funding()));
    assertThat(account.openOrders().stream().map(VenueOrder::executedQty))
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactlyInAnyOrderElementsOf(
            harness.server.openOrders("main").stream().map(OrderView::executed).toList());
  }

  /** Reads leave a part of the budget to orders, so they may have to wait for theirs. */
  private static AccountSnapshot read(FuturesHarness harness) {
    int before = harness.sink.all(VenueEvent.AccountRead.class).size();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> {
          harness.reconcile("");
          return harness.sink.all(VenueEvent.AccountRead.class).size() > before;
        });
    return harness.sink.all(VenueEvent.AccountRead.class).getLast().account();
  }
}

package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.Mode;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;
import trader.simulator.witness.ReceivedOrder;

/** kill -9 of an engine under load, at any instant, doubles no order and loses no fill. */
class KillEngineTest {
  private static final long SEED = 20_261_121;
  private static final int FEW = 20;
  private static final int MANY = 200;
  private static final BigDecimal LOT = new BigDecimal("0.00001");
  private static final BigDecimal LEAST_NOTIONAL = new BigDecimal("5");
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  private final Map<String, NewOrder> intents = new HashMap<>();
  private final Set<Path> journalsRead = new HashSet<>();
  private final Histogram unprotectedMillis = new Histogram(3);
  private final Histogram startMillis = new Histogram(3);
  private int haltsBefore;
  private int positionsAtRestart;
  @TempDir private Path directory;

  @Test
  @Tag("integration")
  void killsAtTwentyInstantsDoubleNothingAndLoseNothing() {
    run(FEW);
  }

  @Test
  @Tag("soak")
  void killsAtManyInstantsDoubleNothingAndLoseNothing() {
    run(Integer.getInteger("trials", MANY));
  }

  private void run(int count) {
    System.out.println("kill -9 instants drawn with seed " + SEED);
    try (TestDesk desk = TestDesk.start(TestDesk.Plan.busy(), directory).trading()) {
      for (int trial = 0; trial < count; trial++) {
        trial(desk, trial);
      }
      System.out.printf(
          "measured %d kills, seed %d: %d after a halt; %d entries; serving again p50 %d ms, max %d"
              + " ms; %d positions at restart, stop at the venue p50 %d ms, max %d ms after it"
              + " serves%n",
          count,
          SEED,
          haltsBefore,
          desk.simulator().receivedOrders().stream().filter(o -> o.side().equals("BUY")).count(),
          startMillis.getValueAtPercentile(50),
          startMillis.getMaxValue(),
          positionsAtRestart,
          unprotectedMillis.getValueAtPercentile(50),
          unprotectedMillis.getMaxValue());
      assertNothingWasCorrected(desk);
    }
  }

  private void trial(TestDesk desk, int trial) {
    awaitOrdersFlow(desk);
    boolean halted = random.nextInt(4) == 0;
    pause(Duration.ofNanos(random.nextLong(120_000_000)));
    if (halted) {
      haltsBefore++;
      desk.rawMode("halt");
      pause(Duration.ofNanos(random.nextLong(3_000_000)));
    }
    desk.killEngine();
    long killed = System.nanoTime();

    desk.restartEngine();
    long serving = System.nanoTime();
    startMillis.recordValue((serving - killed) / 1_000_000);
    if (halted) {
      awaitProtected(desk, serving);
    }
    awaitReconciled(desk);
    if (halted) {
      EngineState state = desk.state();
      assertThat(state.modeEffective()).as("trial %s, seed %s", trial, SEED).isEqualTo(Mode.HALT);
      assertThat(entriesSince(desk, killed)).as("entries of a halted engine").isZero();
    }
    desk.rawMode("halt");
    assertPositionIsTheVenues(desk, trial);
    awaitProtected(desk, System.nanoTime());
    assertNothingIsDoubled(desk, trial);
    desk.grant(ControlLever.MODE, "auto");
  }

  private static void awaitReconciled(TestDesk desk) {
    desk.awaitState(state ->
        TestDesk.lever(state, Lever.CONTROL_PLANE).value().equals("read")
            && TestDesk.lever(state, Lever.VENUE_LINK).value().equals("up")
            && TestDesk.lever(state, Lever.RECONCILING).value().equals("no"));
  }

  /** Every lot that could be sold has a stop at the venue. */
  private void awaitProtected(TestDesk desk, long since) {
    boolean position = tradable(desk, unprotected(desk).add(stopped(desk)));
    await()
        .atMost(TestDesk.PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> !tradable(desk, unprotected(desk)));
    if (position) {
      positionsAtRestart++;
      unprotectedMillis.recordValue((System.nanoTime() - since) / 1_000_000);
    }
  }

  private static BigDecimal unprotected(TestDesk desk) {
    return desk.venueHolds("BTC").subtract(stopped(desk)).max(BigDecimal.ZERO);
  }

  private static BigDecimal stopped(TestDesk desk) {
    return desk.simulator().openOrders().stream()
        .filter(order -> order.type().name().startsWith("STOP_LOSS"))
        .map(order -> order.quantity().subtract(order.executed()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static boolean tradable(TestDesk desk, BigDecimal qty) {
    BigDecimal price =
        desk.engine()
            .state()
            .flatMap(state -> state.positions().stream().findFirst())
            .map(trader.control.Position::markPrice)
            .orElse(new BigDecimal("60000"));
    return qty.compareTo(LOT) >= 0 && qty.multiply(price).compareTo(LEAST_NOTIONAL) >= 0;
  }

  /** What the engine believes to hold is what the venue holds, to the last digit. */
  private static void assertPositionIsTheVenues(TestDesk desk, int trial) {
    await()
        .atMost(TestDesk.PATIENCE)
        .untilAsserted(() -> {
          EngineState state = desk.state();
          assertThat(state.gate()).isEqualTo(GateLevel.CLOSED);
          assertThat(state.orders()).allMatch(order -> order.purpose().equals("stop"));
          for (String asset : List.of("BTC", "USDT")) {
            assertThat(TestDesk.engineHolds(state, asset))
                .as("%s in trial %s, seed %s", asset, trial, SEED)
                .isEqualByComparingTo(desk.venueHolds(asset));
          }
        });
  }

  private void assertNothingIsDoubled(TestDesk desk, int trial) {
    readJournals(desk);
    assertUnique(desk.simulator().receivedOrders(), ReceivedOrder::clientOrderId, trial);
    assertUnique(desk.simulator().orders(), OrderView::clientOrderId, trial);
    assertUnique(desk.simulator().fills(), FillView::tradeId, trial);
    assertThat(desk.simulator().receivedOrders())
        .as("orders that the journal does not know, trial %s, seed %s", trial, SEED)
        .allSatisfy(order -> assertThat(intents).containsKey(order.clientOrderId()));
    assertUnique(
        intents.values().stream().filter(order -> order.purpose() == Purpose.ENTRY).toList(),
        NewOrder::cause,
        trial);
  }

  private static <T> void assertUnique(List<T> all, Function<T, Object> key, int trial) {
    Map<Object, Long> counts =
        all.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    assertThat(counts)
        .as("trial %s, seed %s", trial, SEED)
        .allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
  }

  /** Finished segments are read once, since old ones are deleted; the open one each time. */
  private void readJournals(TestDesk desk) {
    List<Path> segments = Journals.segments(desk.journal());
    for (Path segment : segments) {
      if (segment.equals(segments.getLast()) || journalsRead.add(segment)) {
        Journals.submittedIn(segment).forEach(order -> intents.put(order.id().value(), order));
      }
    }
  }

  /** A lost fill would show as a balance that had to be set to the venue's. */
  private static void assertNothingWasCorrected(TestDesk desk) {
    assertThat(desk.logged("QTY_SYNCED")).isEmpty();
    assertThat(desk.logged("CORRUPTED_POSITION")).isEmpty();
    assertThat(desk.logged("INVARIANT_VIOLATION")).isEmpty();
    assertThat(desk.logged("JOURNAL_DAMAGED")).isEmpty();
    assertThat(desk.logged("ORDER_NOT_OURS")).isEmpty();
  }

  private static long entriesSince(TestDesk desk, long nanos) {
    return desk.simulator().receivedOrders().stream()
        .filter(order -> order.nanoTime() > nanos && order.side().equals("BUY"))
        .count();
  }

  private static void awaitOrdersFlow(TestDesk desk) {
    long before = desk.simulator().receivedOrderCount();
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(TestDesk.PATIENCE)
        .until(() -> desk.simulator().receivedOrderCount() >= before + 3);
  }

  /** Where in an order's way the kill falls is left to chance. */
  private static void pause(Duration time) {
    await().pollDelay(time).pollInterval(Duration.ofNanos(1)).until(() -> true);
  }
}

package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.WorkingOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;
import trader.simulator.witness.ReceivedOrder;

/**
 * What the venue saw, held against what the engine believes and has written down. Reads every
 * journal segment as it comes, since old ones are deleted.
 */
final class VenueTruth {
  private final TestDesk desk;
  private final Map<String, NewOrder> intents = new HashMap<>();
  private final Set<Path> finished = new HashSet<>();

  VenueTruth(TestDesk desk) {
    this.desk = desk;
  }

  /** Waits until the engine sends orders. */
  void awaitOrdersFlow() {
    long before = desk.simulator().receivedOrderCount();
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(TestDesk.PATIENCE)
        .until(() -> desk.simulator().receivedOrderCount() >= before + 3);
  }

  /** How many entries have reached the venue in all. */
  long entries() {
    return entriesSince(Long.MIN_VALUE);
  }

  /** How many entries have reached the venue since then, by {@link System#nanoTime()}. */
  long entriesSince(long nanos) {
    return desk.simulator().receivedOrders().stream()
        .filter(order -> order.nanoTime() > nanos && order.side().equals("BUY"))
        .count();
  }

  /**
   * In a halt, the engine believes to hold what the venue holds, to the last digit, and to have at
   * work what the venue has at work: stops only.
   */
  void assertPositionAndOrdersAreTheVenues(String when) {
    await()
        .atMost(TestDesk.PATIENCE)
        .untilAsserted(() -> {
          EngineState state = desk.state();
          assertThat(state.gate()).isEqualTo(GateLevel.CLOSED);
          assertThat(state.orders()).allMatch(order -> order.purpose().equals("stop"));
          assertThat(state.orders())
              .as("orders %s", when)
              .extracting(WorkingOrder::clientOrderId)
              .containsExactlyInAnyOrderElementsOf(
                  desk.simulator().openOrders().stream().map(OrderView::clientOrderId).toList());
          for (String asset : List.of("BTC", "USDT")) {
            assertThat(TestDesk.engineHolds(state, asset))
                .as("%s %s", asset, when)
                .isEqualByComparingTo(desk.venueHolds(asset));
          }
        });
  }

  /** No order, fill or decision happened twice, and the journal knows each order first. */
  void assertNothingIsDoubled(String when) {
    readJournals();
    assertUnique(desk.simulator().receivedOrders(), ReceivedOrder::clientOrderId, when);
    assertUnique(desk.simulator().orders(), OrderView::clientOrderId, when);
    assertUnique(desk.simulator().fills(), FillView::tradeId, when);
    assertThat(desk.simulator().receivedOrders())
        .as("orders that the journal does not know, %s", when)
        .allSatisfy(order -> assertThat(intents).containsKey(order.clientOrderId()));
    assertUnique(
        intents.values().stream().filter(order -> order.purpose() == Purpose.ENTRY).toList(),
        NewOrder::cause,
        when);
  }

  /** A lost fill would show as a balance that had to be set to the venue's. */
  void assertNothingWasCorrected() {
    assertThat(desk.logged("QTY_SYNCED")).isEmpty();
    assertThat(desk.logged("CORRUPTED_POSITION")).isEmpty();
    assertThat(desk.logged("INVARIANT_VIOLATION")).isEmpty();
    assertThat(desk.logged("JOURNAL_DAMAGED")).isEmpty();
    assertThat(desk.logged("ORDER_NOT_OURS")).isEmpty();
  }

  /** Finished segments are read once, the open one each time. */
  private void readJournals() {
    List<Path> segments = Journals.segments(desk.journal());
    for (Path segment : segments) {
      if (segment.equals(segments.getLast()) || finished.add(segment)) {
        Journals.submittedIn(segment).forEach(order -> intents.put(order.id().value(), order));
      }
    }
  }

  private static <T> void assertUnique(List<T> all, Function<T, Object> key, String when) {
    Map<Object, Long> counts =
        all.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    assertThat(counts)
        .as("seen more than once, %s", when)
        .allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
  }
}

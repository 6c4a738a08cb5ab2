package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.Acknowledgement;
import trader.control.ControlLever;
import trader.control.GateLevel;
import trader.engine.core.orders.Purpose;
import trader.simulator.witness.ReceivedOrder;

/** After a halt is acknowledged no order leaves, at whatever instant it is spoken. */
class HaltTrialsTest {
  private static final long SEED = Chance.seed(20_261_120);
  private static final int FEW = 40;
  private static final int MANY = 1_000;
  private static final Duration OBSERVED = Duration.ofMillis(100);
  private final RandomGenerator random = Chance.from(SEED);
  private final List<Trial> trials = new ArrayList<>();
  private final Histogram gateMicros = new Histogram(3);
  @TempDir private Path directory;

  /**
   * One halt.
   *
   * @param haltedNanos when its acknowledgement was read
   * @param resumedNanos when trading was granted again
   */
  private record Trial(long haltedNanos, long resumedNanos) {
    boolean covers(ReceivedOrder order) {
      return order.nanoTime() > haltedNanos && order.nanoTime() < resumedNanos;
    }
  }

  @Test
  @Tag("integration")
  void noEntryReachesTheVenueAfterSomeAcknowledgedHalts() {
    run(FEW);
  }

  @Test
  @Tag("soak")
  void noEntryReachesTheVenueAfterManyAcknowledgedHalts() {
    run(Chance.trials(MANY));
  }

  private void run(int count) {
    try (TestDesk desk = TestDesk.start(Plan.busy(), directory).trading()) {
      VenueTruth truth = new VenueTruth(desk);
      for (int trial = 0; trial < count; trial++) {
        trial(desk, truth);
      }
      judge(desk, count);
    }
  }

  private void trial(TestDesk desk, VenueTruth truth) {
    truth.awaitOrdersFlow();
    String cursor = desk.store().acknowledgementCursor();
    Chance.pause(random, Duration.ofMillis(30));
    desk.rawMode("halt");
    Acknowledgement ack =
        desk.awaitAcknowledgement(
            cursor, one -> one.subject().equals("mode") && one.value().equals("halt"));
    long halted = System.nanoTime();
    assertThat(ack.gate()).isEqualTo(GateLevel.CLOSED);
    gateMicros.recordValue(ack.gateMicros());
    // The market goes on for some bars, on each of which the strategy would have acted.
    await()
        .pollInterval(Duration.ofMillis(10))
        .during(OBSERVED)
        .atMost(TestDesk.PATIENCE)
        .until(() -> entriesSince(desk, halted) == 0);
    trials.add(new Trial(halted, System.nanoTime()));
    desk.grant(ControlLever.MODE, "auto");
  }

  private void judge(TestDesk desk, int count) {
    Map<String, Purpose> purposes = new HashMap<>();
    Journals.submitted(desk.journal())
        .forEach(order -> purposes.put(order.id().value(), order.purpose()));
    List<ReceivedOrder> late =
        desk.simulator().receivedOrders().stream()
            .filter(order -> trials.stream().anyMatch(trial -> trial.covers(order)))
            .toList();
    List<ReceivedOrder> stops =
        late.stream().filter(order -> purposes.get(order.clientOrderId()) == Purpose.STOP).toList();
    long entries =
        desk.simulator().receivedOrders().stream().filter(o -> o.side().equals("BUY")).count();
    System.out.printf(
        "measured %d halts under flow, seed %d: %d entries in all; after acknowledgements %d"
            + " orders, of them %d protective; gate closed and drained p50 %d us, p99 %d us, max %d"
            + " us%n",
        count,
        SEED,
        entries,
        late.size(),
        stops.size(),
        gateMicros.getValueAtPercentile(50),
        gateMicros.getValueAtPercentile(99),
        gateMicros.getMaxValue());
    assertThat(trials).hasSize(count);
    assertThat(entries).as("entries that flowed between the halts").isGreaterThan(count);
    assertThat(late)
        .as("orders after an acknowledged halt that protect nothing, seed %s", SEED)
        .allSatisfy(
            order -> assertThat(purposes).containsEntry(order.clientOrderId(), Purpose.STOP));
    assertThat(late).extracting(ReceivedOrder::side).doesNotContain("BUY");
  }

  private static long entriesSince(TestDesk desk, long nanos) {
    return desk.simulator().witness().latest(20).stream()
        .filter(order -> order.nanoTime() > nanos && order.side().equals("BUY"))
        .count();
  }
}

package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.VenueClient;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.prices.SteadyPrices;

/** A client that follows the documented way to keep a book ends with the venue's book. */
@Tag("integration")
class BookSyncTest {
  private static final SimulatorSettings BUSY =
      SimulatorSettings.defaults().withPrices(new SteadyPrices(200, 3)).withLimits(Limits.none());

  private static List<JsonNode> diffs(WsClient socket) {
    return socket.messages().stream()
        .filter(m -> m.path("e").asString("").equals("depthUpdate"))
        .toList();
  }

  @Test
  void snapshotAndBufferedDifferencesJoin() {
    try (Simulator simulator = Simulator.start(BUSY);
        VenueClient client = new VenueClient(simulator)) {
      WsClient socket = client.open("/ws/btcusdt@depth@100ms");
      Awaitility.await().until(() -> diffs(socket).size() >= 2);
      long firstU = diffs(socket).getFirst().get("U").asLong();
      JsonNode snapshot = client.get("/api/v3/depth", "symbol", "BTCUSDT", "limit", "5000").json();
      long last = snapshot.get("lastUpdateId").asLong();
      assertThat(last).isGreaterThanOrEqualTo(firstU);
      Map<BigDecimal, String> bids = side(snapshot.get("bids"));
      Map<BigDecimal, String> asks = side(snapshot.get("asks"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> diffs(socket).getLast().get("U").asLong() > last + 200);
      List<JsonNode> kept = new ArrayList<>(diffs(socket));
      kept.removeIf(d -> d.get("u").asLong() <= last);
      JsonNode first = kept.getFirst();
      assertThat(first.get("U").asLong()).isLessThanOrEqualTo(last + 1);
      assertThat(first.get("u").asLong()).isGreaterThanOrEqualTo(last + 1);
      long book = first.get("U").asLong() - 1;
      for (JsonNode diff : kept) {
        assertThat(diff.get("U").asLong()).isEqualTo(book + 1);
        book = diff.get("u").asLong();
        apply(bids, diff.get("b"));
        apply(asks, diff.get("a"));
      }
      BigDecimal bestBid = bids.keySet().stream().max(BigDecimal::compareTo).orElseThrow();
      BigDecimal bestAsk = asks.keySet().stream().min(BigDecimal::compareTo).orElseThrow();
      assertThat(bestBid).isLessThan(bestAsk);
      assertThat(bids).hasSameSizeAs(snapshot.get("bids").valueStream().toList());
    }
  }

  private static Map<BigDecimal, String> side(JsonNode levels) {
    Map<BigDecimal, String> side = new TreeMap<>();
    apply(side, levels);
    return side;
  }

  private static void apply(Map<BigDecimal, String> side, JsonNode levels) {
    for (JsonNode level : levels) {
      BigDecimal price = new BigDecimal(level.get(0).asString());
      if (new BigDecimal(level.get(1).asString()).signum() == 0) {
        side.remove(price);
      } else {
        side.put(price, level.get(1).asString());
      }
    }
  }

  @Test
  void gapIsSeenInTheIds() {
    SimulatorSettings settings = SimulatorSettings.defaults().withPrices(new SteadyPrices(200, 4));
    try (Simulator simulator = Simulator.start(settings);
        VenueClient client = new VenueClient(simulator)) {
      WsClient socket = client.open("/ws/btcusdt@depth@100ms");
      Awaitility.await().until(() -> diffs(socket).size() >= 2);
      simulator.addFault(Fault.of(FaultKind.DEPTH_GAP).on("BTCUSDT").times(1));
      int before = diffs(socket).size();
      Awaitility.await().until(() -> diffs(socket).size() >= before + 3);
      List<JsonNode> all = diffs(socket);
      int gaps = 0;
      for (int i = 1; i < all.size(); i++) {
        if (all.get(i).get("U").asLong() > all.get(i - 1).get("u").asLong() + 1) {
          gaps++;
        }
      }
      assertThat(gaps).isEqualTo(1);
    }
  }
}

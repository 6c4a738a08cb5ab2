package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.DepthBook;
import trader.simulator.client.VenueClient;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.prices.SteadyPrices;

/**
 * A client that keeps a book the documented way ends with the venue's book, here as on what was
 * recorded at the real venue.
 */
@Tag("integration")
class BookSyncTest {
  private static final Path DEPTH = Path.of("..", "..", "..", "shared", "data", "depth");

  private static List<JsonNode> diffs(WsClient socket) {
    return socket.messages().stream()
        .filter(m -> m.path("e").asString("").equals("depthUpdate"))
        .toList();
  }

  private static void apply(JsonNode levels, BiConsumer<String, String> side) {
    for (JsonNode level : levels) {
      side.accept(level.get(0).asString(), level.get(1).asString());
    }
  }

  private static DepthBook book(JsonNode snapshot) {
    DepthBook book = new DepthBook(snapshot.get("lastUpdateId").asLong());
    apply(snapshot.get("bids"), book::bid);
    apply(snapshot.get("asks"), book::ask);
    return book;
  }

  private static void replay(DepthBook book, List<JsonNode> diffs) {
    for (JsonNode diff : diffs) {
      if (book.accept(diff.get("U").asLong(), diff.get("u").asLong())) {
        apply(diff.get("b"), book::bid);
        apply(diff.get("a"), book::ask);
      }
    }
  }

  @Test
  void snapshotAndDifferencesJoinToTheVenuesBook() {
    SimulatorSettings settings =
        SimulatorSettings.defaults().withPrices(new SteadyPrices(200, 3)).withLimits(Limits.none());
    try (Simulator simulator = Simulator.start(settings);
        VenueClient client = new VenueClient(simulator)) {
      WsClient socket = client.open("/ws/btcusdt@depth@100ms");
      Awaitility.await().until(() -> diffs(socket).size() >= 2);
      JsonNode snapshot = client.get("/api/v3/depth", "symbol", "BTCUSDT", "limit", "5000").json();
      long taken = snapshot.get("lastUpdateId").asLong();
      assertThat(taken).isGreaterThanOrEqualTo(diffs(socket).getFirst().get("U").asLong());
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> diffs(socket).getLast().get("U").asLong() > taken + 200);
      JsonNode later = client.get("/api/v3/depth", "symbol", "BTCUSDT", "limit", "5000").json();
      long end = later.get("lastUpdateId").asLong();
      Awaitility.await().until(() -> diffs(socket).getLast().get("u").asLong() >= end);
      DepthBook book = book(snapshot);
      replay(book, diffs(socket));
      assertThat(book.gaps()).isZero();
      assertThat(book.applied()).isGreaterThan(5);
      assertThat(book.isCrossed()).isFalse();
      DepthBook direct = book(later);
      replay(direct, diffs(socket));
      assertThat(book.bids()).isEqualTo(direct.bids());
      assertThat(book.asks()).isEqualTo(direct.asks());
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
      DepthBook book = new DepthBook(diffs(socket).getFirst().get("U").asLong() - 1);
      replay(book, diffs(socket));
      assertThat(book.gaps()).isEqualTo(1);
    }
  }

  private static BufferedReader recording(String name) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(DEPTH.resolve(name))),
            StandardCharsets.UTF_8));
  }

  private static void levels(String cell, BiConsumer<String, String> side) {
    for (String level : Pattern.compile(";").split(cell, -1)) {
      int colon = level.indexOf(':');
      if (colon > 0) {
        side.accept(level.substring(0, colon), level.substring(colon + 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BTCUSDT", "ETHUSDT"})
  void realRecordingJoinsByTheSameRules(String symbol) throws IOException {
    assumeTrue(Files.isDirectory(DEPTH), "no recordings beside the checkout");
    Pattern comma = Pattern.compile(",");
    String name = "binance-spot-" + symbol + "-depth";
    DepthBook book;
    try (BufferedReader in = recording(name + "-snapshots-2024-08-08_09.csv.gz")) {
      in.readLine();
      String[] row = comma.split(in.readLine(), -1);
      book = new DepthBook(Long.parseLong(row[1]));
      levels(row[2], book::bid);
      levels(row[3], book::ask);
    }
    try (BufferedReader in = recording(name + "-2024-08-08_09.csv.gz")) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] row = comma.split(line, -1);
        if (book.accept(Long.parseLong(row[3]), Long.parseLong(row[4]))) {
          levels(row[6], book::bid);
          levels(row[7], book::ask);
        }
      }
    }
    assertThat(book.gaps()).isZero();
    assertThat(book.applied()).isGreaterThan(6_000);
    assertThat(book.isCrossed()).isFalse();
  }
}

package trader.simulator.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.ListedPrices;
import trader.simulator.client.Reply;
import trader.simulator.client.VenueClient;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultFile;
import trader.simulator.faults.FaultKind;
import trader.simulator.witness.OrderView;

/** The faults that act by themselves, at each venue that has what they act on. */
@Tag("integration")
class ActingFaultsTest {
  private static final String SPOT = Simulator.SPOT;
  private static final String FUTURES = Simulator.BINANCE_FUTURES;

  private final SimulatorSettings settings =
      SimulatorSettings.defaults()
          .withBalance("USDT", new BigDecimal("100000"))
          .withBalance("BTC", BigDecimal.TEN)
          .withPrices(ListedPrices.quietAt("58500.00"))
          .withHistoryFraction(0.5)
          .withVenues(Set.of(FUTURES));
  private Simulator simulator = Simulator.start(settings);

  @BeforeEach
  void isOpen() {
    assertThat(simulator.venues()).hasSize(2);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private VenueServer venue(String name) {
    return simulator.venue(name);
  }

  private List<OrderView> orders(String venue) {
    return venue(venue).orders(simulator.account());
  }

  private VenueClient client(String venue) {
    return new VenueClient(
        "127.0.0.1:" + venue(venue).port(), simulator.apiKey(), simulator.apiSecret());
  }

  @ParameterizedTest
  @ValueSource(strings = {SPOT, FUTURES})
  void secondUserPlacesOneOrderAsItIsDescribed(String name) {
    venue(name)
        .addFault(
            Fault.of(FaultKind.MANUAL_TRADING)
                .with("side", "BUY")
                .with("type", "LIMIT")
                .with("quantity", "0.020")
                .with("price", "50000"));

    Awaitility.await().until(() -> !orders(name).isEmpty());
    assertThat(orders(name))
        .singleElement()
        .satisfies(order -> {
          assertThat(order.clientOrderId()).startsWith("web_");
          assertThat(order.quantity()).isEqualByComparingTo("0.02");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {SPOT, FUTURES})
  void secondUserTradesForAWhileTheSameWayForTheSameSeed(String name) {
    Fault hands =
        Fault.of(FaultKind.MANUAL_TRADING).times(12).with("everyMs", 1).with("cancels", true);
    List<String> first = traded(name, hands);
    simulator.close();
    simulator = Simulator.start(settings.withPrices(ListedPrices.quietAt("58500.00")));
    assertThat(traded(name, hands)).isEqualTo(first).hasSizeGreaterThan(3);
  }

  private List<String> traded(String name, Fault hands) {
    venue(name).addFault(hands);
    Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> orders(name).size() > 3);
    return orders(name).stream().map(o -> o.clientOrderId() + o.side() + o.quantity()).toList();
  }

  @Test
  void fundingIsExchangedAndAMarkPriceIsHeldForItsTime() {
    VenueClient client = client(FUTURES);
    market(client, "0.100");
    venue(FUTURES).addFault(Fault.of(FaultKind.FUNDING).with("rate", "-0.001"));
    venue(FUTURES)
        .addFault(
            Fault.of(FaultKind.MARK_PRICE).lasting(Duration.ofMillis(400)).with("price", "50000"));

    String income = client.signed("GET", "/fapi/v1/income", "incomeType", "FUNDING_FEE").body();
    assertThat(income).contains("FUNDING_FEE").doesNotContain("\"income\":\"-");
    assertThat(mark(client)).startsWith("50000");
    Awaitility.await().until(() -> mark(client).startsWith("58"));
    client.close();
  }

  private static String mark(VenueClient client) {
    return client.get("/fapi/v1/premiumIndex", "symbol", "BTCUSDT").text("markPrice");
  }

  private static void market(VenueClient client, String quantity) {
    Reply reply =
        client.signed(
            "POST",
            "/fapi/v1/order",
            "symbol",
            "BTCUSDT",
            "side",
            "BUY",
            "type",
            "MARKET",
            "quantity",
            quantity);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  @Test
  void liquidationClosesAPositionThatIsCovered() {
    VenueClient client = client(FUTURES);
    market(client, "0.100");

    venue(FUTURES).addFault(Fault.of(FaultKind.LIQUIDATION));

    assertThat(simulator.binanceFutures().positions(simulator.account())).isEmpty();
    assertThat(orders(FUTURES).getLast().clientOrderId()).startsWith("autoclose-");
    client.close();
  }

  @ParameterizedTest
  @CsvSource({"binance-spot,/api/v3/ping,/ws-api/v3", "binance-futures,/fapi/v1/ping,/ws-fapi/v1"})
  void maintenanceServesNothingAndEndsConnectionsUntilItIsOver(
      String name, String ping, String socketPath) {
    VenueClient client = client(name);
    WsClient socket = client.open(socketPath);

    venue(name)
        .addFault(Fault.of(FaultKind.MAINTENANCE).lasting(Duration.ofMillis(600)).with("ms", 10));

    assertThat(client.get(ping).error()).startsWith("503 -1016");
    Awaitility.await().until(() -> socket.closeCode() != -1);
    assertThatThrownBy(() -> client.open(socketPath)).hasMessageContaining("WebSocketHandshake");
    Awaitility.await().until(() -> client.get(ping).status() == 200);
    client.open(socketPath);
    client.close();
  }

  @Test
  void maintenanceIsToldBySystemStatus() {
    VenueClient client = client(SPOT);
    assertThat(client.get("/sapi/v1/system/status").body())
        .isEqualTo("{\"status\":0,\"msg\":\"normal\"}");
    venue(SPOT).addFault(Fault.of(FaultKind.MAINTENANCE).lasting(Duration.ofMinutes(1)));
    assertThat(client.get("/sapi/v1/system/status").body())
        .isEqualTo("{\"status\":1,\"msg\":\"system_maintenance\"}");
    client.close();
  }

  @ParameterizedTest
  @CsvSource({"binance-spot,/api/v3/time", "binance-futures,/fapi/v1/time"})
  void clockThatRunsFastGoesOnUntilItIsSetRight(String name, String path) {
    VenueClient client = client(name);
    // A thousand times too fast, so that a test can see it.
    venue(name)
        .addFault(
            Fault.of(FaultKind.CLOCK_DRIFT)
                .lasting(Duration.ofMinutes(1))
                .with("ppm", 1_000_000_000));
    Awaitility.await().until(() -> ahead(client, path) > 50_000);
    venue(name).clearFaults();
    assertThat(ahead(client, path)).isBetween(-1_000L, 1_000L);
    client.close();
  }

  private static long ahead(VenueClient client, String path) {
    return client.get(path).json().path("serverTime").asLong() - System.currentTimeMillis();
  }

  @Test
  void faultsFileReachesTheVenueThatItNamesAndEveryOneWhereItNamesNone() {
    simulator.close();
    simulator =
        Simulator.start(
            settings
                .withPrices(ListedPrices.quietAt("58500.00"))
                .withFaults(
                    FaultFile.parse(
                        """
                        [{"kind": "clock-offset", "venue": "binance-futures", "ms": 9000},
                         {"kind": "error", "on": "*ping*", "code": -1008}]
                        """)));
    VenueClient spot = client(SPOT);
    VenueClient futures = client(FUTURES);
    assertThat(ahead(spot, "/api/v3/time")).isLessThan(1_000);
    assertThat(ahead(futures, "/fapi/v1/time")).isGreaterThan(8_000);
    assertThat(spot.get("/api/v3/ping").error()).startsWith("503 -1008");
    assertThat(futures.get("/fapi/v1/ping").error()).startsWith("503 -1008");
    spot.close();
    futures.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind":"maintenance"}                        | needs "for"
          {"kind":"clock-drift","ppm":100}              | needs "for"
          {"kind":"mark-price"}                         | needs a "price"
          {"kind":"halt","venue":"mt-gox"}              | mt-gox'; there is binance-spot
          """)
  void faultThatCannotBeActedOutIsRefusedAtTheStart(String json, String words) {
    assertThatThrownBy(() ->
            Simulator.start(
                settings
                    .withPrices(ListedPrices.quietAt("58500.00"))
                    .withFaults(FaultFile.parse(json))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}

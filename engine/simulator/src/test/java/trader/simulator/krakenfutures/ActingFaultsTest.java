package trader.simulator.krakenfutures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
import trader.simulator.net.VenueServer;
import trader.simulator.witness.OrderView;

/** The faults that act by themselves, and those of a file, at both of Kraken's venues. */
@Tag("integration")
class ActingFaultsTest {
  private static final String SPOT = Simulator.KRAKEN_SPOT;
  private static final String FUTURES = Simulator.KRAKEN_FUTURES;

  private final SimulatorSettings settings =
      SimulatorSettings.defaults()
          .withBalance("USDT", new BigDecimal("100000"))
          .withBalance("BTC", BigDecimal.TEN)
          .withHistoryFraction(0.5)
          .withVenues(Set.of(SPOT, FUTURES));
  private Simulator simulator = start("[]");

  private Simulator start(String faults) {
    return Simulator.start(
        settings.withPrices(ListedPrices.quietAt("58500.00")).withFaults(FaultFile.parse(faults)));
  }

  @BeforeEach
  void bothAreThere() {
    assertThat(simulator.venues()).hasSize(3);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private VenueServer venue(String name) {
    return simulator.venue(name);
  }

  private KrakenFuturesServer futures() {
    return (KrakenFuturesServer) venue(FUTURES);
  }

  private List<OrderView> orders(String name) {
    return venue(name).orders(simulator.account());
  }

  private VenueClient client(String name) {
    return new VenueClient(
        "127.0.0.1:" + venue(name).port(), simulator.apiKey(), simulator.apiSecret());
  }

  @ParameterizedTest
  @ValueSource(strings = {SPOT, FUTURES})
  void secondUserPlacesOneOrderAsItIsDescribed(String name) {
    venue(name)
        .addFault(
            Fault.of(FaultKind.MANUAL_TRADING)
                .with("side", "BUY")
                .with("type", "LIMIT")
                .with("quantity", "0.02")
                .with("price", "57000"));

    await().until(() -> !orders(name).isEmpty());
    assertThat(venue(name).openOrders(simulator.account()))
        .singleElement()
        .satisfies(order -> {
          assertThat(order.quantity()).isEqualByComparingTo("0.02");
          assertThat(order.price()).isEqualByComparingTo("57000");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {SPOT, FUTURES})
  void secondUserTradesForAWhileTheSameWayForTheSameSeed(String name) {
    Fault hands =
        Fault.of(FaultKind.MANUAL_TRADING).times(12).with("everyMs", 1).with("cancels", true);
    List<String> first = traded(name, hands);
    simulator.close();
    simulator = start("[]");
    assertThat(traded(name, hands)).isEqualTo(first).hasSizeGreaterThan(3);
  }

  private List<String> traded(String name, Fault hands) {
    venue(name).addFault(hands);
    await().pollDelay(Duration.ofMillis(200)).until(() -> orders(name).size() > 3);
    return orders(name).stream().map(o -> o.side() + " " + o.quantity() + " " + o.price()).toList();
  }

  private void buy(String quantity) {
    futures()
        .addFault(
            Fault.of(FaultKind.MANUAL_TRADING)
                .with("side", "BUY")
                .with("type", "MARKET")
                .with("quantity", quantity));
    await().until(() -> !futures().positions(simulator.account()).isEmpty());
  }

  @Test
  void fundingIsExchangedAndAMarkPriceIsHeldForItsTime() {
    buy("0.1");
    futures().addFault(Fault.of(FaultKind.FUNDING).with("rate", "-0.001"));
    futures()
        .addFault(
            Fault.of(FaultKind.MARK_PRICE).lasting(Duration.ofMillis(400)).with("price", "50000"));

    assertThat(futures().statement(simulator.account()).funding()).isPositive();
    VenueClient client = client(FUTURES);
    assertThat(mark(client)).isEqualTo(50_000);
    await().until(() -> mark(client) > 58_000);
    client.close();
  }

  private static int mark(VenueClient client) {
    return client
        .get("/derivatives/api/v3/tickers")
        .json()
        .path("tickers")
        .path(0)
        .path("markPrice")
        .asInt();
  }

  @Test
  void liquidationClosesAPositionThatIsCovered() {
    buy("0.1");
    futures().addFault(Fault.of(FaultKind.LIQUIDATION));
    assertThat(futures().positions(simulator.account())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "kraken-spot, /0/public/AssetPairs, EService:Unavailable, /v2",
    "kraken-futures, /derivatives/api/v3/instruments, unavailable, /ws/v1"
  })
  void maintenanceServesNothingAndEndsConnectionsUntilItIsOver(
      String name, String call, String words, String socketPath) {
    VenueClient client = client(name);
    WsClient socket = client.open(socketPath);

    venue(name)
        .addFault(Fault.of(FaultKind.MAINTENANCE).lasting(Duration.ofMillis(600)).with("ms", 10));

    assertThat(client.get(call).body()).contains(words);
    await().until(() -> socket.closeCode() != -1);
    assertThatThrownBy(() -> client.open(socketPath)).hasMessageContaining("WebSocketHandshake");
    await().until(() -> !client.get(call).body().contains(words));
    client.open(socketPath);
    client.close();
  }

  @Test
  void maintenanceIsToldByTheStateOfTheSystem() {
    VenueClient client = client(SPOT);
    venue(SPOT).addFault(Fault.of(FaultKind.MAINTENANCE).lasting(Duration.ofMinutes(1)));
    assertThat(client.get("/0/public/SystemStatus").body()).contains("\"maintenance\"");
    client.close();
  }

  @Test
  void faultsOfAFileReachTheVenueThatTheyName() {
    simulator.close();
    simulator =
        start(
            """
            [{"kind": "halt", "venue": "kraken-spot", "status": "post_only"},
             {"kind": "halt", "venue": "kraken-futures", "status": "suspended"},
             {"kind": "clock-offset", "venue": "kraken-spot", "ms": 9000}]
            """);
    VenueClient spot = client(SPOT);
    VenueClient futures = client(FUTURES);
    assertThat(spot.get("/0/public/SystemStatus").body()).contains("post_only");
    assertThat(
            spot.get("/0/public/Time").json().path("result").path("unixtime").asLong()
                - System.currentTimeMillis() / 1_000)
        .isGreaterThan(7);
    Reply tickers = futures.get("/derivatives/api/v3/tickers");
    assertThat(tickers.json().path("tickers").path(0).path("suspended").asBoolean()).isTrue();
    spot.close();
    futures.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind":"halt","venue":"kraken-spot","status":"BREAK"}     | it knows
          {"kind":"halt","venue":"kraken-futures","status":"BREAK"}  | it knows
          {"kind":"mark-price","venue":"kraken-futures"} | needs a "price"
          """)
  void faultThatCannotBeActedOutIsRefusedAtTheStart(String json, String words) {
    assertThatThrownBy(() -> start(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}

package trader.simulator.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trader.simulator.Simulator;
import trader.simulator.client.VenueClient;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** The faults that act by themselves, at every venue. */
@Tag("integration")
class ActingFaultsTest {
  private static final String SPOT = Simulator.SPOT;
  private static final String FUTURES = Simulator.BINANCE_FUTURES;
  private static final String KRAKEN_SPOT = Simulator.KRAKEN_SPOT;
  private static final String KRAKEN_FUTURES = Simulator.KRAKEN_FUTURES;

  private final QuietVenues venues = new QuietVenues(FUTURES, KRAKEN_SPOT, KRAKEN_FUTURES);

  @AfterEach
  void stop() {
    venues.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {SPOT, FUTURES, KRAKEN_SPOT, KRAKEN_FUTURES})
  void secondUserPlacesOneOrderAsItIsDescribed(String name) {
    venues
        .venue(name)
        .addFault(
            Fault.of(FaultKind.MANUAL_TRADING)
                .with("side", "BUY")
                .with("type", "LIMIT")
                .with("quantity", "0.020")
                .with("price", "57000"));

    await().until(() -> !venues.orders(name).isEmpty());
    assertThat(venues.venue(name).openOrders(venues.simulator().account()))
        .singleElement()
        .satisfies(order -> {
          assertThat(order.quantity()).isEqualByComparingTo("0.02");
          assertThat(order.price()).isEqualByComparingTo("57000");
        });
    if (name.startsWith("binance")) {
      assertThat(venues.orders(name).getFirst().clientOrderId()).startsWith("web_");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SPOT, FUTURES, KRAKEN_SPOT, KRAKEN_FUTURES})
  void secondUserTradesForAWhileTheSameWayForTheSameSeed(String name) {
    Fault hands =
        Fault.of(FaultKind.MANUAL_TRADING).times(12).with("everyMs", 1).with("cancels", true);
    List<String> first = traded(name, hands);
    venues.restart("[]");
    assertThat(traded(name, hands)).isEqualTo(first).hasSizeGreaterThan(3);
  }

  private List<String> traded(String name, Fault hands) {
    venues.venue(name).addFault(hands);
    await().pollDelay(Duration.ofMillis(200)).until(() -> venues.orders(name).size() > 3);
    return venues.orders(name).stream()
        .map(order ->
            (name.startsWith("binance") ? order.clientOrderId() + " " : "")
                + order.side()
                + " "
                + order.quantity()
                + " "
                + order.price())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "binance-spot, /api/v3/ping, -1016, /ws-api/v3",
    "binance-futures, /fapi/v1/ping, -1016, /ws-fapi/v1",
    "kraken-spot, /0/public/AssetPairs, EService:Unavailable, /v2",
    "kraken-futures, /derivatives/api/v3/instruments, unavailable, /ws/v1"
  })
  void maintenanceServesNothingAndEndsConnectionsUntilItIsOver(
      String name, String call, String words, String socketPath) {
    VenueClient client = venues.client(name);
    WsClient socket = client.open(socketPath);

    venues
        .venue(name)
        .addFault(Fault.of(FaultKind.MAINTENANCE).lasting(Duration.ofMillis(600)).with("ms", 10));

    assertThat(client.get(call).body()).contains(words);
    await().until(() -> socket.closeCode() != -1);
    assertThatThrownBy(() -> client.open(socketPath)).hasMessageContaining("WebSocketHandshake");
    await().until(() -> !client.get(call).body().contains(words));
    client.open(socketPath);
    client.close();
  }
}

package trader.simulator.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.simulator.Simulator;
import trader.simulator.client.Reply;
import trader.simulator.client.VenueClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** What the faults that act by themselves do at Binance, and those of a file. */
@Tag("integration")
class BinanceActingFaultsTest {
  private static final String SPOT = Simulator.SPOT;
  private static final String FUTURES = Simulator.BINANCE_FUTURES;

  private final QuietVenues venues = new QuietVenues(FUTURES);

  @AfterEach
  void stop() {
    venues.close();
  }

  @Test
  void fundingIsExchangedAndAMarkPriceIsHeldForItsTime() {
    VenueClient client = venues.client(FUTURES);
    market(client, "0.100");
    venues.venue(FUTURES).addFault(Fault.of(FaultKind.FUNDING).with("rate", "-0.001"));
    venues
        .venue(FUTURES)
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
    VenueClient client = venues.client(FUTURES);
    market(client, "0.100");

    venues.venue(FUTURES).addFault(Fault.of(FaultKind.LIQUIDATION));

    assertThat(venues.simulator().binanceFutures().positions(venues.simulator().account()))
        .isEmpty();
    assertThat(venues.orders(FUTURES).getLast().clientOrderId()).startsWith("autoclose-");
    client.close();
  }

  @Test
  void maintenanceIsToldBySystemStatus() {
    VenueClient client = venues.client(SPOT);
    assertThat(client.get("/sapi/v1/system/status").body())
        .isEqualTo("{\"status\":0,\"msg\":\"normal\"}");
    venues.venue(SPOT).addFault(Fault.of(FaultKind.MAINTENANCE).lasting(Duration.ofMinutes(1)));
    assertThat(client.get("/sapi/v1/system/status").body())
        .isEqualTo("{\"status\":1,\"msg\":\"system_maintenance\"}");
    client.close();
  }

  @ParameterizedTest
  @CsvSource({"binance-spot,/api/v3/time", "binance-futures,/fapi/v1/time"})
  void clockThatRunsFastGoesOnUntilItIsSetRight(String name, String path) {
    VenueClient client = venues.client(name);
    // A thousand times too fast, so that a test can see it.
    venues
        .venue(name)
        .addFault(
            Fault.of(FaultKind.CLOCK_DRIFT)
                .lasting(Duration.ofMinutes(1))
                .with("ppm", 1_000_000_000));
    Awaitility.await().until(() -> ahead(client, path) > 50_000);
    venues.venue(name).clearFaults();
    assertThat(ahead(client, path)).isBetween(-1_000L, 1_000L);
    client.close();
  }

  private static long ahead(VenueClient client, String path) {
    return client.get(path).json().path("serverTime").asLong() - System.currentTimeMillis();
  }

  @Test
  void faultsFileReachesTheVenueThatItNamesAndEveryOneWhereItNamesNone() {
    venues.restart(
        """
        [{"kind": "clock-offset", "venue": "binance-futures", "ms": 9000},
         {"kind": "error", "on": "*ping*", "code": -1008}]
        """);
    VenueClient spot = venues.client(SPOT);
    VenueClient futures = venues.client(FUTURES);
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
    assertThatThrownBy(() -> venues.restart(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}

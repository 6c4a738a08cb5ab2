package trader.simulator.krakenfutures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
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
import trader.simulator.net.QuietVenues;

/** What the faults that act by themselves do at Kraken, and those of a file. */
@Tag("integration")
class KrakenActingFaultsTest {
  private static final String SPOT = Simulator.KRAKEN_SPOT;
  private static final String FUTURES = Simulator.KRAKEN_FUTURES;

  private final QuietVenues venues = new QuietVenues(SPOT, FUTURES);

  @AfterEach
  void stop() {
    venues.close();
  }

  private KrakenFuturesServer futures() {
    return (KrakenFuturesServer) venues.venue(FUTURES);
  }

  private void buy(String quantity) {
    futures()
        .addFault(
            Fault.of(FaultKind.MANUAL_TRADING)
                .with("side", "BUY")
                .with("type", "MARKET")
                .with("quantity", quantity));
    await().until(() -> !futures().positions(venues.simulator().account()).isEmpty());
  }

  @Test
  void fundingIsExchangedAndAMarkPriceIsHeldForItsTime() {
    buy("0.1");
    futures().addFault(Fault.of(FaultKind.FUNDING).with("rate", "-0.001"));
    futures()
        .addFault(
            Fault.of(FaultKind.MARK_PRICE).lasting(Duration.ofMillis(400)).with("price", "50000"));

    assertThat(futures().statement(venues.simulator().account()).funding()).isPositive();
    VenueClient client = venues.client(FUTURES);
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
    assertThat(futures().positions(venues.simulator().account())).isEmpty();
  }

  @Test
  void maintenanceIsToldByTheStateOfTheSystem() {
    VenueClient client = venues.client(SPOT);
    venues.venue(SPOT).addFault(Fault.of(FaultKind.MAINTENANCE).lasting(Duration.ofMinutes(1)));
    assertThat(client.get("/0/public/SystemStatus").body()).contains("\"maintenance\"");
    client.close();
  }

  @Test
  void faultsOfAFileReachTheVenueThatTheyName() {
    venues.restart(
        """
        [{"kind": "halt", "venue": "kraken-spot", "status": "post_only"},
         {"kind": "halt", "venue": "kraken-futures", "status": "suspended"},
         {"kind": "clock-offset", "venue": "kraken-spot", "ms": 9000}]
        """);
    VenueClient spot = venues.client(SPOT);
    VenueClient futures = venues.client(FUTURES);
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
    assertThatThrownBy(() -> venues.restart(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}

package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.ListedPrices;
import trader.simulator.client.QuietVenue;
import trader.simulator.client.Reply;
import trader.simulator.client.VenueClient;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

@Tag("integration")
class SigningTest {
  private static final String SECRET = "example-secret-for-simulator-tests-only";

  @RegisterExtension final QuietVenue venue = new QuietVenue();

  private Reply order(String query, String body) {
    return venue
        .client()
        .send(
            "POST",
            "/api/v3/order",
            query,
            body,
            Map.of(
                "X-MBX-APIKEY",
                venue.simulator().apiKey(),
                "Content-Type",
                "application/x-www-form-urlencoded"));
  }

  private String sign(String payload) {
    return VenueClient.hmac(venue.simulator().apiSecret(), payload);
  }

  private static String now() {
    return Long.toString(System.currentTimeMillis());
  }

  @Test
  void everythingInBodyIsAccepted() {
    String body = "timestamp=" + now() + "&type=MARKET&symbol=BTCUSDT&quantity=0.001&side=BUY";
    assertThat(order("", body + "&signature=" + sign(body)).status()).isEqualTo(200);
  }

  @Test
  void everythingInQueryWithJsonContentTypeIsAccepted() {
    String query = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001&timestamp=" + now();
    Reply reply =
        venue
            .client()
            .send(
                "POST",
                "/api/v3/order",
                query + "&signature=" + sign(query),
                "",
                Map.of(
                    "X-MBX-APIKEY",
                    venue.simulator().apiKey(),
                    "Content-Type",
                    "application/json"));
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void mixedQueryAndBodyAreAcceptedAndQueryWins() {
    String query = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001";
    String body = "quantity=5&timestamp=" + now();
    Reply reply = order(query, body + "&signature=" + sign(query + body));
    assertThat(reply.text("origQty")).isEqualTo("0.00100000");
  }

  @Test
  void signatureCoversBytesAsSentAndIgnoresCaseOfHex() {
    String query = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0%2E001&timestamp=" + now();
    String upper = sign(query).toUpperCase(Locale.ROOT);
    assertThat(order(query + "&signature=" + upper, "").status()).isEqualTo(200);
  }

  @Test
  void wrongSignatureIsRefused() {
    String query = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001&timestamp=" + now();
    assertThat(order(query + "&signature=" + sign(query + "0"), "").error())
        .isEqualTo("400 -1022 Signature for this request is not valid.");
  }

  @Test
  void missingAndUnknownKeysAreRefused() {
    assertThat(
            venue
                .client()
                .send("GET", "/api/v3/account", "timestamp=1&signature=x", "", Map.of())
                .error())
        .isEqualTo("401 -2014 API-key format invalid.");
    assertThat(
            venue
                .client()
                .send(
                    "GET",
                    "/api/v3/account",
                    "timestamp=1&signature=x",
                    "",
                    Map.of("X-MBX-APIKEY", "nobody"))
                .error())
        .isEqualTo("401 -2015 Invalid API-key, IP, or permissions for action.");
  }

  @Test
  void missingTimestampAndSignatureAreNamed() {
    assertThat(order("symbol=BTCUSDT&signature=x", "").error())
        .isEqualTo(
            "400 -1102 Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed.");
    assertThat(order("symbol=BTCUSDT&timestamp=" + now(), "").error())
        .isEqualTo(
            "400 -1102 Mandatory parameter 'signature' was not sent, was empty/null, or malformed.");
  }

  @Test
  void clockOffsetRefusesTimestampsBothWays() {
    Fault offset = Fault.of(FaultKind.CLOCK_OFFSET).lasting(Duration.ofMinutes(1));
    venue.simulator().addFault(offset.with("ms", -3_000));
    assertThat(venue.client().signed("GET", "/api/v3/account").error())
        .isEqualTo("400 -1021 Timestamp for this request was 1000ms ahead of the server's time.");
    venue.simulator().clearFaults();
    venue.simulator().addFault(offset.with("ms", 7_000));
    assertThat(venue.client().signed("GET", "/api/v3/account").error())
        .isEqualTo("400 -1021 Timestamp for this request is outside of the recvWindow.");
    assertThat(venue.client().signed("GET", "/api/v3/account", "recvWindow", "10000").status())
        .isEqualTo(200);
    long ahead =
        venue.client().get("/api/v3/time").json().get("serverTime").asLong()
            - System.currentTimeMillis();
    assertThat(ahead).isBetween(6_000L, 8_000L);
    venue.simulator().clearFaults();
    assertThat(venue.client().signed("GET", "/api/v3/account").status()).isEqualTo(200);
  }

  @Test
  void documentedExamplesAreAcceptedVerbatim() {
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withKey("sim-key-1", SECRET)
            .withPrices(ListedPrices.quietAt("58500.00"))
            .withHistoryFraction(0.5)
            .withClock(InstantSource.fixed(Instant.ofEpochMilli(1_718_000_000_800L)));
    try (Simulator simulator = Simulator.start(settings);
        VenueClient client = new VenueClient(simulator)) {
      Reply limit =
          client.send(
              "POST",
              "/api/v3/order",
              "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01000&price=58500.10"
                  + "&newClientOrderId=eng-000017&recvWindow=5000&timestamp=1718000000123"
                  + "&signature=18a1d8a0d623f2804bca50556bbfaac5560b17a57a6c5ccc9b9b546e02409dca",
              "",
              Map.of("X-MBX-APIKEY", "sim-key-1"));
      assertThat(limit.status()).as(limit.body()).isEqualTo(200);
      Reply mixed =
          client.send(
              "POST",
              "/api/v3/order",
              "symbol=BTCUSDT&side=BUY&type=MARKET",
              "quantity=0.01&recvWindow=5000&timestamp=1718000000123"
                  + "&signature=77bf36422833fb553c4824038366a3ef6435332b6354362de76c5e076d7d6959",
              Map.of(
                  "X-MBX-APIKEY",
                  "sim-key-1",
                  "Content-Type",
                  "application/x-www-form-urlencoded"));
      assertThat(mixed.status()).as(mixed.body()).isEqualTo(200);
      WsClient socket = client.open("/ws-api/v3");
      socket.send(
          "{\"id\":\"u1\",\"method\":\"userDataStream.subscribe.signature\",\"params\":{\"apiKey\":"
              + "\"sim-key-1\",\"timestamp\":1718000000789,\"signature\":"
              + "\"e1fa7c17bf7dbdfcfec088d81576817e856e64b2fc0c86deb887b4c45f154545\"}}");
      assertThat(socket.awaitId("u1").get("result").toString()).isEqualTo("{\"subscriptionId\":0}");
      socket.send(
          "{\"id\":\"o1\",\"method\":\"order.place\",\"params\":{\"symbol\":\"BTCUSDT\",\"side\":"
              + "\"BUY\",\"type\":\"LIMIT\",\"timeInForce\":\"GTC\",\"price\":\"58500.10\","
              + "\"quantity\":\"0.01000\",\"newClientOrderId\":\"eng-000018\",\"apiKey\":"
              + "\"sim-key-1\",\"timestamp\":1718000000456,\"signature\":"
              + "\"a9a54ed4bd346d87044474e1e2065a36b49b13cc8242b573cbfb0d506afeb434\"}}");
      assertThat(socket.awaitId("o1").get("status").asInt()).isEqualTo(200);
    }
  }
}

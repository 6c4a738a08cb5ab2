package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.simulator.net.ApiKey;

class SignaturesTest {
  private static final String SECRET = "example-secret-for-simulator-tests-only";

  @Test
  void documentedExampleYieldsItsSignature() {
    assertThat(
            Signatures.sign(
                "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j",
                "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1"
                    + "&recvWindow=5000&timestamp=1499827319559"))
        .isEqualTo("c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71");
  }

  @Test
  void mixedPayloadJoinsQueryAndBodyWithNothingBetween() {
    String payload =
        Signatures.restPayload(
            "symbol=BTCUSDT&side=BUY&type=MARKET",
            "quantity=0.01&recvWindow=5000&timestamp=1718000000123&signature=abc");
    assertThat(payload)
        .isEqualTo(
            "symbol=BTCUSDT&side=BUY&type=MARKETquantity=0.01&recvWindow=5000"
                + "&timestamp=1718000000123");
    assertThat(Signatures.sign(SECRET, payload))
        .isEqualTo("77bf36422833fb553c4824038366a3ef6435332b6354362de76c5e076d7d6959");
  }

  @Test
  void signatureIsTakenOutWhereverItStands() {
    assertThat(Signatures.restPayload("a=1&signature=x&b=2", "")).isEqualTo("a=1&b=2");
    assertThat(Signatures.restPayload("signature=x&b=2", "")).isEqualTo("b=2");
    assertThat(Signatures.restPayload("signature=x", "b=2")).isEqualTo("b=2");
    assertThat(Signatures.restPayload("a=1&mysignature=x", "")).isEqualTo("a=1&mysignature=x");
  }

  @Test
  void webSocketPayloadIsSortedByName() {
    String payload =
        Signatures.webSocketPayload(
            Map.of(
                "type", "LIMIT",
                "symbol", "BTCUSDT",
                "side", "BUY",
                "price", "58500.10",
                "quantity", "0.01000",
                "timeInForce", "GTC",
                "newClientOrderId", "eng-000018",
                "timestamp", "1718000000456",
                "apiKey", "sim-key-1",
                "signature", "whatever"));
    assertThat(payload)
        .isEqualTo(
            "apiKey=sim-key-1&newClientOrderId=eng-000018&price=58500.10&quantity=0.01000&side=BUY"
                + "&symbol=BTCUSDT&timeInForce=GTC&timestamp=1718000000456&type=LIMIT");
    assertThat(Signatures.sign(SECRET, payload))
        .isEqualTo("a9a54ed4bd346d87044474e1e2065a36b49b13cc8242b573cbfb0d506afeb434");
    assertThat(Signatures.sign(SECRET, "apiKey=sim-key-1&timestamp=1718000000789"))
        .isEqualTo("e1fa7c17bf7dbdfcfec088d81576817e856e64b2fc0c86deb887b4c45f154545");
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, 1000999, ok",
    "1000000, 1001000, ahead",
    "1000000, 1005000, ahead",
    "1000000, 995000, ok",
    "1000000, 994999, late",
  })
  void timeIsHeldToWindowOnBothSides(long serverMillis, long sentMillis, String outcome) {
    // The base keeps the numbers in the range that is read as milliseconds.
    Params params = new Params(Map.of("timestamp", Long.toString(sentMillis)));
    switch (outcome) {
      case "ahead" ->
          assertThatThrownBy(() -> Signatures.checkTime(params, serverMillis * 1_000))
              .hasMessage("Timestamp for this request was 1000ms ahead of the server's time.");
      case "late" ->
          assertThatThrownBy(() -> Signatures.checkTime(params, serverMillis * 1_000))
              .hasMessage("Timestamp for this request is outside of the recvWindow.");
      default -> Signatures.checkTime(params, serverMillis * 1_000);
    }
  }

  @Test
  void windowTakesThreeDecimalsAndAtMostAMinute() {
    long now = 1_718_000_000_123_456L;
    Signatures.checkTime(
        new Params(Map.of("timestamp", "1718000000123000", "recvWindow", "0.456")), now);
    assertThatThrownBy(() ->
            Signatures.checkTime(
                new Params(Map.of("timestamp", "1718000000123000", "recvWindow", "0.455")), now))
        .hasMessageContaining("outside of the recvWindow");
    assertThatThrownBy(() ->
            Signatures.checkTime(
                new Params(Map.of("timestamp", "1718000000123", "recvWindow", "60001")), now))
        .isInstanceOf(ApiError.class)
        .hasMessageContaining("60000");
    assertThatThrownBy(() ->
            Signatures.checkTime(
                new Params(Map.of("timestamp", "1718000000123", "recvWindow", "1.2345")), now))
        .hasMessageContaining("too much precision");
  }

  @Test
  void keyDoesNotTellItsSecret() {
    assertThat(new ApiKey("k", "the-secret", "main").toString()).doesNotContain("the-secret");
  }
}

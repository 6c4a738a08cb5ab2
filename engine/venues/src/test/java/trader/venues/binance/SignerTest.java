package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignerTest {
  private static final String OURS = "example-secret-for-simulator-tests-only";

  @ParameterizedTest
  @CsvSource({
    "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j,"
        + "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000"
        + "&timestamp=1499827319559,"
        + "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
    OURS
        + ",symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01000&price=58500.10"
        + "&newClientOrderId=eng-000017&recvWindow=5000&timestamp=1718000000123,"
        + "18a1d8a0d623f2804bca50556bbfaac5560b17a57a6c5ccc9b9b546e02409dca",
    OURS
        + ",apiKey=sim-key-1&timestamp=1718000000789,"
        + "e1fa7c17bf7dbdfcfec088d81576817e856e64b2fc0c86deb887b4c45f154545",
    OURS
        + ",apiKey=sim-key-1&newClientOrderId=eng-000018&price=58500.10&quantity=0.01000&side=BUY"
        + "&symbol=BTCUSDT&timeInForce=GTC&timestamp=1718000000456&type=LIMIT,"
        + "a9a54ed4bd346d87044474e1e2065a36b49b13cc8242b573cbfb0d506afeb434"
  })
  void documentedPayloadsGiveTheirDocumentedSignatures(
      String secret, String payload, String signature) {
    var signer = new Signer(secret);

    assertThat(signer.sign(payload)).isEqualTo(signature);
    assertThat(signer.sign(payload)).as("used again").isEqualTo(signature);
  }
}

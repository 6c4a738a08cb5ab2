package trader.simulator.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Level;
import trader.simulator.net.ApiKey;
import trader.simulator.witness.Witness;

/** What of the protocol needs no connection. */
class WireRulesTest {
  private static final String PATH = "/0/private/AddOrder";

  private static Level level(String price, String quantity) {
    return new Level(Decimals.parse(price), Decimals.parse(quantity));
  }

  @Test
  void signatureOfTheDocumentationsExample() {
    assertThat(
            ApiSign.of(
                "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==",
                PATH,
                "1616492376594",
                "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25"
                    .getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==");
  }

  @Test
  void checksumOfTheDocumentsExample() {
    List<Level> asks = List.of(level("58500.1", "0.48"), level("58501.0", "0.7"));
    List<Level> bids = List.of(level("58500.0", "1.2"));

    assertThat(BookChecksum.text(asks, bids, 1))
        .isEqualTo("5850014800000058501070000000585000120000000");
    assertThat(BookChecksum.of(asks, bids, 1)).isEqualTo(834_250_387L);
  }

  @Test
  void pairsHaveTheirThreeNames() {
    PairNames bitcoin = PairNames.of("BTC", "USD");
    assertThat(bitcoin.key()).isEqualTo("XXBTZUSD");
    assertThat(bitcoin.altname()).isEqualTo("XBTUSD");
    assertThat(bitcoin.wsname()).isEqualTo("XBT/USD");
    assertThat(bitcoin.name()).isEqualTo("BTC/USD");
    PairNames newer = PairNames.of("BTC", "USDT");
    assertThat(newer.key()).isEqualTo("XBTUSDT").isEqualTo(newer.altname());
    assertThat(PairNames.of("DOGE", "USD").wsname()).isEqualTo("XDG/USD");
  }

  @Test
  void idsHaveTheVenuesFormAndNeverRepeat() {
    Set<String> ids = new HashSet<>();
    for (long i = 0; i < 20_000; i++) {
      assertThat(ids.add(Ids.order(i))).isTrue();
      assertThat(ids.add(Ids.trade(i, i * 31))).isTrue();
      assertThat(ids.add(Ids.ledger(i))).isTrue();
    }
    assertThat(ids).allMatch(id -> id.matches("[OTL][A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}"));
  }

  @Test
  void numbersAndTimesAreWrittenAsTheVenueWritesThem() {
    assertThat(Texts.number(Decimals.parse("58500.1"))).isEqualTo("58500.1");
    assertThat(Texts.number(0)).isEqualTo("0.0");
    assertThat(Texts.decimals(Decimals.parse("1000"), 4)).isEqualTo("1000.0000");
    assertThat(Texts.decimals(Decimals.parse("0.01"), 10)).isEqualTo("0.0100000000");
    assertThat(Texts.decimals(Decimals.parse("58500.12345678"), 5)).isEqualTo("58500.12345678");
    assertThat(Texts.seconds(1_718_000_000_123_400L)).isEqualTo("1718000000.1234");
    assertThat(Texts.rfc3339(1_718_000_000_123_400L)).isEqualTo("2024-06-10T06:13:20.123400Z");
    assertThat(Texts.rfc1123(1_718_000_000_000_000L)).isEqualTo("Mon, 10 Jun 24 06:13:20 +0000");
  }

  @Test
  void counterOfCallsDecays() {
    Witness witness = new Witness();
    RestCounter counter = new RestCounter(KrakenSpotLimits.documented(), witness);
    for (int i = 0; i < 10; i++) {
      counter.charge("k", 2, 0);
    }

    assertThatThrownBy(() -> counter.charge("k", 1, 0)).hasMessage("EAPI:Rate limit exceeded");
    assertThat(witness.overLimit()).containsExactly(entry("calls", 1L));
    counter.charge("other", 1, 0);
    counter.charge("k", 1, 2_000_000);
    assertThat(counter.level("k", 12_000_000)).isEqualTo(15);
  }

  @Test
  void youngerOrdersCostMoreToCancelAndEditAndAmend() {
    long second = 1_000_000;
    var cancel = EngineCounter.Transaction.CANCEL;
    assertThat(
            List.of(4L, 9L, 14L, 44L, 89L, 299L, 300L).stream()
                .map(age -> cancel.penalty(age * second)))
        .containsExactly(8, 6, 5, 4, 2, 1, 0);
    assertThat(EngineCounter.Transaction.AMEND.penalty(4 * second)).isEqualTo(3);
    assertThat(EngineCounter.Transaction.AMEND.penalty(15 * second)).isZero();
    assertThat(EngineCounter.Transaction.EDIT.penalty(4 * second)).isEqualTo(6);
    assertThat(EngineCounter.Transaction.EDIT.penalty(90 * second)).isZero();
  }

  @Test
  void engineCounterIsOfAnAccountAndPair() {
    EngineCounter counter = new EngineCounter(KrakenSpotLimits.documented(), new Witness());
    for (int i = 0; i < 125; i++) {
      counter.begin(EngineCounter.Transaction.ADD, "me", "XXBTZUSD", 0);
    }

    assertThatThrownBy(() -> counter.begin(EngineCounter.Transaction.ADD, "me", "XXBTZUSD", 0))
        .hasMessage("EOrder:Rate limit exceeded");
    counter.begin(EngineCounter.Transaction.ADD, "me", "XETHZUSD", 0);
    counter.begin(EngineCounter.Transaction.ADD, "you", "XXBTZUSD", 0);
    counter.begin(EngineCounter.Transaction.ADD, "me", "XXBTZUSD", 1_000_000);
  }

  @Test
  void keyThatFailsTooOftenIsLockedOut() {
    ApiKey key = new ApiKey("k", "c2VjcmV0", "me");
    Gatekeeper gate = new Gatekeeper(List.of(key), KrakenSpotLimits.documented());
    byte[] body = "nonce=1".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> gate.admit("k", "wrong", PATH, "1", body, 0))
          .hasMessage("EAPI:Invalid signature");
    }

    String right = ApiSign.of("c2VjcmV0", PATH, "1", body);
    assertThatThrownBy(() -> gate.admit("k", right, PATH, "1", body, 0))
        .hasMessage("EGeneral:Temporary lockout");
    assertThat(gate.admit("k", right, PATH, "1", body, 901_000_000)).isEqualTo("me");
  }

  @Test
  void nonceMustRiseAsAnUnsignedNumber() {
    ApiKey key = new ApiKey("k", "c2VjcmV0", "me");
    Gatekeeper gate = new Gatekeeper(List.of(key), KrakenSpotLimits.documented());
    for (String nonce : List.of("5", "9223372036854775808", "18446744073709551615")) {
      byte[] body = ("nonce=" + nonce).getBytes(StandardCharsets.UTF_8);
      String sign = ApiSign.of("c2VjcmV0", PATH, nonce, body);
      assertThat(gate.admit("k", sign, PATH, nonce, body, 0)).isEqualTo("me");
      assertThatThrownBy(() -> gate.admit("k", sign, PATH, nonce, body, 0))
          .hasMessage("EAPI:Invalid nonce");
    }
  }
}

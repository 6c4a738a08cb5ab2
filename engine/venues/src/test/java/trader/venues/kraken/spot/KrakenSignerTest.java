package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KrakenSignerTest {
  private static final String PATH = "/0/private/AddOrder";

  @Test
  void exampleOfTheVenuesDocumentation() {
    KrakenSigner signer =
        new KrakenSigner(
            "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==");

    assertThat(
            signer.sign(
                PATH,
                "1616492376594",
                "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25"))
        .isEqualTo(
            "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==");
  }

  @Test
  void exampleThatWasCheckedWithOpenssl() {
    KrakenSigner signer = new KrakenSigner("c2ltdWxhdG9yLXNlY3JldC0wMTIzNDU2Nzg5YWJjZGVm");

    assertThat(
            signer.sign(
                PATH,
                "1718000000123456",
                "nonce=1718000000123456&pair=XBTUSD&type=buy&ordertype=limit&volume=0.01"
                    + "&price=58500.1&cl_ord_id=eng-000017"))
        .isEqualTo(
            "/lX6FfRskD6slTDX8HLXMwWJXR6kU292TuxtYj/Ok46aEMXKIphoYEzjvs0x0IPaFr2ZJ9IeR9SUSSxjw+acrQ==");
  }

  @Test
  void secretThatIsNotBase64IsNamedAndNotShown() {
    assertThatThrownBy(() -> new KrakenSigner("not*base64"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("base64")
        .hasMessageNotContaining("not*base64");
  }
}

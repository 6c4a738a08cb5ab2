package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each text of the venue's list of errors. */
class KrakenErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "EAPI:Invalid key, REFUSED",
    "EAPI:Invalid signature, REFUSED",
    "EGeneral:Permission denied, REFUSED",
    "EAPI:Invalid nonce, UNKNOWN",
    "EAPI:Rate limit exceeded, CALL_LIMIT",
    "EService: Throttled: 1718000000, CALL_LIMIT",
    "EGeneral:Too many requests, CALL_LIMIT",
    "EOrder:Rate limit exceeded, PAIR_LIMIT",
    "EGeneral:Temporary lockout, CALL_LIMIT",
    "EGeneral:Invalid arguments:volume, REFUSED",
    "EGeneral:Unknown method, REFUSED",
    "EGeneral:Internal error, UNKNOWN",
    "EDatabase:Internal error, UNKNOWN",
    "EService:Unavailable, UNKNOWN",
    "EService:Busy, UNKNOWN",
    "EService:Market in cancel_only mode, REFUSED",
    "EService:Market in post_only mode, REFUSED",
    "EService:Deadline elapsed, TOO_LATE",
    "EOrder:Insufficient funds, REFUSED",
    "EOrder:Order minimum not met, REFUSED",
    "EOrder:Invalid price:XBTUSD price can only be specified up to 1 decimals., REFUSED",
    "EOrder:Orders limit exceeded, REFUSED",
    "EOrder:Unknown order, REFUSED",
    "EOrder:Reduce only:No position exists, REFUSED",
    "EOrder:Trading agreement required, REFUSED",
    "EOrder:Post only order, REFUSED",
    "EOrder:Duplicate cl_ord_id, DUPLICATE",
    "EOrder:cl_ord_id is in use, DUPLICATE",
    "ETrade:Locked, REFUSED",
    "EQuery:Unknown asset pair, REFUSED",
    "EFoo:Something new, UNKNOWN"
  })
  void meaningOfATextIsThatOfTheVenuesList(String text, KrakenErrors.Meaning meaning) {
    assertThat(KrakenErrors.meaning(text)).isEqualTo(meaning);
  }

  @Test
  void silenceLastsAsLongAsTheVenueSays() {
    long now = 1_718_000_000_000_000L;

    assertThat(KrakenErrors.silenceMicros("EService: Throttled: 1718000007", now))
        .isEqualTo(7_000_000);
    assertThat(KrakenErrors.silenceMicros("EGeneral:Temporary lockout", now))
        .isEqualTo(900_000_000);
    assertThat(KrakenErrors.silenceMicros("EOrder:Insufficient funds", now)).isZero();
  }

  @Test
  void codeOfAnErrorLeavesOutWhatVaries() {
    assertThat(KrakenErrors.code("EOrder:Invalid price:XBTUSD price can only"))
        .isEqualTo("EOrder:Invalid price");
    assertThat(KrakenErrors.code("EOrder:Unknown order")).isEqualTo("EOrder:Unknown order");
  }
}

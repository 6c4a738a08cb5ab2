package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FuturesSignerTest {
  private static final String SECRET = "c2ltdWxhdG9yLXNlY3JldC0wMTIzNDU2Nzg5YWJjZGVm";

  @Test
  void signsAsTheVenueDocuments() {
    FuturesSigner signer = new FuturesSigner(SECRET);
    assertThat(
            signer.call(
                "symbol=PF_XBTUSD&side=buy&orderType=lmt&size=0.01&limitPrice=58500"
                    + "&cliOrdId=eng-000017",
                "1718000000123",
                "/api/v3/sendorder"))
        .isEqualTo(
            "Uc+m953crOwoLg1Yvwe1R1ZcL2jwWmE7PAT1wO3fVXDZNeoObVe8Hp0W3yW5z8rOAYeiBn+7R0fTjLVWLm+RRA==");
    assertThat(signer.call("timeout=60", "1718000000123", "/api/v3/cancelallordersafter"))
        .isEqualTo(
            "1DwfvQ4bI0KOwUQJiUKqx+nAQ4OkP3PMojk4hQq2nvzW8kwDpCkpjveoHeuHTe434uEOk0deA+KXxcfOVP/Zpw==");
    assertThat(signer.challenge("c100b894-1729-464d-ace1-52dbce11db42"))
        .isEqualTo(
            "dLzm8ulkpqyZjYAB8Y7S9e2Z6IdcII4ivge6kuQsxthsKRHjA1W1JvzolXrPSwCOp3XnpczJbJ9pHeOVBoDngA==");
  }
}

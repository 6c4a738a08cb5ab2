package trader.simulator.krakenfutures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.simulator.net.ApiKey;

class KeysTest {
  private static final String SECRET = QuietFutures.SECRET;
  private static final String ORDER =
      "symbol=PF_XBTUSD&side=buy&orderType=lmt&size=0.01&limitPrice=58500&cliOrdId=eng-000017";

  private final Keys keys = new Keys(List.of(new ApiKey("k", SECRET, "main")));

  @Test
  void signsAsTheVenueDocuments() {
    assertThat(Keys.authent(SECRET, ORDER, "1718000000123", "/derivatives/api/v3/sendorder"))
        .isEqualTo(
            "Uc+m953crOwoLg1Yvwe1R1ZcL2jwWmE7PAT1wO3fVXDZNeoObVe8Hp0W3yW5z8rOAYeiBn+7R0fTjLVWLm+RRA==");
    assertThat(Keys.authent(SECRET, ORDER, "", "/derivatives/api/v3/sendorder"))
        .isEqualTo(
            "at5MVM5mDdK2VvJDv3aqrk1hm5bBl8Pta0lWVNIrZOAAxhDEOj+6Pn5EwyQZQ9LK9i3dcn4C8eDLYQ8G/Rc+3A==");
    assertThat(Keys.authent(SECRET, "", "", "/api/v3/openorders"))
        .isEqualTo(
            "lQeqeCdfg9vEUNpGULn9b9oL1At94y3wTvSHIrSyIdIrVtvfPQ/BgHrkqXBceSI3RTbdZ4AhkiG/6FVMEGedjw==");
    assertThat(
            Keys.authent(
                SECRET, "timeout=60", "1718000000123", "/derivatives/api/v3/cancelallordersafter"))
        .isEqualTo(
            "1DwfvQ4bI0KOwUQJiUKqx+nAQ4OkP3PMojk4hQq2nvzW8kwDpCkpjveoHeuHTe434uEOk0deA+KXxcfOVP/Zpw==");
  }

  @ParameterizedTest
  @CsvSource({
    "7zxMEF5p/Z8l2p2U7Ghv6x14Af+Fx+92tPgUdVQ748FOIrEoT9bgT+bTRfXc5pz8na+hL/QdrCVG7bh9KpT0eMTm,"
        + "4JEpF3ix66GA2B+ooK128Ift4XQVtc137N9yeg4Kqsn9PI0Kpzbysl9M1IeCEdjg0zl00wkVqcsnG4bmnlMb3A==",
    "c2ltdWxhdG9yLXNlY3JldC0wMTIzNDU2Nzg5YWJjZGVm,"
        + "dLzm8ulkpqyZjYAB8Y7S9e2Z6IdcII4ivge6kuQsxthsKRHjA1W1JvzolXrPSwCOp3XnpczJbJ9pHeOVBoDngA=="
  })
  void signsChallengesAsTheVenueDocuments(String secret, String expected) {
    assertThat(Keys.challenge(secret, "c100b894-1729-464d-ace1-52dbce11db42")).isEqualTo(expected);
  }

  private void verify(String nonce) {
    String path = "/derivatives/api/v3/openorders";
    assertThat(keys.verify("k", Keys.authent(SECRET, "", nonce, path), nonce, "", path))
        .isEqualTo("main");
  }

  @Test
  void noncesMayBeALittleOutOfOrderButNeverTwice() {
    verify("1000");
    verify("1002");
    verify("1001");
    assertThatThrownBy(() -> verify("1001")).hasMessage("nonceDuplicate");
  }

  @Test
  void nonceFarBelowTheOthersIsRefused() {
    for (int i = 0; i < 100; i++) {
      verify(Integer.toString(2_000 + i));
    }
    assertThatThrownBy(() -> verify("1")).hasMessage("nonceBelowThreshold");
  }

  @Test
  void wrongKeySignatureOrPathIsRefused() {
    String path = "/derivatives/api/v3/openorders";
    String good = Keys.authent(SECRET, "", "", path);
    assertThatThrownBy(() -> keys.verify("other", good, null, "", path))
        .hasMessage("authenticationError");
    assertThatThrownBy(() -> keys.verify("k", good, null, "a=b", path))
        .hasMessage("authenticationError");
    assertThatThrownBy(() -> keys.verify("k", "not base64!", null, "", path))
        .hasMessage("authenticationError");
    assertThatThrownBy(() -> keys.verify(null, null, null, "", path))
        .hasMessage("authenticationError");
  }
}

package trader.commands.people;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.commands.Secret;

class TotpTest {
  /** The secret of RFC 6238's own examples, "12345678901234567890", in base32. */
  private static final Secret RFC = new Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

  private static final Instant NOW = Instant.parse("2026-11-20T11:00:15Z");

  @ParameterizedTest
  @CsvSource({"59, 287082", "1111111109, 081804", "1234567890, 005924", "20000000000, 353130"})
  void codesAreThoseOfTheStandard(long epochSecond, String code) {
    assertThat(Totp.of(RFC).codeAt(Instant.ofEpochSecond(epochSecond))).isEqualTo(code);
  }

  @Test
  void codeIsGoodOneStepBeforeAndAfterItsOwnAndNoFurther() {
    Totp totp = Totp.of(RFC);
    Secret code = new Secret(totp.codeAt(NOW));
    long step = NOW.getEpochSecond() / 30;

    assertThat(totp.stepOf(code, NOW)).hasValue(step);
    assertThat(totp.stepOf(code, NOW.plusSeconds(30))).hasValue(step);
    assertThat(totp.stepOf(code, NOW.minusSeconds(30))).hasValue(step);
    assertThat(totp.stepOf(code, NOW.plusSeconds(60))).isEmpty();
    assertThat(totp.stepOf(code, NOW.minusSeconds(60))).isEmpty();
  }

  @Test
  void spacesCaseAndPaddingOfASecretDoNotMatter() {
    assertThat(Totp.of(new Secret("gezd gnbv gy3t qojq gezd gnbv gy3t qojq==")).codeAt(NOW))
        .isEqualTo(Totp.of(RFC).codeAt(NOW));
  }

  @Test
  void newSecretHas160BitsIsAnotherEachTimeAndCanBeScanned() {
    SecureRandom random = new SecureRandom();
    Secret one = Totp.newSecret(random);
    Secret two = Totp.newSecret(random);

    assertThat(one.reveal()).matches("[A-Z2-7]{32}").isNotEqualTo(two.reveal());
    assertThat(Totp.of(one).codeAt(NOW)).matches("[0-9]{6}");
    assertThat(Base32.decode(one.reveal())).hasSize(20);
    assertThat(Totp.uri(one, "anna").reveal())
        .isEqualTo("otpauth://totp/trader:anna?secret=" + one.reveal() + "&issuer=trader");
  }

  @Test
  void secretIsTheOneThatTheStandardsBytesMake() {
    assertThat(Base32.encode("12345678901234567890".getBytes(US_ASCII))).isEqualTo(RFC.reveal());
    assertThat(Base32.encode("foob".getBytes(US_ASCII))).isEqualTo("MZXW6YQ");
  }

  @Test
  void badSecretIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> Totp.of(new Secret("GEZDGNBV1")))
        .hasMessage("character 9 is none of A to Z and 2 to 7, the letters of base32");
    assertThatThrownBy(() -> Totp.of(new Secret("GEZDGNBV")))
        .hasMessage("it has 40 bits; at least 80 are needed, 160 are usual");
  }
}

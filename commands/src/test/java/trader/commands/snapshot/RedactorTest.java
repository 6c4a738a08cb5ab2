package trader.commands.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.redis.Json;

class RedactorTest {
  private static final String NASTY = "p\"a\\ss+/=ü key";

  private static String redact(Map<String, String> environment, String text) {
    return new String(new Redactor(environment).redact(text.getBytes(UTF_8)), UTF_8);
  }

  @Test
  void secretIsFoundInEveryFormInWhichItCouldHaveBeenWritten() {
    Map<String, String> environment = Map.of("CONTROL_KEY", NASTY);
    String text =
        String.join(
            "\n",
            NASTY,
            Json.write(NASTY),
            Json.write(Json.write(NASTY)),
            URLEncoder.encode(NASTY, UTF_8),
            Base64.getEncoder().encodeToString(NASTY.getBytes(UTF_8)),
            "häll");

    assertThat(redact(environment, text))
        .doesNotContain("ss+/=")
        .doesNotContain(Base64.getEncoder().encodeToString(NASTY.getBytes(UTF_8)))
        .doesNotContain(URLEncoder.encode(NASTY, UTF_8))
        .contains("***CONTROL_KEY***")
        .endsWith("häll");
  }

  @Test
  void passwordWithinAnAddressIsASecretUnderAnyName() {
    assertThat(
            redact(
                Map.of("REDIS_URL", "redis://ops:hunter22@10.0.0.1:6379/0"),
                "AUTH hunter22 failed; redis://x:other-pass@h:1"))
        .doesNotContain("hunter22")
        .doesNotContain("other-pass")
        .contains("@h:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xoxb-123456789012-abcdefghijk",
        "xapp-1-A012345-9876543210-abcdef",
        "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1",
        "Authorization: Bearer eyJhbGciOi.J9abc",
        "api_key=ABCDEF123456",
        "\"password\": \"correct-horse\""
      })
  void whatLooksLikeACredentialIsTakenOutWhoeverItBelongsTo(String text) {
    assertThat(redact(Map.of(), "before " + text + " after"))
        .startsWith("before ")
        .endsWith(" after")
        .contains("***")
        .doesNotContain("abcdefghijk")
        .doesNotContain("9876543210")
        .doesNotContain("PALDsaw1")
        .doesNotContain("J9abc")
        .doesNotContain("ABCDEF123456")
        .doesNotContain("correct-horse");
  }

  @Test
  void secretTooShortToBeLookedForIsNamed() {
    Redactor redactor = new Redactor(Map.of("OPS_API_TOKEN", "abc", "DRY_RUN", "1"));

    assertThat(redactor.tooShort()).containsExactly("OPS_API_TOKEN");
    assertThat(redactor.value("OPS_API_TOKEN", "abc")).isEqualTo("***");
    assertThat(redactor.value("DRY_RUN", "1")).isEqualTo("1");
  }

  @Test
  void bytesThatAreNoTextStayAsTheyAre() {
    byte[] bytes = {(byte) 0xff, 0, (byte) 0x80, 'x'};

    assertThat(new Redactor(Map.of("A_TOKEN", "secret")).redact(bytes)).isEqualTo(bytes);
  }
}

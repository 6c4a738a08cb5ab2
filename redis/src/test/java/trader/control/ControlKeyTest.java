package trader.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trader.control.EngineRequest.about;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ControlKeyTest {
  private static final Instant AT = Instant.parse("2026-11-20T11:00:00.123Z");
  private static final Directive GRANT =
      new Directive(
          ControlLever.MODE, "auto", 7, "cmd-1", "cli:anna", "fixed", AT, Optional.empty());
  private static final EngineRequest APPROVAL =
      about(EngineRequest.Kind.APPROVE, "P-b1-1", "cmd-1", "cli:anna", "seen", AT);
  private static final ControlKey KEY = ControlKey.of("0123456789abcdef");

  @Test
  void signedGrantIsVerified() {
    assertThat(KEY.verifies(KEY.sign(GRANT))).isTrue();
  }

  @Test
  void signatureIsTheHmacOfEveryFieldPrefixedByItsLength() {
    assertThat(GRANT.signedText())
        .isEqualTo(
            """
            trader.grant.v1
            4:mode
            4:auto
            1:7
            5:cmd-1
            8:cli:anna
            5:fixed
            13:1795172400123\
            """);
    // openssl dgst -sha256 -hmac 0123456789abcdef
    assertThat(KEY.sign(GRANT).signature())
        .contains("0d38cbc343b4f8977903983726988be2781e1811b71db6a3463a203bff70d02e");
  }

  static Stream<Directive> tampered() {
    String signature = KEY.sign(GRANT).signature().orElseThrow();
    return Stream.of(
            new Directive(
                ControlLever.CAPITAL,
                "auto",
                7,
                "cmd-1",
                "cli:anna",
                "fixed",
                AT,
                Optional.empty()),
            new Directive(
                ControlLever.MODE, "manual", 7, "cmd-1", "cli:anna", "fixed", AT, Optional.empty()),
            new Directive(
                ControlLever.MODE, "auto", 8, "cmd-1", "cli:anna", "fixed", AT, Optional.empty()),
            new Directive(
                ControlLever.MODE, "auto", 7, "cmd-2", "cli:anna", "fixed", AT, Optional.empty()),
            new Directive(
                ControlLever.MODE, "auto", 7, "cmd-1", "cli:mara", "fixed", AT, Optional.empty()),
            new Directive(
                ControlLever.MODE, "auto", 7, "cmd-1", "cli:anna", "fixxd", AT, Optional.empty()),
            new Directive(
                ControlLever.MODE,
                "auto",
                7,
                "cmd-1",
                "cli:anna",
                "fixed",
                AT.plusMillis(1),
                Optional.empty()),
            // The same characters in the same order, cut at another place.
            new Directive(
                ControlLever.MODE, "auto", 7, "cmd-1c", "li:anna", "fixed", AT, Optional.empty()))
        .map(directive -> directive.signed(signature));
  }

  @ParameterizedTest
  @MethodSource("tampered")
  void changingAnyFieldBreaksTheSignature(Directive tampered) {
    assertThat(KEY.verifies(tampered)).isFalse();
  }

  static Stream<EngineRequest> tamperedApprovals() {
    String signature = KEY.sign(APPROVAL).signature().orElseThrow();
    return Stream.of(
            about(EngineRequest.Kind.REJECT, "P-b1-1", "cmd-1", "cli:anna", "seen", AT),
            about(EngineRequest.Kind.APPROVE, "P-b1-2", "cmd-1", "cli:anna", "seen", AT),
            about(EngineRequest.Kind.APPROVE, "P-b1-1", "cmd-2", "cli:anna", "seen", AT),
            about(EngineRequest.Kind.APPROVE, "P-b1-1", "cmd-1", "cli:mara", "seen", AT),
            about(EngineRequest.Kind.APPROVE, "P-b1-1", "cmd-1", "cli:anna", "sees", AT),
            about(
                EngineRequest.Kind.APPROVE,
                "P-b1-1",
                "cmd-1",
                "cli:anna",
                "seen",
                AT.plusMillis(1)))
        .map(request -> request.signed(signature));
  }

  @ParameterizedTest
  @MethodSource("tamperedApprovals")
  void changingAnyFieldOfAnApprovalBreaksItsSignature(EngineRequest tampered) {
    assertThat(KEY.verifies(tampered)).isFalse();
  }

  @Test
  void signedApprovalIsVerifiedAndOneWithoutASignatureIsNot() {
    assertThat(KEY.verifies(KEY.sign(APPROVAL))).isTrue();
    assertThat(KEY.verifies(APPROVAL)).isFalse();
    assertThat(KEY.verifies(ControlKey.of("another key of 16+").sign(APPROVAL))).isFalse();
  }

  @Test
  void absentShortOrForeignSignatureIsRefused() {
    String good = KEY.sign(GRANT).signature().orElseThrow();

    assertThat(KEY.verifies(GRANT)).isFalse();
    assertThat(KEY.verifies(GRANT.signed(""))).isFalse();
    assertThat(KEY.verifies(GRANT.signed(good.substring(1)))).isFalse();
    assertThat(KEY.verifies(GRANT.signed(good + "0"))).isFalse();
    assertThat(KEY.verifies(ControlKey.of("another key of 16+").sign(GRANT))).isFalse();
  }

  @Test
  void shortKeyIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> ControlKey.of("hunter2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CONTROL_KEY has 7 bytes; it needs at least 16")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void keyIsNeverShown() {
    assertThat(KEY.toString()).doesNotContain("0123456789");
  }
}

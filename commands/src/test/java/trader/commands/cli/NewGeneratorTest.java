package trader.commands.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.commands.Secret;
import trader.commands.people.Operators;
import trader.commands.people.OperatorsFile;
import trader.commands.people.Totp;

class NewGeneratorTest {
  private static final Instant NOW = Instant.parse("2026-11-20T11:00:15Z");
  private static final Pattern LINE = Pattern.compile("\n    (totp: ([A-Z2-7]{32}))\n");

  @TempDir Path folder;

  /** What one call printed, and its exit status. */
  private record Run(int status, String out, String err) {}

  private static Run run(Map<String, String> environment, boolean terminal, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new Main(
                environment,
                new ByteArrayInputStream(new byte[0]),
                () -> terminal,
                new PrintWriter(out),
                new PrintWriter(err, true),
                Clock.fixed(NOW, ZoneOffset.UTC))
            .run(args);
    return new Run(status, out.toString(), err.toString());
  }

  private Map<String, String> file(String text) throws IOException {
    return Map.of(
        "OPERATORS_FILE", Files.writeString(folder.resolve("operators.yaml"), text).toString());
  }

  @Test
  void lineThatIsPrintedGivesThePersonTheGeneratorThatIsScanned() throws IOException {
    String anna = "people:\n  anna:\n    roles: [admin]\n";

    Run run = run(file(anna), true, "totp", "anna");

    assertThat(run.status()).as(run.err()).isZero();
    Matcher line = LINE.matcher(run.out());
    assertThat(line.find()).as(run.out()).isTrue();
    Secret secret = new Secret(line.group(2));
    Operators after =
        OperatorsFile.read(
            Files.writeString(folder.resolve("next.yaml"), anna + "    " + line.group(1) + "\n"),
            OperatorsFile.Platforms.NONE);
    assertThat(after.person("anna").orElseThrow().totp().orElseThrow().reveal())
        .isEqualTo(secret.reveal());
    assertThat(run.out())
        .contains("   " + Totp.uri(secret, "anna").reveal() + "\n")
        .contains(
            "should show "
                + Totp.of(secret).codeAt(NOW)
                + " until 11:00:30 UTC, then "
                + Totp.of(secret).codeAt(NOW.plusSeconds(15)))
        .contains("▀")
        .doesNotContain("has one already");
  }

  @Test
  void whoeverHasOneIsToldThatItEnds() throws IOException {
    Map<String, String> environment =
        file("people:\n  anna: {roles: [admin], totp: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ}\n");

    Run run = run(environment, false, "totp", "anna");

    assertThat(run.out())
        .contains("anna has one already; it ends when the new line replaces the old one.")
        .doesNotContain("GEZDGNBVGY3TQOJQ", "▀");
  }

  @Test
  void whoeverIsNotInTheFileGetsNone() throws IOException {
    Run run = run(file("people:\n  anna:\n    roles: [admin]\n"), true, "totp", "anan");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("'anan' is not in the operators file", "did you mean anna?");
  }

  @Test
  void faultyFileAndImpossibleIdMakeNone() throws IOException {
    Run fault = run(file("people:\n  anna:\n    roles: [king]\n"), true, "totp", "anna");
    Run id = run(Map.of(), true, "totp", "Anna!");

    assertThat(fault.status()).isEqualTo(2);
    assertThat(fault.err()).contains("'king' is none of", "No secret was made.");
    assertThat(id.status()).isEqualTo(2);
    assertThat(id.err()).contains("'Anna!' is no person's id; one has 1 to 32 of a to z");
    assertThat(fault.out() + id.out()).isEmpty();
  }

  @Test
  void withoutAFileItSaysWhereTheLineBelongs() {
    Run run = run(Map.of(), false, "totp", "anna");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("people: anna: in the operators file (OPERATORS_FILE is not set here):");
  }

  @Test
  void withoutAPersonItSaysWhatIsMissing() {
    assertThat(run(Map.of(), false, "totp"))
        .satisfies(run -> assertThat(run.status()).isEqualTo(2))
        .satisfies(run -> assertThat(run.err()).contains("<person>"));
  }
}

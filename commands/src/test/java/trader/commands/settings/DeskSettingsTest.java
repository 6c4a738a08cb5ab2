package trader.commands.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import trader.control.Color;

class DeskSettingsTest {

  private static DeskSettings read(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    DeskSettings settings = DeskSettings.read(environment);
    environment.requireNoFaults();
    return settings;
  }

  @Test
  void nothingSetMeansThisMachineAndNoPowerToRaise() {
    DeskSettings settings = read(Map.of("CONTROL_KEY", "", "OPS_API_TOKEN", "  "));

    assertThat(settings.redis().toString()).isEqualTo("redis://127.0.0.1:6379");
    assertThat(settings.controlKey()).isEmpty();
    assertThat(settings.opsToken()).isEmpty();
    assertThat(settings.engines())
        .containsEntry(Color.BLUE, URI.create("http://127.0.0.1:8003"))
        .containsEntry(Color.GREEN, URI.create("http://127.0.0.1:8013"));
    assertThat(settings.snapshotDir()).isEqualTo(Path.of("/tmp"));
    assertThat(settings.options().answerWait()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void everyFaultIsReportedAtOnceAndNoSecretShown() {
    assertThatThrownBy(() ->
            read(
                Map.of(
                    "REDIS_URL", "redis://x:hunter22@h:port",
                    "CONTROL_KEY", "short-secret",
                    "ENGINE_URL", "localhost:8003",
                    "ACK_WAIT_MS", "soon")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("REDIS_URL")
        .hasMessageContaining("CONTROL_KEY has 12 bytes; it needs at least 16")
        .hasMessageContaining("ENGINE_URL: 'localhost:8003' is not in the form")
        .hasMessageContaining("ACK_WAIT_MS: 'soon' is not a whole number from 1 to 60000")
        .hasMessageNotContaining("hunter22")
        .hasMessageNotContaining("short-secret");
  }

  @Test
  void settingsNeverShowTheirSecrets() {
    assertThat(
            read(Map.of("CONTROL_KEY", "0123456789abcdef", "OPS_API_TOKEN", "ops-token-value"))
                .toString())
        .doesNotContain("0123456789abcdef")
        .doesNotContain("ops-token-value");
  }
}

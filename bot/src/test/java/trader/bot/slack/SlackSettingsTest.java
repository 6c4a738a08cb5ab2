package trader.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trader.commands.settings.Environment;
import trader.commands.settings.SettingsException;

class SlackSettingsTest {

  private static Optional<SlackSettings> read(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    Optional<SlackSettings> settings = SlackSettings.read(environment);
    environment.requireNoFaults();
    return settings;
  }

  @Test
  void nothingSetMeansNoSlack() {
    assertThat(read(Map.of())).isEmpty();
  }

  @Test
  void defaultsAreSlacksOwn() {
    SlackSettings settings =
        read(Map.of("SLACK_BOT_TOKEN", "xoxb-1", "SLACK_APP_TOKEN", "xapp-1")).orElseThrow();
    assertThat(settings.api()).isEqualTo(URI.create("https://slack.com"));
    assertThat(settings.alertChannel()).isEqualTo("#trading-alerts");
    assertThat(settings.signingSecret()).isEmpty();
    assertThat(settings.toString()).doesNotContain("xoxb").doesNotContain("xapp");
  }

  @Test
  void faultsNameTheVariableAndNeverItsValue() {
    assertThatThrownBy(
            () -> read(Map.of("SLACK_BOT_TOKEN", "hunter2", "SLACK_APP_TOKEN", "xoxb-swapped")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("SLACK_BOT_TOKEN: is no token that begins with xoxb-")
        .hasMessageContaining("SLACK_APP_TOKEN: is no token that begins with xapp-")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2", "swapped"));
  }

  @Test
  void tokenWithoutAWayInIsRefused() {
    assertThatThrownBy(() -> read(Map.of("SLACK_BOT_TOKEN", "xoxb-1")))
        .hasMessageContaining("neither SLACK_APP_TOKEN");
    assertThatThrownBy(() -> read(Map.of("SLACK_APP_TOKEN", "xapp-1")))
        .hasMessageContaining("SLACK_APP_TOKEN: is set, but SLACK_BOT_TOKEN is not");
  }
}

package trader.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import trader.bot.alerts.AlertLevels;
import trader.bot.alerts.MailSettings;

class BotSettingsTest {

  @Test
  void withoutAnySettingNothingIsOn() {
    BotSettings settings = BotSettings.read(Map.of());

    assertThat(settings.mail()).isEmpty();
    assertThat(settings.digestEvery()).isEmpty();
    assertThat(settings.alertLevels()).isEqualTo(AlertLevels.standard());
  }

  @Test
  void mailAndDigestAreReadAndNoPasswordIsShown() {
    BotSettings settings =
        BotSettings.read(
            Map.of(
                "SMTP_URL", "smtp://bot:hunter2@mail.example.org:587",
                "MAIL_FROM", "trader@example.org",
                "ALERT_MAIL_TO", "a@example.org, b@example.org",
                "DIGEST_INTERVAL_MIN", "30"));

    assertThat(settings.digestEvery()).contains(Duration.ofMinutes(30));
    assertThat(settings.mail().map(MailSettings::to).orElseThrow())
        .containsExactly("a@example.org", "b@example.org");
    assertThat(settings.toString()).doesNotContain("hunter2");
  }

  @Test
  void everyFaultIsNamedAtOnceAndNoPasswordIsShown() {
    assertThatThrownBy(() ->
            BotSettings.read(
                Map.of(
                    "SMTP_URL", "smtp://bot:hunter2@mail.example.org",
                    "ALERT_MAIL_TO", "nobody",
                    "ALERT_LEVELS", "drawdown=noisy",
                    "DIGEST_INTERVAL_MIN", "often")))
        .hasMessageContaining("SMTP_URL: is set, but MAIL_FROM, the sender, is not")
        .hasMessageContaining("ALERT_MAIL_TO: 'nobody' is no mail address")
        .hasMessageContaining("ALERT_LEVELS: 'noisy' is no level")
        .hasMessageContaining("DIGEST_INTERVAL_MIN: 'often' is not a whole number")
        .hasMessageNotContaining("hunter2");
  }
}

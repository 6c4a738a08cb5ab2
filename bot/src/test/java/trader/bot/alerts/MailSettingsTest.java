package trader.bot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import trader.commands.Secret;

class MailSettingsTest {

  @Test
  void addressWithAPasswordIsReadAndDoesNotShowIt() {
    MailSettings.Server server = MailSettings.parse("smtp://bot%40x.org:p%3Aa+ss@mail.x.org");

    assertThat(server.user()).contains("bot@x.org");
    assertThat(server.password().map(Secret::reveal)).contains("p:a+ss");
    assertThat(server.port()).isEqualTo(587);
    assertThat(server.toString()).doesNotContain("p:a+ss");
  }

  @Test
  void onlyAServerOnThisMachineIsSpokenToInTheOpen() {
    assertThat(
            MailSettings.of(MailSettings.parse("smtp://mail.x.org"), "a@x.org", List.of())
                .upgrades())
        .isTrue();
    assertThat(
            MailSettings.of(MailSettings.parse("smtp://127.0.0.1"), "a@x.org", List.of())
                .upgrades())
        .isFalse();
    assertThat(MailSettings.parse("smtps://mail.x.org").port()).isEqualTo(465);
  }

  @Test
  void malformedAddressIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> MailSettings.parse("mail://bot:hunter2@x"))
        .hasMessageContaining("smtp://user:password@host:587")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> MailSettings.parse("smtp://bot:hunter 2@x"))
        .hasMessageNotContaining("hunter");
  }
}

package trader.bot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.commands.Page;
import trader.commands.Section;

@Tag("integration")
class MailOutletTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T23:59:00Z"), ZoneOffset.UTC);
  private GreenMail server;

  @BeforeEach
  void start() {
    server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
            .withConfiguration(
                GreenMailConfiguration.aConfig().withUser("bot@example.org", "bot", "hunter2"));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private MailOutlet outlet(String password) {
    return new MailOutlet(
        MailSettings.of(
            MailSettings.parse(
                "smtp://bot:" + password + "@127.0.0.1:" + server.getSmtp().getPort()),
            "trader@example.org",
            List.of("ops@example.org", "risk@example.org")),
        AlertRig::operators,
        CLOCK);
  }

  private static Message message(Optional<String> place) {
    return new Message(
        "report:2026-11-21",
        true,
        place,
        Page.titled("DAILY REPORT — +42 USD\r\nBcc: everyone@example.org")
            .fact("équité", "10 042 USD")
            .chart(
                new Section.Chart(
                    "equity",
                    "USD",
                    List.of(
                        new Section.Point(Instant.EPOCH, BigDecimal.ONE),
                        new Section.Point(Instant.EPOCH.plusSeconds(60), BigDecimal.TEN))))
            .build(),
        List.of());
  }

  @Test
  void messageArrivesWithTextAndChartAndTheSameIdAtEveryTry() throws Exception {
    outlet("hunter2").deliver(message(Optional.empty()));
    outlet("hunter2").deliver(message(Optional.empty()));

    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails).hasSize(4);
    MimeMessage mail = mails[0];
    assertThat(mail.getSubject()).startsWith("[trader] DAILY REPORT — +42 USD Bcc:");
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getHeader("Importance")).containsExactly("high");
    assertThat(mail.getSentDate().toInstant()).isEqualTo(CLOCK.instant());
    assertThat(mails[2].getMessageID()).isEqualTo(mail.getMessageID()).endsWith("@example.org>");
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat((String) parts.getBodyPart(0).getContent()).contains("équité", "10 042 USD");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("image/png");
    assertThat(parts.getBodyPart(1).getInputStream().readAllBytes())
        .startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void messageForSomebodyGoesToThemAlone() throws Exception {
    outlet("hunter2").deliver(message(Optional.of("rita@example.org")));

    assertThat(server.getReceivedMessages()).hasSize(1);
    assertThat(GreenMailUtil.getAddressList(server.getReceivedMessages()[0].getAllRecipients()))
        .isEqualTo("rita@example.org");
  }

  @Test
  void whereTheSettingsNameNobodyTheFirstContactOfEachSubjectIsTold() throws Exception {
    MailSettings.Server smtp =
        MailSettings.parse("smtp://bot:hunter2@127.0.0.1:" + server.getSmtp().getPort());
    new MailOutlet(
            MailSettings.of(smtp, "trader@example.org", List.of()), AlertRig::operators, CLOCK)
        .deliver(message(Optional.empty()));

    assertThat(GreenMailUtil.getAddressList(server.getReceivedMessages()[0].getAllRecipients()))
        .contains("rita@example.org")
        .contains("ines@example.org")
        .doesNotContain("ralf@example.org");
  }

  @Test
  void wrongPasswordIsToldWithoutShowingItAndIsTriedAgain() {
    assertThatThrownBy(() -> outlet("wrong-secret").deliver(message(Optional.empty())))
        .isInstanceOfSatisfying(
            Outlet.UndeliveredException.class, e -> assertThat(e.permanent()).isFalse())
        .hasMessage("the mail server refuses the user or password of SMTP_URL");
  }

  @Test
  void serverThatIsAwayIsTriedAgain() {
    MailOutlet outlet = outlet("hunter2");
    server.stop();

    assertThatThrownBy(() -> outlet.deliver(message(Optional.empty())))
        .isInstanceOfSatisfying(
            Outlet.UndeliveredException.class, e -> assertThat(e.permanent()).isFalse())
        .hasMessageContaining("SMTP_URL cannot be used");
  }
}

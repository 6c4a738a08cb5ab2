package trader.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.commands.support.Rig;
import trader.control.Alert;
import trader.control.Reason;

/** A whole bot with nothing on but mail. */
@Tag("integration")
class BotMailTest {
  @TempDir private Path folder;

  @Test
  void alertInRedisArrivesAsMail() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try (Rig rig = new Rig(folder)) {
      Map<String, String> environment = new HashMap<>(rig.environment());
      environment.put("SMTP_URL", "smtp://127.0.0.1:" + server.getSmtp().getPort());
      environment.put("MAIL_FROM", "trader@example.org");
      environment.put("ALERT_MAIL_TO", "ops@example.org");
      try (Bot bot =
          Bot.start(BotSettings.read(environment).withPort(0), environment, rig.clock())) {
        assertThat(bot.address()).startsWith("http://127.0.0.1:");
        rig.store()
            .raise(
                new Alert(
                    Alert.Severity.CRITICAL,
                    Reason.DRAWDOWN,
                    "equity",
                    "3.1 % below the peak",
                    "engine-blue",
                    rig.clock().instant()));

        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> server.getReceivedMessages().length == 1);
        assertThat(server.getReceivedMessages()[0].getSubject())
            .isEqualTo("[trader] CRITICAL drawdown — 3.1 % below the peak");
      }
    } finally {
      server.stop();
    }
  }
}

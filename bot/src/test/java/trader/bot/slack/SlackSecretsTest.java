package trader.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static trader.bot.slack.SlackRig.ALICE;
import static trader.bot.slack.SlackRig.BOB;
import static trader.bot.slack.SlackRig.DESK;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import trader.chatsim.slack.Fault;
import trader.chatsim.slack.WorkspaceOptions;
import trader.commands.Page;

@Tag("integration")
class SlackSecretsTest {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private Level before = Level.ERROR;

  @BeforeEach
  void logEverything() {
    before = root.getLevel();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %logger %msg%n%ex");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(written);
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void logAsBefore() {
    root.setLevel(before);
    root.detachAppender(appender);
    appender.stop();
  }

  private String log() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private void assertClean(WorkspaceOptions options) {
    assertThat(log())
        .isNotEmpty()
        .doesNotContain(options.botToken())
        .doesNotContain(options.appToken())
        .doesNotContain(options.signingSecret())
        .doesNotContain("secretOfTheResponseAddress")
        .doesNotContain("socketTicketSecret")
        .doesNotContain("legacyVerificationTokenSecret")
        .doesNotContain("314159");
  }

  @Test
  void noSecretIsLoggedOverHttpWithEverythingAtTrace() {
    try (SlackRig rig = SlackRig.http()) {
      rig.desk.changes("confirm", Page.titled("TRADING").build());
      rig.desk.answers("status", Page.titled("HALTED").build());
      rig.workspace.fault("response_url", new Fault.Status(500));
      rig.workspace.fault("chat.postMessage", new Fault.LoseAnswer());
      rig.workspace.type(ALICE, DESK, "/trader", "status").ack();
      rig.workspace.type(ALICE, DESK, "/trader", "confirm K7Q2MX 314159 over").ack();
      rig.workspace.type(ALICE, DESK, "/trader", "approve P-7-12 314159").ack();
      rig.workspace.await(ALICE, DESK, one -> one.shown().contains("HALTED"));
      rig.workspace.await(BOB, DESK, one -> one.shown().contains("TRADING"));
      assertClean(rig.workspace.options());
    }
  }

  @Test
  void noSecretIsLoggedOverSocketModeWithEverythingAtTrace() {
    try (SlackRig rig = SlackRig.socket()) {
      await().until(rig.platform::connected);
      rig.desk.changes("confirm", Page.titled("TRADING").build());
      rig.workspace.type(ALICE, DESK, "/trader", "confirm K7Q2MX 314159 over").ack();
      rig.workspace.await(BOB, DESK, one -> one.shown().contains("TRADING"));
      rig.workspace.cutConnections();
      await().atMost(Duration.ofSeconds(10)).until(() -> rig.workspace.connectionsOpened() == 2);
      assertClean(rig.workspace.options());
    }
  }

  @Test
  void lineOfAnotherPartThatHoldsASecretIsRewritten() {
    try (SlackRig rig = SlackRig.http()) {
      String token = rig.workspace.options().botToken();
      org.slf4j.Logger other = LoggerFactory.getLogger("some.other.part");
      other.warn("call with {} failed", token);
      other.error(
          "failed",
          new IllegalStateException(
              "POST https://hooks.slack.com/commands/T0/1/secretOfTheResponseAddress"));
      other.info("https%3A%2F%2Fhooks.slack.com%2Factions%2FT0%2F1%2FsecretOfTheResponseAddress");
      assertThat(log())
          .contains("call with *** failed")
          .contains("failed (java.lang.IllegalStateException: POST ***");
      assertClean(rig.workspace.options());
    }
  }
}

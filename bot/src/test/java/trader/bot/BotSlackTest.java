package trader.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.bot.slack.SlackPlatform;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.WorkspaceOptions;
import trader.commands.people.OperatorsFaultException;
import trader.commands.settings.SettingsException;
import trader.commands.support.Rig;
import trader.control.Alert;
import trader.control.ControlLever;
import trader.control.Reason;

/** A whole bot in a Slack workspace. */
@Tag("integration")
class BotSlackTest {
  private static final String ALICE = "U0ALICE";
  @TempDir private Path folder;
  private Rig rig;
  private FakeWorkspace workspace;

  @BeforeEach
  void start() {
    rig = new Rig(folder);
    workspace = FakeWorkspace.start(WorkspaceOptions.strict().unlimited(), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    workspace.close();
    rig.close();
  }

  private Map<String, String> environment(String... more) throws IOException {
    Map<String, String> environment = new HashMap<>(rig.environment());
    environment.put("SLACK_BOT_TOKEN", workspace.options().botToken());
    environment.put("SLACK_API_URL", workspace.address());
    environment.put("ALERT_SLACK_CHANNEL", FakeWorkspace.ALERTS);
    environment.put("OPERATORS_FILE", operators().toString());
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  private Path operators() throws IOException {
    return Files.writeString(
        folder.resolve("operators.yaml"),
        """
        people:
          alice:
            roles: [admin]
            slack: ["%1$s:%2$s"]
        places:
          slack: ["%1$s:%3$s"]
        """
            .formatted(FakeWorkspace.TEAM, ALICE, FakeWorkspace.DESK));
  }

  private Bot bot(Map<String, String> environment) {
    return Bot.start(BotSettings.read(environment).withPort(0), environment, rig.clock());
  }

  private void haltAndAwaitTheAnswer() {
    workspace.type(ALICE, FakeWorkspace.DESK, "/trader", "mode halt incident drill");
    Awaitility.await().until(() -> rig.engine().held(ControlLever.MODE).equals("halt"));
    workspace.await(
        ALICE, FakeWorkspace.DESK, message -> message.versions().toString().contains("HALT"));
    assertThat(rig.store().auditTail(1).getFirst().draft().actor()).isEqualTo("slack:alice");
  }

  @Test
  void haltOverSocketModeIsConfirmedByTheEngineAndAnAlertArrivesInItsChannel() throws Exception {
    try (Bot _ = bot(environment("SLACK_APP_TOKEN", workspace.options().appToken()))) {
      Awaitility.await().until(() -> workspace.connectionsOpen() > 0);
      haltAndAwaitTheAnswer();
      rig.store()
          .raise(
              new Alert(
                  Alert.Severity.CRITICAL,
                  Reason.DRAWDOWN,
                  "equity",
                  "3.1 % below the peak",
                  "engine-blue",
                  rig.clock().instant()));
      workspace.await(
          ALICE,
          FakeWorkspace.ALERTS,
          message -> message.versions().toString().contains("3.1 % below the peak"));
    }
  }

  @Test
  void haltOverSignedRequestsNeedsNoTokenOfTheHttpApi() throws Exception {
    try (Bot bot = bot(environment("SLACK_SIGNING_SECRET", workspace.options().signingSecret()))) {
      workspace.overHttp(URI.create(bot.address() + SlackPlatform.EVENTS_PATH));
      haltAndAwaitTheAnswer();
    }
  }

  @Test
  void slackThatCannotBeReachedDelaysNeitherTheStartNorHttp() throws Exception {
    Map<String, String> environment =
        environment(
            "SLACK_APP_TOKEN",
            workspace.options().appToken(),
            "SLACK_API_URL",
            Rig.NOBODY.toString());
    // What loads for the first time is not what Slack delays.
    bot(new HashMap<>(rig.environment())).close();
    long start = System.nanoTime();
    try (Bot bot = bot(environment);
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      HttpResponse<String> healthz =
          client.send(
              HttpRequest.newBuilder(URI.create(bot.address() + "/healthz")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(healthz.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void chatThatIsOnWithNobodyWhoMaySpeakThereRefusesToStart() throws Exception {
    Map<String, String> without = environment("SLACK_APP_TOKEN", workspace.options().appToken());
    without.remove("OPERATORS_FILE");
    assertThatThrownBy(() -> bot(without).close())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("OPERATORS_FILE is not set, and Slack is on");

    Map<String, String> nowhere = environment("SLACK_APP_TOKEN", workspace.options().appToken());
    Files.writeString(
        Path.of(nowhere.getOrDefault("OPERATORS_FILE", "")),
        "people:\n  alice:\n    roles: [admin]\n    slack: [\"T1:U1\"]\n");
    assertThatThrownBy(() -> bot(nowhere).close())
        .isInstanceOf(OperatorsFaultException.class)
        .hasMessageContaining("slack is on, and nobody may speak there");
  }
}

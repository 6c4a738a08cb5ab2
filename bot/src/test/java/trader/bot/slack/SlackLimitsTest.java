package trader.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static trader.bot.slack.SlackRig.ALICE;
import static trader.bot.slack.SlackRig.BOB;
import static trader.bot.slack.SlackRig.DESK;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.bot.alerts.Message;
import trader.bot.alerts.Outlet.UndeliveredException;
import trader.bot.chat.Answer;
import trader.chatsim.slack.Call;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.Fault;
import trader.chatsim.slack.SlackMessage;
import trader.chatsim.slack.WorkspaceOptions;
import trader.commands.Page;
import trader.commands.Section;

@Tag("integration")
class SlackLimitsTest {
  private static final Page LONG =
      Page.titled("AUDIT")
          .table(
              "entries",
              List.of("no#", "who", "what"),
              IntStream.range(0, 900)
                  .mapToObj(i ->
                      List.of(Integer.toString(i), "alice", "mode halt because of number " + i))
                  .toList())
          .build();

  private static final Page CURVE =
      new Page(
          "EQUITY",
          List.of(
              new Section.Chart(
                  "equity",
                  "USD",
                  IntStream.range(0, 50)
                      .mapToObj(i ->
                          new Section.Point(
                              Instant.parse("2026-11-20T12:00:00Z").plusSeconds(60L * i),
                              BigDecimal.valueOf(10_000 + i)))
                      .toList())),
          List.of(),
          null);

  private static Message alert(String id, boolean loud, Page page) {
    return new Message(id, loud, Optional.empty(), page, List.of());
  }

  @Test
  void longAnswerIsCutAndFollowsWholeAsAFileInItsThread() throws Exception {
    try (SlackRig rig = SlackRig.http()) {
      rig.platform.deliver(alert("a1", false, LONG));
      List<SlackMessage> shown = rig.workspace.seenBy(BOB, FakeWorkspace.ALERTS);
      assertThat(shown).hasSize(2);
      assertThat(shown.getFirst().shown()).contains("AUDIT").contains("follows as a file");
      assertThat(shown.getLast().thread()).contains(shown.getFirst().ts());
      assertThat(
              new String(
                  rig.workspace.file(shown.getLast().files().getFirst()).bytes(),
                  StandardCharsets.UTF_8))
          .contains("because of number 899");
    }
  }

  @Test
  void longPrivateAnswerFollowsInTheDirectChannelOnly() {
    try (SlackRig rig = SlackRig.http()) {
      rig.desk.answers("audit", LONG);
      rig.workspace.type(ALICE, DESK, "/trader", "audit 200").ack();
      rig.workspace.await(ALICE, DESK, one -> one.shown().contains("follows as a file"));
      rig.workspace.await(
          ALICE, FakeWorkspace.directChannel(ALICE), one -> one.files().size() == 1);
      assertThat(rig.workspace.seenBy(BOB, DESK)).isEmpty();
    }
  }

  @Test
  void curveIsSentAsAPicture() throws Exception {
    try (SlackRig rig = SlackRig.http()) {
      rig.platform.deliver(alert("a1", false, CURVE));
      SlackMessage picture =
          rig.workspace.await(BOB, FakeWorkspace.ALERTS, one -> one.files().size() == 1);
      assertThat(picture.thread()).isEmpty();
      assertThat(rig.workspace.file(picture.files().getFirst()).bytes())
          .startsWith((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G');
    }
  }

  @Test
  void nothingThatIsShownMentionsAnybodyOrIsMarkup() throws Exception {
    try (SlackRig rig = SlackRig.http()) {
      rig.platform.deliver(
          alert("a1", false, Page.titled("reason: <!channel> & <http://evil|x>").build()));
      rig.workspace.await(
          BOB,
          FakeWorkspace.ALERTS,
          one ->
              one.shown().contains("&lt;!channel&gt; &amp; &lt;http://evil|x&gt;")
                  && one.now().text().contains("&lt;!channel&gt;"));
      rig.platform.deliver(alert("a2", true, Page.titled("LOUD").build()));
      rig.workspace.await(BOB, FakeWorkspace.ALERTS, one -> one.shown().startsWith("<!channel>"));
    }
  }

  @Test
  void messageDeliveredTwiceIsShownOnce() throws Exception {
    try (SlackRig rig = SlackRig.http()) {
      rig.platform.deliver(alert("a1", true, Page.titled("ALERT").build()));
      rig.platform.deliver(alert("a1", true, Page.titled("ALERT").build()));
      assertThat(rig.workspace.seenBy(BOB, FakeWorkspace.ALERTS)).hasSize(1);
    }
  }

  @Test
  void undeliveredAlertSaysWhetherAndWhenToTryAgain() throws Exception {
    try (SlackRig rig = SlackRig.http()) {
      Page page = Page.titled("ALERT").build();
      rig.workspace.fault("chat.postMessage", new Fault.Limit(7));
      assertThatThrownBy(() -> rig.platform.deliver(alert("a1", true, page)))
          .isInstanceOfSatisfying(
              UndeliveredException.class,
              e -> {
                assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
                assertThat(e.permanent()).isFalse();
              });
      assertThatThrownBy(() ->
              rig.platform.deliver(
                  new Message("a2", true, Optional.of("T0DESK:C404"), page, List.of())))
          .isInstanceOfSatisfying(
              UndeliveredException.class,
              e -> {
                assertThat(e.permanent()).isTrue();
                assertThat(e)
                    .hasMessageContaining("C404")
                    .hasMessageContaining("channel_not_found");
              });
    }
  }

  @Test
  void oneMessageASecondAndWhatStopsGoesFirst() {
    try (SlackRig rig = SlackRig.http(WorkspaceOptions.strict(), Duration.ofMillis(1_050))) {
      rig.desk.changes("resume", Page.titled("RESUMED").build());
      rig.desk.changes("mode halt", Page.titled("HALTED").build());
      for (int i = 0; i < 3; i++) {
        rig.workspace.type(ALICE, DESK, "/trader", "resume").ack();
      }
      await().until(() -> rig.desk.heard().size() == 3);
      rig.workspace.type(ALICE, DESK, "/mode", "halt").ack();
      rig.workspace.await(BOB, DESK, one -> one.shown().contains("HALTED"));
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() ->
              rig.workspace.seenBy(BOB, DESK).stream()
                      .filter(one -> one.shown().contains("RESUMED"))
                      .count()
                  == 3);
      List<SlackMessage> shown = rig.workspace.seenBy(BOB, DESK);
      assertThat(shown.get(1).shown()).contains("HALTED");
      assertThat(rig.count("chat_send_errors_total")).isZero();
      List<Call> posts = rig.workspace.calls("chat.postMessage");
      for (int i = 1; i < posts.size(); i++) {
        assertThat(posts.get(i).nanos() - posts.get(i - 1).nanos()).isGreaterThan(950_000_000L);
      }
      // What waited for its turn was sent once, in its last state.
      assertThat(shown.get(2).versions()).hasSize(1);
    }
  }

  @Test
  void retryAfterIsHonouredAndTheAnswerComesAnyway() {
    try (SlackRig rig = SlackRig.http()) {
      rig.workspace.fault("chat.postMessage", new Fault.Limit(1));
      rig.desk.changes("pause", Page.titled("PAUSED").build());
      rig.workspace.type(ALICE, DESK, "/trader", "pause").ack();
      rig.workspace.await(BOB, DESK, one -> one.shown().contains("PAUSED"));
      List<Call> posts = rig.workspace.calls("chat.postMessage");
      assertThat(posts).hasSize(2);
      assertThat(posts.get(1).nanos() - posts.get(0).nanos()).isGreaterThan(990_000_000L);
    }
  }

  @Test
  void answerSurvivesAnOutageOfSlack() {
    try (SlackRig rig = SlackRig.http()) {
      for (int i = 0; i < 3; i++) {
        rig.workspace.fault("chat.postMessage", new Fault.Status(503));
        rig.workspace.fault("response_url", new Fault.Status(500));
      }
      rig.desk.changes("pause", Page.titled("PAUSED").build());
      rig.desk.answers("status", Page.titled("HALTED").build());
      rig.workspace.type(ALICE, DESK, "/trader", "pause").ack();
      rig.workspace.type(ALICE, DESK, "/trader", "status").ack();
      rig.workspace.await(BOB, DESK, one -> one.shown().contains("PAUSED"));
      rig.workspace.await(ALICE, DESK, one -> one.shown().contains("HALTED"));
    }
  }

  @Test
  void answerIsSentAgainWhereItsMessageWasDeletedMeanwhile() throws Exception {
    try (SlackRig rig = SlackRig.http()) {
      rig.workspace.fault("chat.update", new Fault.Refuse("message_not_found"));
      rig.desk.on(
          "pause",
          (_, talk) -> {
            talk.began("alice", "pause", Instant.now());
            rig.workspace.await(BOB, DESK, one -> one.shown().contains("requested"));
            talk.answered(
                RecordingDesk.answer(Page.titled("PAUSED").build(), Answer.Audience.PLACE));
          });
      rig.workspace.type(ALICE, DESK, "/trader", "pause").ack();
      rig.workspace.await(BOB, DESK, one -> one.shown().contains("PAUSED"));
    }
  }
}

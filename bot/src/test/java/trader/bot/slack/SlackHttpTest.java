package trader.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static trader.bot.slack.SlackRig.ALICE;
import static trader.bot.slack.SlackRig.BOB;
import static trader.bot.slack.SlackRig.DESK;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.bot.chat.Answer;
import trader.bot.chat.Platform;
import trader.bot.chat.Utterance;
import trader.chatsim.slack.Delivery;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.SignedRequest;
import trader.chatsim.slack.SlackMessage;
import trader.commands.Page;

@Tag("integration")
class SlackHttpTest {
  private final SlackRig rig = SlackRig.http();

  @AfterEach
  void close() {
    rig.close();
  }

  private static Page page(String title) {
    return Page.titled(title).fact("mode", "halt").say("why", "what narrows it").build();
  }

  @Test
  void readingIsAcknowledgedAtOnceAndShownOnlyToItsAuthor() {
    rig.desk.answers("status", page("HALTED"));
    Delivery.Ack ack = rig.workspace.type(ALICE, DESK, "/trader", "status").ack();
    assertThat(ack.status()).isEqualTo(200);
    assertThat(ack.body()).isEmpty();
    SlackMessage shown = rig.workspace.await(ALICE, DESK, one -> one.shown().contains("HALTED"));
    assertThat(shown.onlyFor()).contains(ALICE);
    assertThat(shown.shown()).contains("mode:  *halt*").contains("`/trader why`");
    assertThat(rig.workspace.seenBy(BOB, DESK)).isEmpty();
  }

  @Test
  void utteranceCarriesSlacksIdentitiesAndWords() {
    rig.workspace.type(ALICE, DESK, "/mode", "halt incident drill").ack();
    await().until(() -> rig.desk.heard().size() == 1);
    Utterance heard = rig.desk.heard().getFirst();
    assertThat(heard.words()).isEqualTo("mode halt incident drill");
    assertThat(heard.id()).startsWith("slack:T0DESK:");
    assertThat(heard.speaker().platform()).isEqualTo(Platform.SLACK);
    assertThat(heard.speaker().account()).isEqualTo("T0DESK:U0ALICE");
    assertThat(heard.speaker().place()).isEqualTo("T0DESK:C0DESK");
    assertThat(heard.saidAt()).isBetween(Instant.now().minusSeconds(30), Instant.now());
  }

  @Test
  void bareCommandAsksForHelpAndStatusIsAnsweredWhenItComes() {
    rig.workspace.type(ALICE, DESK, "/trader", "").ack();
    await().until(() -> rig.desk.words().equals(List.of("help")));
    rig.workspace.type(ALICE, DESK, "/status", "").ack();
    await().until(() -> rig.desk.words().equals(List.of("help", "status")));
  }

  @Test
  void changeIsOneMessageForEveryoneEditedUntilTheEngineConfirmed() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch applied = new CountDownLatch(1);
    rig.desk.on(
        "mode halt",
        (utterance, talk) -> {
          Instant at = Instant.now();
          talk.began("alice", "mode halt", at);
          try {
            written.await();
            talk.written(at.plusMillis(7));
            applied.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          talk.answered(
              RecordingDesk.answer(page("HALTED — engine blue confirmed"), Answer.Audience.PLACE));
        });
    rig.workspace.type(ALICE, DESK, "/mode", "halt").ack();
    rig.workspace.await(BOB, DESK, one -> one.shown().contains("mode halt* — requested"));
    written.countDown();
    rig.workspace.await(BOB, DESK, one -> one.shown().contains("accepted at T+7 ms"));
    applied.countDown();
    SlackMessage last =
        rig.workspace.await(BOB, DESK, one -> one.shown().contains("applied by the engine at T+"));
    assertThat(last.shown()).contains("*HALTED — engine blue confirmed*").contains("*alice*");
    assertThat(last.versions()).hasSize(3);
    assertThat(rig.workspace.seenBy(BOB, DESK)).hasSize(1);
  }

  @Test
  void strangerGetsOneGenericPrivateLine() {
    rig.desk.on("status", (_, talk) -> talk.stranger());
    rig.workspace.type("U0MALLORY", DESK, "/trader", "status").ack();
    SlackMessage shown = rig.workspace.await("U0MALLORY", DESK, _ -> true);
    assertThat(shown.shown()).isEqualTo("trader takes no commands from this account here.");
    assertThat(shown.onlyFor()).contains("U0MALLORY");
  }

  @Test
  void answersWhereTheAppIsNoMember() {
    rig.desk.answers("status", page("HALTED"));
    rig.desk.changes("pause", page("PAUSED"));
    rig.workspace.type(ALICE, FakeWorkspace.RANDOM, "/trader", "status").ack();
    rig.workspace.await(ALICE, FakeWorkspace.RANDOM, one -> one.shown().contains("HALTED"));
    rig.workspace.type(ALICE, FakeWorkspace.RANDOM, "/trader", "pause").ack();
    rig.workspace.await(BOB, FakeWorkspace.RANDOM, one -> one.shown().contains("PAUSED"));
  }

  @Test
  void acknowledgesWhileTheDeskHangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    rig.desk.on(
        "positions",
        (_, _) -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    for (int i = 0; i < 20; i++) {
      rig.workspace.type(ALICE, DESK, "/positions", "").ack();
    }
    rig.desk.changes("mode halt", page("HALTED"));
    Delivery.Ack ack = rig.workspace.type(ALICE, DESK, "/mode", "halt").ack();
    assertThat(ack.took()).isLessThan(Duration.ofSeconds(1));
    rig.workspace.await(BOB, DESK, one -> one.shown().contains("HALTED"));
    never.countDown();
  }

  @Test
  void forgedOldFutureAndReplayedRequestsAreRefusedAndNotHeard() {
    Instant now = Instant.now();
    SignedRequest good = rig.workspace.request(ALICE, DESK, "/mode", "halt", now);
    assertThat(rig.workspace.post(good.signed("v0=" + "0".repeat(64)))).isEqualTo(401);
    assertThat(rig.workspace.post(good.signed(""))).isEqualTo(401);
    assertThat(rig.workspace.post(good.saying(good.body().replace("halt", "auto")))).isEqualTo(401);
    assertThat(
            rig.workspace.post(
                rig.workspace.request(ALICE, DESK, "/mode", "halt", now.minusSeconds(301))))
        .isEqualTo(401);
    assertThat(
            rig.workspace.post(
                rig.workspace.request(ALICE, DESK, "/mode", "halt", now.plusSeconds(90))))
        .isEqualTo(401);
    assertThat(rig.desk.heard()).isEmpty();
    assertThat(rig.workspace.post(good)).isEqualTo(200);
    assertThat(rig.workspace.post(good)).isEqualTo(401);
    await().until(() -> rig.desk.heard().size() == 1);
    assertThat(rig.count("chat_rejected_requests_total")).isEqualTo(6);
    assertThat(rig.desk.turnedAway())
        .containsExactly(
            "slack 127.0.0.1 POST /slack/events forged",
            "slack 127.0.0.1 POST /slack/events unsigned",
            "slack 127.0.0.1 POST /slack/events forged",
            "slack 127.0.0.1 POST /slack/events old",
            "slack 127.0.0.1 POST /slack/events future",
            "slack 127.0.0.1 POST /slack/events replayed");
  }

  @Test
  void requestThatIsTooLargeIsRefused() {
    SignedRequest huge =
        rig.workspace.request(ALICE, DESK, "/mode", "x".repeat(1 << 20), Instant.now());
    assertThat(rig.workspace.post(huge)).isEqualTo(413);
  }

  @Test
  void failingDeskIsAcknowledgedAndTheAuthorIsTold() {
    rig.desk.on(
        "pnl",
        (_, _) -> {
          throw new IllegalStateException("broken");
        });
    assertThat(rig.workspace.type(ALICE, DESK, "/trader", "pnl").ack().status()).isEqualTo(200);
    SlackMessage told = rig.workspace.await(ALICE, DESK, _ -> true);
    assertThat(told.shown()).contains("NOT TAKEN").contains("/trader status");
  }

  @Test
  void directChannelKeepsItsAnswers() {
    String direct = FakeWorkspace.directChannel(ALICE);
    rig.desk.answers("status", page("HALTED"));
    rig.workspace.type(ALICE, direct, "/trader", "status").ack();
    SlackMessage shown = rig.workspace.await(ALICE, direct, _ -> true);
    assertThat(shown.onlyFor()).isEmpty();
    assertThat(shown.shown()).contains("HALTED");
  }

  @Test
  void readingBetweenTwoPeopleIsShownToItsAuthorOnly() {
    rig.desk.answers("status", page("HALTED"));
    rig.workspace.type(ALICE, FakeWorkspace.PEOPLE, "/trader", "status").ack();
    SlackMessage shown = rig.workspace.await(ALICE, FakeWorkspace.PEOPLE, _ -> true);
    assertThat(shown.onlyFor()).contains(ALICE);
  }

  @Test
  void closedPlatformHearsNothingMore() {
    SignedRequest request = rig.workspace.request(ALICE, DESK, "/mode", "halt", Instant.now());
    rig.platform.close();
    assertThat(rig.workspace.post(request)).isEqualTo(503);
    assertThat(rig.desk.heard()).isEmpty();
  }
}

package trader.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static trader.bot.slack.SlackRig.ALICE;
import static trader.bot.slack.SlackRig.BOB;
import static trader.bot.slack.SlackRig.DESK;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.bot.alerts.Message;
import trader.bot.chat.Button;
import trader.chatsim.slack.Delivery;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.Fault;
import trader.chatsim.slack.SlackMessage;
import trader.chatsim.slack.WorkspaceOptions;
import trader.commands.Page;

@Tag("integration")
class SlackSocketTest {
  private static final Page PAGE = Page.titled("HALTED").build();

  private static SlackRig connected() {
    SlackRig rig = SlackRig.socket();
    await().until(rig.platform::connected);
    return rig;
  }

  @Test
  void envelopeIsAcknowledgedAndAnswered() {
    try (SlackRig rig = connected()) {
      rig.desk.changes("mode halt", PAGE);
      Delivery.Ack ack = rig.workspace.type(ALICE, DESK, "/mode", "halt").ack();
      assertThat(ack.attempts()).isEqualTo(1);
      rig.workspace.await(BOB, DESK, one -> one.shown().contains("applied by the engine"));
      assertThat(rig.desk.words()).containsExactly("mode halt");
    }
  }

  @Test
  void redeliveredEnvelopeIsAcknowledgedAgainAndHeardOnce() {
    try (SlackRig rig = connected()) {
      rig.desk.changes("mode halt", PAGE);
      Delivery first = rig.workspace.type(ALICE, DESK, "/mode", "halt");
      first.ack();
      rig.workspace.await(BOB, DESK, one -> one.shown().contains("HALTED"));
      assertThat(rig.workspace.redeliver(first).ack().status()).isEqualTo(200);
      await().until(() -> rig.count("chat_redelivered_total") == 1);
      assertThat(rig.desk.heard()).hasSize(1);
      assertThat(rig.workspace.seenBy(BOB, DESK)).hasSize(1);
    }
  }

  @Test
  void failingDeskIsAcknowledgedOnceAndTheAuthorIsTold() {
    try (SlackRig rig = connected()) {
      rig.desk.on(
          "pnl",
          (_, _) -> {
            throw new IllegalStateException("broken");
          });
      assertThat(rig.workspace.type(ALICE, DESK, "/trader", "pnl").ack().attempts()).isEqualTo(1);
      rig.workspace.await(ALICE, DESK, one -> one.shown().contains("NOT TAKEN"));
    }
  }

  @Test
  void slowCommandsDelayNoHalt() {
    try (SlackRig rig = connected()) {
      CountDownLatch way = new CountDownLatch(1);
      rig.desk.on("positions", (_, _) -> hang(way));
      rig.desk.changes("mode halt", PAGE);
      for (int i = 0; i < 50; i++) {
        rig.workspace.type(ALICE, DESK, "/positions", "");
      }
      rig.workspace.type(ALICE, DESK, "/mode", "halt").ack();
      rig.workspace.await(BOB, DESK, one -> one.shown().contains("HALTED"));
      way.countDown();
    }
  }

  private static void hang(CountDownLatch way) {
    try {
      way.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void disconnectMessagesMoveToANewConnectionBeforeTheOldOneGoes() {
    try (SlackRig rig = connected()) {
      rig.workspace.disconnect("warning", false);
      await().until(() -> rig.workspace.connectionsOpened() == 2);
      await().until(() -> rig.workspace.connectionsOpen() == 1);
      rig.workspace.disconnect("refresh_requested", true);
      await().until(() -> rig.workspace.connectionsOpened() == 3);
      rig.desk.answers("status", PAGE);
      rig.workspace.type(ALICE, DESK, "/trader", "status").ack();
      rig.workspace.await(ALICE, DESK, one -> one.shown().contains("HALTED"));
    }
  }

  @Test
  void deadConnectionThatStaysOpenIsReplaced() {
    try (SlackRig rig = connected()) {
      rig.desk.answers("status", PAGE);
      rig.workspace.silenceConnections();
      Delivery lost = rig.workspace.type(ALICE, DESK, "/trader", "status");
      await().atMost(Duration.ofSeconds(15)).until(() -> rig.workspace.connectionsOpened() == 2);
      assertThat(lost.ack().status()).isEqualTo(200);
      rig.workspace.await(ALICE, DESK, one -> one.shown().contains("HALTED"));
      assertThat(rig.desk.heard()).hasSize(1);
    }
  }

  @Test
  void connectsThoughSlackRefusesAtFirst() {
    SlackRig rig =
        SlackRig.socket(WorkspaceOptions.strict().unlimited().ackWithin(Duration.ofMillis(300)));
    try (rig) {
      await().until(rig.platform::connected);
      rig.workspace.fault("apps.connections.open", new Fault.Refuse("internal_error"));
      rig.workspace.fault("apps.connections.open", new Fault.Limit(1));
      rig.workspace.fault("apps.connections.open", new Fault.Status(502));
      rig.workspace.cutConnections();
      await().atMost(Duration.ofSeconds(20)).until(() -> rig.workspace.connectionsOpened() == 2);
    }
  }

  @Test
  void noCommandIsLostOrDoubledWhileConnectionsComeAndGo() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (SlackRig rig = connected()) {
      List<Delivery> all = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        all.add(rig.workspace.type(ALICE, DESK, "/trader", "audit " + (i + 1)));
        switch (random.nextInt(30)) {
          case 0 -> rig.workspace.disconnect("warning", false);
          case 1 -> rig.workspace.disconnect("refresh_requested", true);
          case 2 -> rig.workspace.cutConnections();
          default -> Thread.onSpinWait();
        }
      }
      for (Delivery each : all) {
        assertThat(each.ack().status()).as("seed %d", seed).isEqualTo(200);
      }
      await().until(() -> rig.desk.heard().size() >= 120);
      assertThat(rig.desk.words())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, 120).mapToObj(i -> "audit " + i).toList());
    }
  }

  @Test
  void closeWhileConnectingNeverConnects() {
    for (int i = 0; i < 2; i++) {
      SlackRig rig = SlackRig.socket(WorkspaceOptions.strict().unlimited());
      try (rig) {
        await().until(rig.platform::connected);
        int opened = rig.workspace.connectionsOpened();
        rig.workspace.fault("apps.connections.open", new Fault.Stall(Duration.ofMillis(150)));
        rig.workspace.cutConnections();
        await().until(() -> rig.workspace.calls("apps.connections.open").size() == 2);
        rig.platform.close();
        await()
            .during(Duration.ofMillis(300))
            .atMost(Duration.ofSeconds(3))
            .until(() ->
                rig.workspace.connectionsOpen() == 0
                    && rig.workspace.connectionsOpened() == opened);
      }
    }
  }

  @Test
  void closedLinkStaysClosedWhateverSlackSays() {
    try (SlackRig rig = connected()) {
      rig.workspace.disconnect("warning", false);
      rig.platform.close();
      int asked = rig.workspace.connectionsAskedFor();
      Delivery late = rig.workspace.type(ALICE, DESK, "/trader", "status");
      await()
          .during(Duration.ofMillis(400))
          .atMost(Duration.ofSeconds(3))
          .until(() ->
              rig.workspace.connectionsOpen() == 0
                  && rig.workspace.connectionsAskedFor() == asked
                  && !late.acknowledged());
      assertThat(rig.desk.heard()).isEmpty();
    }
  }

  @Test
  void buttonOfAnEarlierRunIsHeardAndTakenAway() throws Exception {
    try (SlackRig rig = connected()) {
      rig.platform.deliver(
          new Message(
              "a1",
              true,
              Optional.empty(),
              Page.titled("PROPOSAL").build(),
              List.of(new Button("Approve", "approve K7Q2MX", Button.Style.PRIMARY, Set.of()))));
      SlackMessage shown =
          rig.workspace.await(BOB, FakeWorkspace.ALERTS, one -> one.buttons().size() == 1);
      rig.platform.close();
      rig.desk.changes("approve", Page.titled("APPROVED").build());
      try (SlackPlatform next =
          new SlackPlatform(
              SlackRig.settings(rig.workspace, true, Duration.ZERO),
              rig.desk,
              Clock.systemUTC(),
              rig.meters)) {
        next.start();
        await().until(next::connected);
        rig.workspace.press(BOB, shown, "Approve").ack();
        SlackMessage after =
            rig.workspace.await(
                BOB,
                FakeWorkspace.ALERTS,
                one -> one.ts().equals(shown.ts()) && one.buttons().isEmpty());
        assertThat(after.shown()).contains("PROPOSAL");
        assertThat(rig.desk.words()).containsExactly("approve K7Q2MX");
      }
    }
  }
}

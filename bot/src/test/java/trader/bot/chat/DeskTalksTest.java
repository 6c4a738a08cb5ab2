package trader.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.desk.Desk;
import trader.control.Alert;
import trader.control.ControlLever;
import trader.redis.AuditEntry;

@Tag("integration")
class DeskTalksTest {
  @TempDir private Path folder;
  private final CountDownLatch handlersHang = new CountDownLatch(1);
  private TalkRig rig;

  @BeforeEach
  void start() {
    rig =
        new TalkRig(
            folder,
            _ -> {
              awaitEnd(handlersHang);
              return new Desk.SnapshotTaker.Taken(true, Page.titled("DONE — written").build());
            });
  }

  @AfterEach
  void stop() {
    handlersHang.countDown();
    rig.close();
  }

  private static void awaitEnd(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Set<String> words(Answer answer) {
    return answer.buttons().stream().map(Button::words).collect(Collectors.toUnmodifiableSet());
  }

  @Test
  void haltIsBegunWrittenAndAnsweredInOrderAtThePlace() {
    RecordingTalk talk = rig.anna("/mode halt incident drill");

    Answer answer = talk.answer();
    assertThat(answer.reply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(answer.audience()).isEqualTo(Answer.Audience.PLACE);
    await().until(() -> talk.calls().size() == 3);
    assertThat(talk.calls()).containsExactly("began anna mode halt", "written", "answered DONE");
    assertThat(talk.crowded()).isFalse();
    assertThat(rig.rig().engine().held(ControlLever.MODE)).isEqualTo("halt");
    assertThat(rig.rig().store().auditTail(1).getFirst().draft().actor()).isEqualTo("slack:anna");
  }

  @Test
  void readingIsAnsweredToItsAuthorAlone() {
    RecordingTalk talk = rig.anna("status");

    Answer answer = talk.answer();
    assertThat(answer.audience()).isEqualTo(Answer.Audience.AUTHOR);
    assertThat(words(answer)).contains("mode halt");
    assertThat(talk.calls()).containsExactly("answered DONE");
  }

  @Test
  void wordsThatAreNoCommandAreAnsweredToTheirAuthorAlone() {
    Answer answer = rig.anna("haltt now").answer();

    assertThat(answer.audience()).isEqualTo(Answer.Audience.AUTHOR);
    assertThat(answer.page().title()).contains("'haltt'");
    assertThat(rig.anna("mode hlat").answer().buttons())
        .extracting(Button::words)
        .containsExactly("mode halt");
  }

  @Test
  void raiseIsPreviewedToItsAuthorWithAButtonThatAsksForTheMissingReason() {
    Answer preview = rig.anna("capital stage 50").answer();

    assertThat(preview.audience()).isEqualTo(Answer.Audience.AUTHOR);
    Reply.Previewed previewed = (Reply.Previewed) preview.reply();
    Button confirm = preview.buttons().getFirst();
    assertThat(confirm.words()).isEqualTo("confirm " + previewed.id());
    assertThat(confirm.asks()).contains(Button.Field.REASON);

    RecordingTalk confirmed = rig.anna(confirm.words() + " a week without alerts");
    assertThat(confirmed.answer().reply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(confirmed.answer().audience()).isEqualTo(Answer.Audience.PLACE);
    assertThat(confirmed.calls()).hasSize(3).first().asString().startsWith("began anna");
    assertThat(rig.rig().engine().held(ControlLever.CAPITAL)).isEqualTo("50");
  }

  @Test
  void whoMayNotIsRefusedAloneAndNothingIsSaidToHaveBegun() {
    RecordingTalk talk = rig.hear(rig.slack(TalkRig.VERA, TalkRig.PLACE, "mode halt"));

    assertThat(talk.answer().audience()).isEqualTo(Answer.Audience.AUTHOR);
    assertThat(((Reply.Refused) talk.answer().reply()).refusal())
        .isInstanceOf(Refusal.NotAuthorized.class);
    assertThat(talk.calls()).containsExactly("answered REFUSED");
    assertThat(rig.rig().engine().held(ControlLever.MODE)).isEqualTo("auto");
  }

  @Test
  void unknownAccountAndRightPersonAtTheWrongPlaceAreStrangers() {
    RecordingTalk unknown = rig.hear(rig.slack("T1:UMALLORY", TalkRig.PLACE, "mode halt"));
    RecordingTalk elsewhere = rig.hear(rig.slack(TalkRig.ANNA, "T1:CELSEWHERE", "mode halt"));
    RecordingTalk otherTeam = rig.hear(rig.slack("T2:UANNA", TalkRig.PLACE, "mode halt"));

    for (RecordingTalk talk : List.of(unknown, elsewhere, otherTeam)) {
      await().until(() -> !talk.calls().isEmpty());
    }
    await().until(() -> rig.rig().store().auditTail(10).size() == 3);
    for (RecordingTalk talk : List.of(unknown, elsewhere, otherTeam)) {
      assertThat(talk.calls()).containsExactly("stranger");
    }
    assertThat(rig.rig().engine().held(ControlLever.MODE)).isEqualTo("auto");
    assertThat(rig.registry().get("chat_strangers").tag("platform", "slack").counter().count())
        .isEqualTo(3);
    assertThat(rig.rig().store().auditTail(10))
        .extracting(entry -> entry.draft().outcome())
        .containsOnly("refused");
    assertThat(rig.alarms()).hasSize(1);
    assertThat(rig.alarms().getFirst().severity()).isEqualTo(Alert.Severity.WARNING);
  }

  @Test
  void strangerWhoKeepsOnIsCountedAndNeitherFillsAuditNorAlerts() {
    for (int i = 0; i < 40; i++) {
      rig.hear(rig.slack("T1:UMALLORY", TalkRig.PLACE, "mode halt please " + i));
    }
    await().until(() -> rig.rig().store().auditTail(10).size() == 1);
    rig.rig().clock().advance(Duration.ofMinutes(11));
    RecordingTalk again = rig.hear(rig.slack("T1:UMALLORY", TalkRig.PLACE, "hello"));
    await().until(() -> !again.calls().isEmpty());
    await().until(() -> rig.alarms().size() == 2);

    assertThat(rig.registry().get("chat_strangers").tag("platform", "slack").counter().count())
        .isEqualTo(41);
    assertThat(rig.alarms().getLast().text()).contains("39 more");
    List<AuditEntry> audit = rig.rig().store().auditTail(10);
    assertThat(audit).hasSize(2);
    assertThat(audit).noneMatch(entry -> entry.draft().toString().contains("please"));
  }

  @Test
  void strangersWhoHangTheirPlatformTakeUpTwoThreadsAndDelayNobody() {
    CountDownLatch platform = new CountDownLatch(1);
    AtomicInteger told = new AtomicInteger();
    RecordingTalk hanging =
        new RecordingTalk() {
          @Override
          public void stranger() {
            told.incrementAndGet();
            awaitEnd(platform);
          }
        };
    for (int i = 0; i < 500; i++) {
      rig.talks().hear(rig.slack("T1:UMALLORY", TalkRig.PLACE, "mode halt"), hanging);
    }
    await().until(() -> told.get() == 2);

    assertThat(rig.anna("mode halt").answer().reply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(rig.anna("status").answer().reply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(told).hasValue(2);
    platform.countDown();
    await().until(() -> told.get() == 66);
  }

  @Test
  void redeliveredHaltActsOnceAndTellsTheFirstAnswer() {
    Utterance utterance = rig.slack(TalkRig.ANNA, TalkRig.PLACE, "mode halt");
    Answer first = rig.hear(utterance).answer();
    Answer second = rig.hear(utterance).answer();

    assertThat(first.reply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(second.page().title()).startsWith("ANSWERED BEFORE");
  }

  @Test
  void oldRaiseIsRefusedAsStaleAndAnOldHaltIsApplied() {
    Instant old = rig.rig().clock().instant().minus(Duration.ofMinutes(10));
    Speaker anna = new Speaker(Platform.TELEGRAM, TalkRig.ANNA_ON_TELEGRAM, TalkRig.CHAT, "Anna");

    Answer raise = rig.hear(rig.said(anna, "capital stage 100 back", old)).answer();
    assertThat(((Reply.Refused) raise.reply()).refusal()).isInstanceOf(Refusal.Stale.class);
    Answer halt = rig.hear(rig.said(anna, "mode halt", old)).answer();
    assertThat(halt.reply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(rig.rig().engine().held(ControlLever.MODE)).isEqualTo("halt");
  }

  @Test
  void haltTakesNoLongerWhileAThousandCommandsWaitAndEveryHandlerHangs() {
    rig.anna("mode halt warm up").answer();
    rig.rig().engine().hold(ControlLever.MODE, "auto");
    List<RecordingTalk> waiting = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      waiting.add(rig.anna("snapshot now"));
    }
    await().until(() -> waiting.stream().filter(talk -> !talk.answers().isEmpty()).count() == 680);

    long start = System.nanoTime();
    Answer halt = rig.anna("mode halt").answer();
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(halt.reply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(took).isLessThan(Duration.ofSeconds(1));
    assertThat(waiting.stream().flatMap(talk -> talk.answers().stream()))
        .hasSize(680)
        .allMatch(answer -> answer.page().title().startsWith("BUSY — 64 commands"));
    assertThat(words(waiting.getLast().answer())).containsExactly("mode halt");

    handlersHang.countDown();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> waiting.stream().allMatch(talk -> !talk.answers().isEmpty()));
  }

  @Test
  void talkThatHangsHoldsNeitherItsCommandNorAnother() {
    CountDownLatch platform = new CountDownLatch(1);
    RecordingTalk hanging =
        new RecordingTalk() {
          @Override
          public void began(String person, String command, Instant at) {
            awaitEnd(platform);
            super.began(person, command, at);
          }
        };
    rig.talks().hear(rig.slack(TalkRig.ANNA, TalkRig.PLACE, "mode halt"), hanging);

    await().until(() -> rig.rig().engine().held(ControlLever.MODE).equals("halt"));
    assertThat(rig.anna("status").answer().reply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(hanging.calls()).isEmpty();
    platform.countDown();
    await().until(() -> hanging.calls().size() == 3);
    assertThat(hanging.calls()).containsExactly("began anna mode halt", "written", "answered DONE");
  }

  @Test
  void talkThatThrowsIsStillToldTheRest() {
    RecordingTalk throwing =
        new RecordingTalk() {
          @Override
          public void began(String person, String command, Instant at) {
            throw new IllegalStateException("https://hooks.example/secret");
          }
        };
    rig.talks().hear(rig.slack(TalkRig.ANNA, TalkRig.PLACE, "mode halt"), throwing);

    assertThat(throwing.answer().reply().outcome()).isEqualTo(Outcome.DONE);
    assertThat(throwing.calls()).containsExactly("written", "answered DONE");
  }

  @Test
  void haltThatNoEngineAnswersOffersToCheckAndToHaltAgain() {
    rig.rig().engine().mute();

    Answer answer = rig.anna("pause for lunch").answer();

    assertThat(answer.reply().outcome()).isEqualTo(Outcome.NOT_ACKNOWLEDGED);
    assertThat(answer.audience()).isEqualTo(Answer.Audience.PLACE);
    assertThat(answer.buttons().subList(0, 2))
        .extracting(Button::label)
        .containsExactly("Check", "Halt");
  }
}

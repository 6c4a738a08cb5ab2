package trader.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static trader.bot.slack.SlackRig.ALICE;
import static trader.bot.slack.SlackRig.BOB;
import static trader.bot.slack.SlackRig.DESK;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.bot.chat.Answer;
import trader.bot.chat.Button;
import trader.bot.chat.Button.Field;
import trader.bot.chat.Button.Style;
import trader.chatsim.slack.Delivery;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.OpenView;
import trader.chatsim.slack.SlackMessage;
import trader.commands.Page;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.ReplyPage;

@Tag("integration")
class SlackButtonsTest {
  private static final Button CONFIRM =
      new Button("Confirm", "confirm K7Q2MX", Style.PRIMARY, Set.of(Field.CODE, Field.REASON));
  private static final Button HALT = new Button("Halt", "mode halt", Style.DANGER, Set.of());
  private static final Button CHECK = new Button("Check", "status", Style.PLAIN, Set.of());
  private final SlackRig rig = SlackRig.http();

  @AfterEach
  void close() {
    rig.close();
  }

  /** Alice asks for auto, and the channel sees a preview that dies then. */
  private SlackMessage preview(Duration valid, Button... buttons) {
    Page page = Page.titled("PREVIEW K7Q2MX: mode auto").build();
    rig.desk.on(
        "mode auto",
        (_, talk) ->
            talk.answered(
                new Answer(
                    new Reply.Previewed("K7Q2MX", Instant.now().plus(valid), page),
                    page,
                    Answer.Audience.PLACE,
                    List.of(buttons))));
    rig.workspace.type(ALICE, DESK, "/mode", "auto").ack();
    return rig.workspace.await(ALICE, DESK, one -> one.shown().contains("PREVIEW"));
  }

  private OpenView form(SlackMessage message, String label) {
    assertThat(rig.workspace.press(ALICE, message, label).ack().status()).isEqualTo(200);
    await().until(() -> !rig.workspace.views(ALICE).isEmpty());
    return rig.workspace.views(ALICE).getFirst();
  }

  private void awaitNoButtons(SlackMessage message) {
    rig.workspace.await(BOB, DESK, one -> one.ts().equals(message.ts()) && one.buttons().isEmpty());
  }

  @Test
  void buttonSaysItsWordsAndGoesOnceItIsUsed() {
    rig.desk.answers("status", Page.titled("HALTED").build());
    rig.desk.on(
        "canary",
        (_, talk) ->
            talk.answered(
                RecordingDesk.answer(
                    Page.titled("NOT CONFIRMED").build(), Answer.Audience.PLACE, CHECK, HALT)));
    rig.workspace.type(ALICE, DESK, "/canary", "green").ack();
    SlackMessage shown = rig.workspace.await(ALICE, DESK, one -> one.buttons().size() == 2);
    rig.workspace.press(ALICE, shown, "Check").ack();
    SlackMessage after =
        rig.workspace.await(
            ALICE, DESK, one -> one.ts().equals(shown.ts()) && one.buttons().size() == 1);
    assertThat(after.buttons().getFirst().label()).isEqualTo("Halt");
    assertThat(after.shown()).contains("NOT CONFIRMED");
    assertThat(rig.desk.words()).containsExactly("canary green", "status");
  }

  @Test
  void formAsksForCodeAndReasonAndAppendsThemInThatOrder() {
    rig.desk.changes("confirm", Page.titled("TRADING").build());
    SlackMessage shown = preview(Duration.ofMinutes(1), CONFIRM);
    OpenView form = form(shown, "Confirm");
    assertThat(form.inputs()).extracting(OpenView.Input::blockId).containsExactly("code", "reason");
    Delivery.Ack wrong =
        rig.workspace
            .submit(ALICE, form.id(), Map.of("code", "12345", "reason", "drill is over"))
            .ack();
    assertThat(wrong.body()).contains("\"response_action\":\"errors\"").contains("Six digits");
    assertThat(rig.desk.words()).containsExactly("mode auto", "whoami");
    rig.workspace
        .submit(ALICE, form.id(), Map.of("code", "123 456", "reason", "drill is over"))
        .ack();
    rig.workspace.await(BOB, DESK, one -> one.shown().contains("TRADING"));
    assertThat(rig.desk.words())
        .containsExactly("mode auto", "whoami", "confirm K7Q2MX 123456 drill is over");
    awaitNoButtons(shown);
    await().until(() -> rig.workspace.views(ALICE).isEmpty());
  }

  @Test
  void strangerWhoPressesIsShownTheOneLineAndNoForm() {
    SlackMessage shown = preview(Duration.ofMinutes(1), CONFIRM);
    rig.desk.on("whoami", (_, talk) -> talk.stranger());

    rig.workspace.press(BOB, shown, "Confirm").ack();

    SlackMessage told =
        rig.workspace.await(BOB, DESK, one -> one.shown().contains("takes no commands"));
    assertThat(told.onlyFor()).contains(BOB);
    assertThat(rig.workspace.calls("views.open")).isEmpty();
  }

  @Test
  void sameFormSentTwiceIsOneCommand() {
    rig.desk.changes("confirm", Page.titled("TRADING").build());
    OpenView form = form(preview(Duration.ofMinutes(1), CONFIRM), "Confirm");
    Map<String, String> values = Map.of("code", "123456", "reason", "over");
    Delivery first = rig.workspace.submit(ALICE, form.id(), values);
    Delivery second = rig.workspace.submit(ALICE, form.id(), values);
    assertThat(first.ack().status()).isEqualTo(200);
    assertThat(second.ack().status()).isEqualTo(200);
    rig.workspace.await(BOB, DESK, one -> one.shown().contains("TRADING"));
    await().until(() -> rig.count("chat_redelivered_total") == 1);
    assertThat(rig.desk.words()).hasSize(3);
  }

  @Test
  void typedConfirmationTakesTheButtonAway() {
    rig.desk.changes("confirm", Page.titled("TRADING").build());
    SlackMessage shown = preview(Duration.ofMinutes(1), CONFIRM);
    rig.workspace.type(ALICE, DESK, "/trader", "confirm k7q2mx 123456 over").ack();
    awaitNoButtons(shown);
  }

  @Test
  void previewLosesItsButtonsWhenItsTimeIsOver() {
    SlackMessage shown = preview(Duration.ofMillis(300), CONFIRM, HALT);
    SlackMessage after =
        rig.workspace.await(
            BOB, DESK, one -> one.ts().equals(shown.ts()) && one.buttons().size() == 1);
    assertThat(after.buttons().getFirst().label()).isEqualTo("Halt");
    assertThat(after.shown()).contains("Could be confirmed until");
  }

  @Test
  void refusalLeavesTheButtonForWhoeverMay() {
    Refusal refusal = new Refusal.ReasonMissing("mode auto", Optional.of("K7Q2MX"));
    Reply reply = new Reply.Refused(refusal);
    rig.desk.on(
        "approve",
        (_, talk) ->
            talk.answered(
                new Answer(reply, ReplyPage.of(reply), Answer.Audience.AUTHOR, List.of())));
    SlackMessage shown =
        preview(
            Duration.ofMinutes(1),
            new Button("Approve", "approve K7Q2MX", Style.PRIMARY, Set.of()));
    rig.workspace.press(BOB, shown, "Approve").ack();
    SlackMessage told = rig.workspace.await(BOB, DESK, one -> one.shown().contains("REFUSED"));
    assertThat(told.onlyFor()).contains(BOB);
    assertThat(rig.workspace.await(ALICE, DESK, one -> one.ts().equals(shown.ts())).buttons())
        .hasSize(1);
  }

  @Test
  void pressOnAButtonThatWentIsToldAndNotHeardUnlessItStops() {
    rig.desk.changes("confirm", Page.titled("TRADING").build());
    rig.desk.changes("mode halt", Page.titled("HALTED").build());
    SlackMessage shown =
        preview(
            Duration.ofMillis(100),
            new Button("Go", "confirm K7Q2MX", Style.PRIMARY, Set.of()),
            HALT);
    SlackMessage.Button go = FakeWorkspace.button(shown, "Go");
    SlackMessage.Button halt = FakeWorkspace.button(shown, "Halt");
    rig.workspace.await(BOB, DESK, one -> one.ts().equals(shown.ts()) && one.buttons().size() == 1);
    rig.workspace.pressAnyway(BOB, shown, go).ack();
    rig.workspace.await(BOB, DESK, one -> one.shown().contains("out of date"));
    rig.workspace.pressAnyway(BOB, shown, halt).ack();
    rig.workspace.await(BOB, DESK, one -> one.shown().contains("HALTED"));
    awaitNoButtons(shown);
    rig.workspace.pressAnyway(BOB, shown, halt).ack();
    await().until(() -> rig.desk.words().stream().filter("mode halt"::equals).count() == 2);
    assertThat(rig.desk.words()).doesNotContain("confirm K7Q2MX");
  }

  @Test
  void privateButtonGoesWhenItIsUsed() {
    rig.desk.answers("why", Page.titled("LEVERS").build());
    rig.desk.on(
        "status",
        (_, talk) ->
            talk.answered(
                RecordingDesk.answer(
                    Page.titled("HALTED").build(),
                    Answer.Audience.AUTHOR,
                    new Button("Why", "why", Style.PLAIN, Set.of()))));
    rig.workspace.type(ALICE, DESK, "/trader", "status").ack();
    SlackMessage shown = rig.workspace.await(ALICE, DESK, one -> one.buttons().size() == 1);
    rig.workspace.press(ALICE, shown, "Why").ack();
    rig.workspace.await(ALICE, DESK, one -> one.ts().equals(shown.ts()) && one.buttons().isEmpty());
    rig.workspace.await(ALICE, DESK, one -> one.shown().contains("LEVERS"));
    assertThat(rig.workspace.seenBy(BOB, DESK)).isEmpty();
  }

  @Test
  void privatePreviewLosesItsButtonsOnceItsFormIsSent() {
    rig.desk.changes("confirm", Page.titled("TRADING").build());
    Page page = Page.titled("PREVIEW").build();
    rig.desk.on(
        "mode auto",
        (_, talk) ->
            talk.answered(
                new Answer(
                    new Reply.Previewed("K7Q2MX", Instant.now().plusSeconds(60), page),
                    page,
                    Answer.Audience.AUTHOR,
                    List.of(CONFIRM))));
    rig.workspace.type(ALICE, DESK, "/mode", "auto").ack();
    SlackMessage shown = rig.workspace.await(ALICE, DESK, one -> one.buttons().size() == 1);
    OpenView form = form(shown, "Confirm");
    rig.workspace.submit(ALICE, form.id(), Map.of("code", "123456", "reason", "over")).ack();
    rig.workspace.await(BOB, DESK, one -> one.shown().contains("TRADING"));
    rig.workspace.await(ALICE, DESK, one -> one.ts().equals(shown.ts()) && one.buttons().isEmpty());
  }
}

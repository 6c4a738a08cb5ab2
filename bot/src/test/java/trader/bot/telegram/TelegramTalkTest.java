package trader.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.bot.telegram.TelegramRig.ANNA;
import static trader.bot.telegram.TelegramRig.EVE;
import static trader.bot.telegram.TelegramRig.GROUP;
import static trader.bot.telegram.TelegramRig.OTHER_GROUP;
import static trader.bot.telegram.TelegramRig.await;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.bot.chat.Answer;
import trader.bot.chat.Utterance;
import trader.chatsim.telegram.Sent;
import trader.commands.Catalog;
import trader.commands.Page;
import trader.commands.Section;

@Tag("integration")
class TelegramTalkTest {
  private final TelegramRig rig = new TelegramRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void everyCommandOfTheCatalogIsInTheMenu() {
    rig.listening();

    assertThat(rig.api().menu())
        .containsExactlyElementsOf(Catalog.ENTRIES.stream().map(entry -> entry.name()).toList());
  }

  @Test
  void changeIsOneMessageThatFollowsTheEngine() {
    rig.listening();

    long said = rig.api().say(ANNA, GROUP, "/mode@Trader_Bot halt incident <3>");

    Sent answer = rig.shown(GROUP, "HALT obeyed");
    assertThat(rig.api().ofBot(GROUP)).hasSize(1);
    assertThat(answer.replyTo()).contains(said);
    assertThat(answer.history().getFirst().text())
        .containsAnyOf("requested by anna", "HALT obeyed");
    Utterance heard = rig.desk().heard().getFirst();
    assertThat(heard.words()).isEqualTo("/mode halt incident <3>");
    assertThat(heard.id()).matches("telegram:123456789:[0-9]+");
    assertThat(heard.speaker().account()).isEqualTo("11");
    assertThat(heard.speaker().place()).isEqualTo("-1001");
    assertThat(heard.saidAt()).isEqualTo(heard.saidAt().truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void passingStatesAreShownWhileTheEngineIsAwaited() {
    rig.listening();
    rig.desk()
        .on(
            "pause",
            (said, talk) -> {
              rig.desk().change(said, talk);
              rig.shown(ANNA, "the engine has not confirmed it yet");
              talk.answered(ScriptedDesk.done("PAUSED"));
            });

    rig.api().say(ANNA, ANNA, "/pause");

    Sent answer = rig.shown(ANNA, "PAUSED");
    assertThat(answer.history()).hasSizeBetween(2, 3);
  }

  @Test
  void editStormIsCoalesced() {
    rig.listening();
    int edits = 200;
    rig.desk()
        .on(
            "pause",
            (said, talk) -> {
              talk.began("anna", "pause", rig.clock().instant());
              for (int i = 0; i < edits; i++) {
                talk.written(rig.clock().instant());
              }
              talk.answered(ScriptedDesk.done("PAUSED"));
            });

    rig.api().say(ANNA, ANNA, "/pause");

    rig.shown(ANNA, "PAUSED");
    assertThat(Collections.frequency(rig.api().calls(), "editmessagetext")).isLessThan(5);
  }

  @Test
  void strangersAndWrongPlacesSeeNothing() {
    rig.listening();

    rig.api().say(EVE, EVE, "/status");
    rig.api().say(EVE, GROUP, "/mode halt");
    rig.api().say(ANNA, OTHER_GROUP, "/status");
    await().until(() -> rig.desk().heard().size() == 3);
    rig.api().say(ANNA, ANNA, "/status");
    rig.shown(ANNA, "OPEN");

    assertThat(rig.api().ofBot(EVE)).isEmpty();
    assertThat(rig.api().ofBot(GROUP)).isEmpty();
    assertThat(rig.api().ofBot(OTHER_GROUP)).isEmpty();
  }

  @Test
  void talkAmongPeopleAndCommandsForOtherBotsAreNotHeard() {
    rig.listening();

    rig.api().say(ANNA, GROUP, "/mode@another_bot halt");
    rig.api().say(ANNA, GROUP, "what do you think, @trader_bot?");
    rig.api().say(ANNA, ANNA, "status");
    rig.shown(ANNA, "OPEN");

    assertThat(rig.desk().words()).containsExactly("status");
  }

  @Test
  void confirmationAsksForCodeAndReasonAndIsUsedUp() {
    rig.listening();
    rig.desk()
        .on(
            "mode auto",
            (said, talk) ->
                talk.answered(
                    ScriptedDesk.preview("K7Q2MX", rig.clock().instant().plusSeconds(60))));
    rig.api().say(ANNA, GROUP, "/mode auto");
    Sent preview = rig.shown(GROUP, "PREVIEW");

    String press = rig.api().press(ANNA, GROUP, preview.id(), "Confirm");
    Sent question = rig.shown(GROUP, "Reply to this message with");
    rig.api().reply(ANNA, GROUP, question.id(), "123456 drill is over");

    rig.shown(GROUP, "AUTO obeyed");
    assertThat(rig.api().answered(press)).isTrue();
    assertThat(question.asksForReply()).isTrue();
    assertThat(question.text()).contains("six digits", "reason", "confirm K7Q2MX", "Anna");
    assertThat(rig.desk().words())
        .containsExactly("/mode auto", "whoami", "confirm K7Q2MX 123456 drill is over");
    Sent used = rig.shown(GROUP, "This preview is used");
    assertThat(used.id()).isEqualTo(preview.id());
    assertThat(used.buttons()).isEmpty();
  }

  @Test
  void strangerWhoPressesIsNotAsked() {
    rig.listening();
    rig.desk()
        .on(
            "mode auto",
            (said, talk) ->
                talk.answered(
                    ScriptedDesk.preview("K7Q2MX", rig.clock().instant().plusSeconds(60))));
    rig.api().say(ANNA, GROUP, "/mode auto");
    Sent preview = rig.shown(GROUP, "PREVIEW");

    String press = rig.api().press(EVE, GROUP, preview.id(), "Confirm");
    await().until(() -> rig.desk().words().contains("whoami"));
    rig.api().say(ANNA, ANNA, "/status");
    rig.shown(ANNA, "OPEN");

    assertThat(rig.api().answered(press)).isFalse();
    assertThat(rig.api().ofBot(GROUP)).hasSize(1);
    assertThat(rig.api().ofBot(GROUP).getFirst().buttons()).hasSize(1);
  }

  @Test
  void previewLosesItsButtonsWhenItsTimeIsOver() {
    rig.listening();
    rig.desk()
        .on(
            "mode auto",
            (said, talk) ->
                talk.answered(
                    ScriptedDesk.preview("K7Q2MX", rig.clock().instant().plusMillis(300))));

    rig.api().say(ANNA, ANNA, "/mode auto");

    assertThat(rig.shown(ANNA, "This preview is over since").buttons()).isEmpty();
  }

  @Test
  void longAnswerIsSplitAndALongerOneBecomesAFile() {
    rig.listening();
    rig.desk().on("audit", (said, talk) -> talk.answered(lines(60)));
    rig.desk().on("orders", (said, talk) -> talk.answered(lines(600)));

    rig.api().say(ANNA, ANNA, "/audit");
    rig.shown(ANNA, "line 59 <");
    assertThat(rig.api().ofBot(ANNA)).hasSize(2);
    rig.api().say(ANNA, ANNA, "/orders");

    await().until(() -> rig.api().ofBot(ANNA).size() == 4);
    assertThat(rig.api().ofBot(ANNA).get(2).text()).contains("The whole answer is in the file");
    assertThat(rig.api().ofBot(ANNA).getLast().fileName()).contains("answer.txt");
  }

  private static Answer lines(int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add("line " + i + " <&> " + "x".repeat(100));
    }
    Page page = Page.titled("Many lines").lines(lines).build();
    return ScriptedDesk.answer(page, Answer.Audience.AUTHOR, List.of());
  }

  @Test
  void chartIsAPhoto() {
    rig.listening();
    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    Section.Chart chart =
        new Section.Chart(
            "equity",
            "USD",
            List.of(
                new Section.Point(now, BigDecimal.valueOf(100)),
                new Section.Point(now.plusSeconds(60), BigDecimal.valueOf(101))));
    Page page = new Page("Equity", List.of(chart), List.of(), null);
    rig.desk()
        .on(
            "chart",
            (said, talk) ->
                talk.answered(ScriptedDesk.answer(page, Answer.Audience.AUTHOR, List.of())));

    rig.api().say(ANNA, ANNA, "/chart equity");

    Sent photo = rig.shown(ANNA, "equity 101 USD at");
    assertThat(photo.fileName()).isEqualTo(Optional.of("chart.png"));
  }

  @Test
  void tooManyRequestsAreWaitedOutAndOtherChatsAreNot() {
    rig.listening();
    rig.api().faults().tooMany("sendMessage", 1, 1);

    rig.api().say(ANNA, ANNA, "/status");
    await().until(() -> rig.api().calls().contains("sendmessage"));
    rig.api().say(ANNA, GROUP, "/mode halt");

    rig.shown(GROUP, "HALT");
    Sent late = rig.shown(ANNA, "OPEN");
    assertThat(late.at())
        .isAfterOrEqualTo(rig.api().messages(ANNA).getFirst().at().plusMillis(950));
  }

  @Test
  void deletedMessageIsSaidAgain() {
    rig.listening();
    rig.api().faults().refuse("editMessageText", 1, 400, "Bad Request: message to edit not found");
    rig.desk()
        .on(
            "pause",
            (said, talk) -> {
              rig.desk().change(said, talk);
              await().until(() -> !rig.api().ofBot(ANNA).isEmpty());
              talk.answered(ScriptedDesk.done("PAUSED"));
            });

    rig.api().say(ANNA, ANNA, "/pause");

    rig.shown(ANNA, "PAUSED");
    assertThat(rig.api().ofBot(ANNA)).hasSize(2);
  }
}

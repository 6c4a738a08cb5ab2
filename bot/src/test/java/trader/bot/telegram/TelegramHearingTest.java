package trader.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.bot.telegram.TelegramRig.ANNA;
import static trader.bot.telegram.TelegramRig.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.bot.chat.Answer;
import trader.bot.chat.Button;
import trader.chatsim.telegram.Sent;
import trader.commands.Page;

@Tag("integration")
class TelegramHearingTest {
  private final TelegramRig rig = new TelegramRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void exceptionInAHandlerIsAlarmedAndDoesNotEndPolling() {
    rig.listening();

    rig.api().say(ANNA, ANNA, "/explode");
    rig.api().say(ANNA, ANNA, "/status");

    rig.shown(ANNA, "OPEN");
    await().until(() -> !rig.alerts().isEmpty());
    assertThat(rig.alerts().getFirst().text()).contains("could not be handed to the desk");
    assertThat(rig.registry().get("telegram_updates_failed").counter().count()).isEqualTo(1);
  }

  @Test
  void outageIsSurvivedAndWhatWasSaidMeanwhileArrives() {
    TelegramPlatform platform = rig.listening();
    rig.api().faults().drop("", 1_000_000);
    rig.api().say(ANNA, ANNA, "/mode halt");
    int before = rig.api().calls().size();
    await().until(() -> rig.api().calls().size() > before + 5);
    Instant deaf = rig.clock().instant();
    rig.api().say(ANNA, ANNA, "/status");
    assertThat(platform.lastHeard().orElseThrow()).isBefore(deaf);

    rig.api().faults().clear();

    rig.shown(ANNA, "HALT obeyed");
    rig.shown(ANNA, "OPEN");
    assertThat(platform.lastHeard().orElseThrow()).isAfter(deaf);
    assertThat(rig.registry().get("telegram_poll_age_seconds").gauge().value()).isLessThan(5);
  }

  @Test
  void waitsBetweenFailedPollsGrowToFiveSecondsAndNoFurther() {
    Ear ear = new Ear(Duration.ofSeconds(30), rig.clock(), why -> {});
    long longest = 0;
    for (int i = 0; i < 10_000; i++) {
      rig.clock().advance(Duration.ofSeconds(5));
      longest = Math.max(longest, ear.nextBackOffMillis());
    }

    assertThat(longest).isEqualTo(5_000);
  }

  @Test
  void refusedTokenIsSaidElsewhereAndTriedAgain() {
    rig.api().faults().refuse("", 1_000_000, 401, "Unauthorized");
    rig.start();
    await().until(() -> !rig.alerts().isEmpty());
    assertThat(rig.alerts().getFirst().text())
        .contains("refuses the bot's token", "TELEGRAM_BOT_TOKEN");

    rig.api().faults().clear();
    rig.api().say(ANNA, ANNA, "/status");

    rig.shown(ANNA, "OPEN");
    assertThat(rig.alerts()).hasSize(1);
  }

  @Test
  void secondPollerIsSaidElsewhere() {
    rig.listening();

    rig.api()
        .faults()
        .refuse(
            "getUpdates",
            2,
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot"
                + " instance is running");

    await().until(() -> !rig.alerts().isEmpty());
    assertThat(rig.alerts().getFirst().text()).contains("Somebody else takes what is said");
    rig.api().say(ANNA, ANNA, "/status");
    rig.shown(ANNA, "OPEN");
  }

  @Test
  void webhookThatSomebodySetIsDeleted() {
    rig.listening();

    rig.api().webhook("https://example.org/hook");
    rig.api().say(ANNA, ANNA, "/status");

    rig.shown(ANNA, "OPEN");
  }

  @Test
  void retryAfterOfAPollIsHonoured() {
    rig.listening();
    rig.api().faults().tooMany("getUpdates", 1, 1);
    rig.api().say(ANNA, ANNA, "/status");
    rig.shown(ANNA, "OPEN");
    rig.api().say(ANNA, ANNA, "/status");

    await().until(() -> rig.api().ofBot(ANNA).size() == 2);
    List<Sent> all = rig.api().messages(ANNA);
    assertThat(Duration.between(all.getFirst().at(), all.getLast().at()))
        .isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void whatWasSaidWhileTheBotWasDownArrivesOnceWithItsOwnTime() {
    rig.listening().close();
    rig.api().say(ANNA, ANNA, "/mode halt");
    rig.clock().advance(Duration.ofMinutes(20));

    rig.start();

    rig.shown(ANNA, "HALT obeyed");
    assertThat(rig.desk().heard()).hasSize(1);
    assertThat(age(0)).isGreaterThan(Duration.ofMinutes(19));
  }

  @Test
  void pressThatWaitedWhileTheBotWasDownIsAsOldAsItsMessage() {
    TelegramPlatform first = rig.listening();
    rig.desk().on("mode auto", (said, talk) -> talk.answered(withButton()));
    rig.api().say(ANNA, ANNA, "/mode auto");
    Sent shown = rig.shown(ANNA, "PREVIEW");
    first.close();
    rig.clock().advance(Duration.ofMinutes(10));
    rig.api().press(ANNA, ANNA, shown.id(), "Confirm");
    rig.clock().advance(Duration.ofMinutes(10));

    rig.start();

    await().until(() -> rig.desk().heard().size() == 2);
    assertThat(age(1)).isGreaterThan(Duration.ofMinutes(19));
    Sent fresh = rig.shown(ANNA, "AUTO obeyed");
    assertThat(fresh.id()).isNotEqualTo(shown.id());
  }

  @Test
  void pressWhileTheBotListensIsAsOldAsItsArrival() {
    rig.listening();
    rig.desk().on("mode auto", (said, talk) -> talk.answered(withButton()));
    rig.api().say(ANNA, ANNA, "/mode auto");
    Sent shown = rig.shown(ANNA, "PREVIEW");
    int polls = polls();
    rig.clock().advance(Duration.ofMinutes(10));
    await().until(() -> polls() > polls + 1);

    rig.api().press(ANNA, ANNA, shown.id(), "Confirm");

    await().until(() -> rig.desk().heard().size() == 2);
    assertThat(age(1)).isLessThan(Duration.ofSeconds(5));
  }

  private int polls() {
    return (int) rig.api().calls().stream().filter("getupdates"::equals).count();
  }

  private static Answer withButton() {
    Page page = Page.titled("PREVIEW — mode auto").build();
    Button confirm = new Button("Confirm", "confirm K7Q2MX", Button.Style.DANGER, Set.of());
    return ScriptedDesk.answer(page, Answer.Audience.AUTHOR, List.of(confirm));
  }

  private Duration age(int utterance) {
    return Duration.between(rig.desk().heard().get(utterance).saidAt(), rig.clock().instant());
  }

  @Test
  void updateThatWasHandedOverIsNotTakenAgainAfterARestart() {
    TelegramPlatform first = rig.listening();
    rig.api().say(ANNA, ANNA, "/status");
    rig.shown(ANNA, "OPEN");
    await().until(() -> rig.memory().recall("telegram:123456789:offset").isPresent());
    first.close();
    // Its id is one that was taken, as where Telegram has not heard the confirmation.
    rig.api()
        .nextUpdate(Long.parseLong(rig.memory().recall("telegram:123456789:offset").orElseThrow()));
    rig.api().say(ANNA, ANNA, "/status");
    rig.api().say(ANNA, ANNA, "/mode halt");

    rig.start();

    rig.shown(ANNA, "HALT obeyed");
    assertThat(rig.desk().words()).containsExactly("/status", "/mode halt");
  }

  @Test
  void updateIdsDrawnAnewAfterSilenceAreHeard() {
    rig.listening();
    rig.api().say(ANNA, ANNA, "/status");
    rig.shown(ANNA, "OPEN");
    rig.clock().advance(Duration.ofDays(8));
    rig.api().nextUpdate(4_711);
    int polls = polls();
    await().until(() -> polls() > polls + 1);

    rig.api().say(ANNA, ANNA, "/mode halt");

    rig.shown(ANNA, "HALT obeyed");
  }

  @Test
  void onlyTheHolderOfTheLeasePollsAndTheOtherSaysSoAndTakesOver() {
    TelegramPlatform first = rig.listening();
    rig.start();
    await().until(() -> !rig.alerts().isEmpty());
    assertThat(rig.alerts().getFirst().text())
        .contains("Another process holds the right to listen");
    rig.api().say(ANNA, ANNA, "/status");
    rig.shown(ANNA, "OPEN");
    assertThat(rig.desk().heard()).hasSize(1);

    first.close();
    rig.api().say(ANNA, ANNA, "/mode halt");

    rig.shown(ANNA, "HALT obeyed");
    assertThat(rig.alerts()).hasSize(1);
  }

  @Test
  void haltIsHeardWithRedisAway() {
    rig.listening();
    rig.memory().away(true);

    rig.api().say(ANNA, ANNA, "/mode halt");

    rig.shown(ANNA, "HALT obeyed");
    rig.clock().advance(Duration.ofMinutes(5));
    rig.api().say(ANNA, ANNA, "/status");
    rig.shown(ANNA, "OPEN");
  }
}

package trader.bot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.commands.Page;
import trader.commands.TextRenderer;
import trader.control.Alert;
import trader.control.Reason;
import trader.redis.AlertStore.Word;

@Tag("integration")
class DeliveryTest {
  @TempDir private Path folder;
  private AlertRig rig;

  @BeforeEach
  void start() {
    rig = new AlertRig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static String text(Page page) {
    return new TextRenderer(TextRenderer.Spelling.CHAT).render(page);
  }

  private Alert critical(String text) {
    return rig.raise(Alert.Severity.CRITICAL, Reason.DRAWDOWN, "equity", text);
  }

  private double waiting(String outlet) {
    return rig.registry().get("alerts_waiting").tag("outlet", outlet).gauge().value();
  }

  private Word said(Duration until) {
    Instant now = rig.rig().clock().instant();
    return new Word("slack:anna", now, now.plus(until));
  }

  @Test
  void criticalAlertReachesEveryOutletLoudlyWithItsButtons() {
    rig.start();
    critical("3.1 % below the peak; the kill switch is thrown");

    Message onSlack = rig.slack().awaitTitle("CRITICAL drawdown — 3.1 %");
    Message onMail = rig.mail().awaitTitle("CRITICAL drawdown — 3.1 %");
    assertThat(onSlack.loud()).isTrue();
    assertThat(onSlack.id()).isEqualTo(onMail.id());
    assertThat(onSlack.place()).isEmpty();
    assertThat(onSlack.buttons()).extracting(button -> button.words()).contains("mode halt");
  }

  @Test
  void alertOfAKindThatIsOffIsNotTold() {
    rig.with(AlertLevels.parse("order_rejected=off,warning=loud")).start();
    rig.raise(Alert.Severity.WARNING, Reason.ORDER_REJECTED, "BTCUSDT", "not enough");
    rig.raise(Alert.Severity.WARNING, Reason.VENUE_ERRORS, "BINANCE", "slow");

    assertThat(rig.slack().awaitTitle("slow").loud()).isTrue();
    assertThat(rig.slack().titles()).hasSize(1);
  }

  @Test
  void repetitionsAreGatheredAndCounted() {
    rig.start();
    critical("first");
    rig.slack().awaitTitle("first");
    critical("second");
    critical("third");
    critical("fourth");
    await().until(() -> waiting("slack") == 3);
    rig.rig().clock().advance(Duration.ofSeconds(121));

    Message more = rig.slack().awaitTitle("fourth");
    assertThat(text(more.page())).contains("3 more in 2 min");
    assertThat(rig.slack().titles()).hasSize(2);
  }

  @Test
  void whatWasToldIsNotToldAgainAfterARestartAndWhatWasNotIs() {
    Delivery first = rig.start();
    critical("before the restart");
    rig.slack().awaitTitle("before");
    rig.mail().awaitTitle("before");
    first.close();
    rig.raise(Alert.Severity.WARNING, Reason.VENUE_ERRORS, "BINANCE", "while it was down");

    rig.start();
    rig.slack().awaitTitle("while it was down");
    rig.mail().awaitTitle("while it was down");
    assertThat(rig.slack().titles()).hasSize(2);
    assertThat(rig.mail().titles()).hasSize(2);
  }

  @Test
  void outletThatHangsDelaysNoOtherAndItsMessagesSayHowLateTheyAre() {
    rig.slack().hang();
    rig.start();
    critical("the first of many");
    await().until(() -> rig.slack().tries() == 1);
    rig.mail().awaitTitle("the first of many");
    rig.raise(Alert.Severity.WARNING, Reason.VENUE_ERRORS, "BINANCE", "slow venue");
    rig.mail().awaitTitle("slow venue");

    rig.rig().clock().advance(Duration.ofMinutes(12));
    Message alarm = rig.mail().awaitTitle("slack has taken no alert for 12 min");
    assertThat(alarm.page().title()).startsWith("WARNING delivery_failed");
    assertThat(
            rig.registry().get("alerts_oldest_age_seconds").tag("outlet", "slack").gauge().value())
        .isGreaterThan(700);

    rig.slack().goOn();
    Message late = rig.slack().awaitTitle("slow venue");
    assertThat(text(late.page())).contains("LATE by 12 min");
    await().until(() -> waiting("mail") == 1);
    rig.rig().clock().advance(Duration.ofMinutes(2));
    rig.mail().awaitTitle("slack takes alerts again");
    assertThat(rig.slack().titles()).noneMatch(title -> title.contains("slack has taken"));
  }

  @Test
  void failedMessageIsTriedAgainWhenThePlatformAskedForIt() {
    rig.slack().fail(Optional.of(Duration.ofMinutes(5)), false);
    rig.start();
    critical("wait for it");
    await().until(() -> rig.slack().tries() == 1);
    rig.mail().awaitTitle("wait for it");
    rig.rig().clock().advance(Duration.ofMinutes(4));
    await()
        .during(Duration.ofMillis(250))
        .atMost(Duration.ofSeconds(3))
        .until(() -> rig.slack().tries() == 1);

    rig.rig().clock().advance(Duration.ofMinutes(2));
    assertThat(text(rig.slack().awaitTitle("wait for it").page())).contains("LATE by 6 min");
  }

  @Test
  void outletGetsItsShareAMinuteAndCriticalAlertsBesides() {
    rig.start();
    for (int i = 0; i < AlertRig.options().mostAMinute(); i++) {
      rig.raise(Alert.Severity.WARNING, Reason.VENUE_ERRORS, "venue " + i, "slow " + i + ".");
      rig.slack().awaitTitle("slow " + i + ".");
    }
    rig.raise(Alert.Severity.WARNING, Reason.VENUE_ERRORS, "one more", "too much");
    await().until(() -> waiting("slack") == 1);
    critical("not held up");
    rig.slack().awaitTitle("not held up");
    assertThat(rig.slack().titles()).noneMatch(title -> title.contains("too much"));

    rig.rig().clock().advance(Duration.ofMinutes(1));
    rig.slack().awaitTitle("too much");
  }

  @Test
  void messageThatIsRefusedForGoodIsToldInOneLineAndHoldsUpNothing() {
    rig.slack().fail(Optional.empty(), true);
    rig.start();
    critical("odd characters");

    Message plain = rig.slack().awaitTitle("odd characters");
    assertThat(plain.buttons()).isEmpty();
    rig.raise(Alert.Severity.WARNING, Reason.VENUE_ERRORS, "BINANCE", "next one");
    rig.slack().awaitTitle("next one");
  }

  @Test
  void silencedAlertIsNotTold() {
    rig.store().silence("venue_errors", said(Duration.ofMinutes(30)));
    rig.start();
    rig.raise(Alert.Severity.WARNING, Reason.VENUE_ERRORS, "BINANCE", "slow venue");
    critical("marker");

    rig.slack().awaitTitle("marker");
    assertThat(rig.slack().titles()).hasSize(1);
  }

  @Test
  void alertThatNobodyAcknowledgesGoesToOneContactAfterAnotherOfItsSubject() {
    rig.start();
    critical("unattended");
    rig.awaitTaken("unattended");
    rig.rig().clock().advance(Duration.ofMinutes(16));

    Message first = rig.slack().awaitTitle("ESCALATED — nobody has acknowledged this for 16 min");
    assertThat(first.place()).contains("URITA");
    assertThat(text(first.page())).contains("Rita, contact 1 of 2 for risk");
    assertThat(rig.mail().awaitTitle("ESCALATED").place()).contains("rita@example.org");

    rig.rig().clock().advance(Duration.ofMinutes(15));
    Message second = rig.slack().awaitTitle("nobody has acknowledged this for 31 min");
    assertThat(second.place()).contains("URALF");
    rig.mail().awaitTitle("nobody has acknowledged this for 31 min");

    rig.rig().clock().advance(Duration.ofMinutes(15));
    critical("marker");
    rig.slack().awaitTitle("marker");
    assertThat(rig.slack().titles()).filteredOn(title -> title.startsWith("ESCALATED")).hasSize(2);
  }

  @Test
  void escalationGoesOnAfterARestart() {
    Delivery first = rig.start();
    critical("unattended");
    rig.awaitTaken("unattended");
    first.close();
    rig.rig().clock().advance(Duration.ofMinutes(16));

    rig.start();
    rig.slack().awaitTitle("ESCALATED");
  }

  @Test
  void acknowledgedAlertDoesNotEscalateAndALaterOneDoes() {
    rig.start();
    Alert alert = critical("attended");
    rig.awaitTaken("attended");
    rig.store().acknowledge(alert.fingerprint(), said(Duration.ofDays(1)));
    rig.rig().clock().advance(Duration.ofMinutes(20));
    critical("again");
    rig.awaitTaken("again");
    assertThat(rig.slack().titles()).noneMatch(title -> title.startsWith("ESCALATED"));

    rig.rig().clock().advance(Duration.ofMinutes(16));
    rig.slack().awaitTitle("ESCALATED");
  }

  @Test
  void stalePolicyEscalatesAndAnotherWarningDoesNot() {
    rig.start();
    rig.raise(Alert.Severity.WARNING, Reason.VENUE_ERRORS, "BINANCE", "slow venue");
    rig.raise(Alert.Severity.WARNING, Reason.RL_POLICY_STALE, "policy", "2 h old");
    rig.awaitWatched("2 h old");
    rig.rig().clock().advance(Duration.ofMinutes(16));

    rig.slack().awaitTitle("2 h old");
    rig.slack().awaitTitle("ESCALATED");
    assertThat(rig.slack().titles())
        .noneMatch(title -> title.startsWith("ESCALATED") && title.contains("slow venue"));
  }

  @Test
  void ofTwoBotsOnlyOneTellsUntilItIsGone() {
    Delivery first = rig.start("bot-1");
    critical("one");
    rig.slack().awaitTitle("one");
    rig.start("bot-2");
    rig.raise(Alert.Severity.WARNING, Reason.VENUE_ERRORS, "BINANCE", "two");
    rig.slack().awaitTitle("two");
    assertThat(rig.slack().titles()).hasSize(2);

    first.close();
    rig.raise(Alert.Severity.WARNING, Reason.VENUE_LINK_LOST, "BINANCE", "three");
    rig.slack().awaitTitle("three");
    assertThat(rig.slack().titles()).hasSize(3);
  }

  @Test
  void chatThatHasGoneDeafIsToldOnceOnTheOtherOutletsAndOnceWhenItHearsAgain() {
    rig.hearing().start();
    rig.rig().clock().advance(Duration.ofSeconds(100));

    Message deaf = rig.slack().awaitTitle("CRITICAL chat_deaf — the bot has not heard telegram");
    assertThat(deaf.loud()).isTrue();
    assertThat(
            rig.registry()
                .get("chat_last_poll_age_seconds")
                .tag("platform", "telegram")
                .gauge()
                .value())
        .isGreaterThanOrEqualTo(100);
    rig.hear();
    rig.rig().clock().advance(Duration.ofSeconds(30));
    await()
        .until(() ->
            rig.store().alerts(5).stream()
                .anyMatch(alert -> alert.text().startsWith("the bot hears telegram again")));
    assertThat(rig.store().alerts(10)).hasSize(2);
  }

  @Test
  void lossOfRedisIsToldPastRedis() {
    rig.start();
    critical("before");
    rig.slack().awaitTitle("before");
    rig.rig().redis().process().kill();
    await()
        .until(() -> {
          rig.rig().clock().advance(Duration.ofSeconds(3));
          return rig.slack().titles().stream().anyMatch(t -> t.contains("Redis has not answered"));
        });
    assertThat(rig.slack().titles())
        .filteredOn(title -> title.contains("Redis has not answered"))
        .hasSize(1);
    rig.mail().awaitTitle("control_plane_lost");
  }
}

package trader.commands.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.commands.support.Rig.anna;
import static trader.commands.support.Rig.text;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import trader.commands.Outcome;
import trader.commands.Reply;
import trader.commands.ReplyJson;
import trader.commands.ReplyPage;
import trader.commands.Section;
import trader.commands.desk.Desk;
import trader.commands.support.Rig;
import trader.control.Alert;
import trader.control.Proposal;
import trader.control.Reason;
import trader.redis.EquitySample;
import trader.redis.Json;

@Tag("integration")
class PastAndAlertsTest {
  @TempDir Path folder;
  private Rig rig;
  private Desk desk;

  @BeforeEach
  void open() {
    rig = new Rig(folder);
    desk = rig.desk();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Instant now() {
    return rig.clock().instant();
  }

  /** One sample a minute up to now, equity falling by a dollar a minute to 10,000. */
  private void past(int minutes) {
    try (Jedis raw = rig.raw()) {
      raw.del("history");
      for (int ago = minutes; ago >= 0; ago--) {
        EquitySample sample =
            new EquitySample(
                now().minus(Duration.ofMinutes(ago)),
                new BigDecimal(10_000 + ago),
                new BigDecimal(ago),
                new BigDecimal(-6).add(new BigDecimal(ago).movePointLeft(3)));
        raw.xadd("history", StreamEntryID.NEW_ENTRY, Map.of("json", Json.write(sample)));
      }
    }
  }

  private void alert(Alert.Severity severity, Reason reason, String subject, String text) {
    rig.store().raise(new Alert(severity, reason, subject, text, "test", now()));
  }

  private static Section.Chart chart(Reply reply) {
    return (Section.Chart)
        ReplyPage.of(reply).sections().stream()
            .filter(Section.Chart.class::isInstance)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void chartShowsTheCurveOfTheHoursThatWereAsked() {
    rig.engine().fallSilent();
    past(300);

    Reply reply = desk.say(anna(), "/chart equity 2");

    assertThat(text(reply)).startsWith("equity 10,000.00 USD at ").contains("high    10,1");
    Section.Chart chart = chart(reply);
    assertThat(chart.unit()).isEqualTo("USD");
    assertThat(chart.points()).hasSizeBetween(119, 121);
    assertThat(chart.points().getLast().value()).isEqualByComparingTo("10000");
    assertThat(chart(desk.say(anna(), "/chart drawdown 2")).unit()).isEqualTo("%");
    assertThat(ReplyJson.read(ReplyJson.write(reply)).page().sections()).contains(chart);
  }

  @Test
  void longChartIsThinnedAndKeepsItsNewestPoint() {
    rig.engine().fallSilent();
    past(2_000);

    Section.Chart chart = chart(desk.say(anna(), "/chart pnl 168"));

    assertThat(chart.points()).hasSize(720);
    assertThat(chart.points().getLast().value()).isEqualByComparingTo("0");
  }

  @Test
  void chartOfNothingSaysSo() {
    try (Jedis raw = rig.raw()) {
      raw.del("history");
    }

    assertThat(text(desk.say(anna(), "/chart pnl 3")))
        .startsWith("NOTHING RECORDED — no sample of pnl in the last 3 h.");
  }

  @Test
  void alertsAreListedNotedAndOpenAgainWhenTheyComeAgain() {
    alert(Alert.Severity.WARNING, Reason.DRAWDOWN, "desk", "it fell");
    alert(Alert.Severity.WARNING, Reason.DRAWDOWN, "desk", "it fell further");
    String id = Alert.shortId("drawdown:desk");

    assertThat(text(desk.say(anna(), "/alerts")))
        .startsWith("OPEN — it fell further")
        .contains(id)
        .contains("Next: /runbook drawdown")
        .contains("Next: /alerts ack " + id);

    Reply noted = desk.say(anna(), "/alerts ack " + id.toLowerCase(Locale.ROOT));
    assertThat(text(noted)).startsWith("NOTED — drawdown:desk does not escalate any further");
    assertThat(rig.store().acknowledged("drawdown:desk").orElseThrow().by()).isEqualTo("test:anna");
    assertThat(text(desk.say(anna(), "/alerts")))
        .startsWith("Nothing open")
        .contains("noted by test:anna");

    rig.clock().advance(Duration.ofSeconds(1));
    alert(Alert.Severity.WARNING, Reason.DRAWDOWN, "desk", "and again");
    assertThat(text(desk.say(anna(), "/alerts"))).startsWith("OPEN — and again");
  }

  @Test
  void silenceOfAKindLastsAsLongAsWasSaid() {
    alert(Alert.Severity.WARNING, Reason.VENUE_ERRORS, "BINANCE", "it fails");

    Reply reply = desk.say(anna(), "/alerts silence venue_errors 30");

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(text(reply)).startsWith("SILENT — nobody is told of venue_errors until ");
    Alert same = rig.store().alerts(1).getFirst();
    assertThat(rig.store().silenced(same).orElseThrow().until())
        .isBetween(now().plusSeconds(1_790), now().plusSeconds(1_801));
    assertThat(ReplyJson.form(desk.say(anna(), "/alerts silence nonsense 30")).refusal())
        .isEqualTo("alert_unknown");
  }

  @Test
  void checklistsFillInTheirOwnNumbersAndSayWhatTheyCannotKnow() {
    past(1_500);
    alert(Alert.Severity.CRITICAL, Reason.DRAWDOWN, "desk", "it fell");

    assertThat(text(desk.say(anna(), "/checklist morning")))
        .startsWith("MORNING CHECKLIST — 1 to LOOK at")
        .contains("equity overnight, since 15 h ago")
        .contains("-899.00 USD")
        .contains("1 open; /alerts lists them")
        .contains("30 % effective");
    assertThat(text(desk.say(anna(), "/checklist evening")))
        .contains("daily P&L report")
        .contains("NOT KNOWN HERE")
        .contains("1 open, 0 of them with NO STOP");
    desk.say(anna(), "/capital stage 10 quiet week");
    assertThat(text(desk.say(anna(), "/checklist weekly")))
        .contains("deepest drawdown")
        .contains("-6 % at ")
        .contains("stage 10 applied by test:anna")
        .contains("nothing weighs venues yet");
  }

  @Test
  void proposalsAreListedWithTheirNumbersAndDecided() {
    rig.engine()
        .propose(
            new Proposal(
                "P-7",
                "BTCUSDT",
                "BINANCE",
                "buy",
                new BigDecimal("0.5"),
                new BigDecimal("700"),
                new BigDecimal("690"),
                "trend",
                "a break upwards",
                now(),
                now().plusSeconds(60)));
    Awaitility.await().until(() -> text(desk.say(anna(), "/proposals")).contains("P-7"));

    assertThat(text(desk.say(anna(), "/proposals")))
        .startsWith("1 entry waits for a person")
        .contains("350.00")
        .contains("Next: /approve P-7");
    assertThat(ReplyJson.form(desk.say(anna(), "/approve P-8")).refusal())
        .isEqualTo("proposal_unknown");
    assertThat(text(desk.say(anna(), "/approve p-7"))).startsWith("APPROVED P-7 — engine blue");
    assertThat(rig.engine().proposals()).isEmpty();
    assertThat(rig.engine().requests().getLast().signature()).isPresent();
  }
}

package trader.commands.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import trader.commands.TextRenderer;
import trader.commands.support.States;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.Mode;
import trader.redis.ControlReading;

class HeadlineTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:04:11Z");

  private static Situation situation(EngineState state, @Nullable String mode, Directive... said) {
    Map<ControlLever, ControlReading.Lever> levers = new EnumMap<>(ControlLever.class);
    for (ControlLever lever : ControlLever.values()) {
      levers.put(lever, new ControlReading.Lever(null, Optional.empty()));
    }
    levers.put(ControlLever.MODE, new ControlReading.Lever(mode, Optional.empty()));
    levers.put(ControlLever.COLOR, new ControlReading.Lever("blue", Optional.empty()));
    for (Directive directive : said) {
      levers.put(
          directive.lever(), new ControlReading.Lever(directive.value(), Optional.of(directive)));
    }
    return new Situation(
        Optional.of(new ControlReading(levers, NOW)), Map.of(state.color(), state), List.of(), NOW);
  }

  private static String headline(Situation situation) {
    return new Headline(situation).text();
  }

  @Test
  void openGateInAutoSaysThatItTrades() {
    EngineState state = States.asOf(NOW.minusMillis(200)).build();

    assertThat(headline(situation(state, "auto")))
        .isEqualTo("TRADING — auto, gate OPEN, capital 30 % (engine blue, as of 0.2 s ago)");
  }

  @Test
  void haltNamesWhoHaltedWhenAndWhy() {
    EngineState state =
        States.asOf(NOW.minusMillis(300)).mode("halt", Mode.HALT, "by cli:anna").build();
    Directive halt =
        new Directive(
            ControlLever.MODE,
            "halt",
            7,
            "c",
            "cli:anna",
            "incident drill",
            NOW.minusSeconds(60),
            Optional.empty());

    assertThat(headline(situation(state, "halt", halt)))
        .isEqualTo(
            "HALTED — mode is halt since 12:03:10 UTC: \"incident drill\" by cli:anna. No new"
                + " orders leave. (engine blue, as of 0.3 s ago)");
  }

  @Test
  void haltByAnEarlierDirectivesValueIsNotLaidAtItsAuthorsDoor() {
    EngineState state =
        States.asOf(NOW).mode("halt", Mode.HALT, "written to Redis directly").build();
    Directive old =
        new Directive(
            ControlLever.MODE,
            "halt",
            7,
            "c",
            "cli:anna",
            "last week",
            NOW.minus(Duration.ofDays(7)),
            Optional.empty());

    assertThat(headline(situation(state, "halt", old)))
        .startsWith(
            "HALTED — mode is halt since 12:03:11 UTC, written to Redis directly. No new orders");
  }

  @Test
  void killSwitchComesBeforeEveryOtherLever() {
    EngineState state =
        States.asOf(NOW)
            .mode("halt", Mode.HALT, "by x")
            .lever(Lever.KILL_SWITCH, "killed", GateLevel.CLOSED, "drawdown of 3.1 %")
            .lever(Lever.PAUSED, "paused", GateLevel.REDUCE_ONLY, "")
            .build();

    assertThat(headline(situation(state, "halt")))
        .isEqualTo(
            "KILLED — kill switch is killed since 12:03:11 UTC, drawdown of 3.1 %. No new orders"
                + " leave. Also mode halt, trading paused. (engine blue, as of 0.0 s ago)");
  }

  @Test
  void reduceOnlySaysThatExitsStillLeave() {
    EngineState state =
        States.asOf(NOW).lever(Lever.PAUSED, "paused", GateLevel.REDUCE_ONLY, "by x").build();

    assertThat(headline(situation(state, "auto")))
        .startsWith("PAUSED — trading is paused since 12:03:11 UTC, by x. No new risk; exits still")
        .contains("leave.");
  }

  @Test
  void engineThatIsSilentForMoreThanFiveSecondsIsNotBelieved() {
    EngineState state = States.asOf(NOW.minusSeconds(42)).build();

    assertThat(headline(situation(state, "auto")))
        .isEqualTo(
            "UNKNOWN — engine blue has not been heard for 42 s; it then said: auto, gate OPEN,"
                + " capital 30 % (as of 12:03:29 UTC).");
  }

  @Test
  void nothingKnownIsSaidToBeNotKnown() {
    Situation nobody = new Situation(Optional.empty(), Map.of(), List.of(), NOW);

    assertThat(headline(nobody))
        .isEqualTo("UNKNOWN — neither Redis nor an engine answers; what can trade is not known.");
  }

  @Test
  void statusIsReadableAsAWhole() {
    EngineState state = States.asOf(NOW.minusMillis(200)).build();

    assertThat(
            new TextRenderer(TextRenderer.Spelling.CHAT)
                .render(StatusPage.of(situation(state, "auto"))))
        .isEqualTo(
            """
            TRADING — auto, gate OPEN, capital 30 % (engine blue, as of 0.2 s ago)
              reach      Binance spot simulator on 127.0.0.1:9001, no real exchange
              prices     BTCUSDT 708.40, 0.1 s old
              equity     10,412.55 USD (live account), cash 9,500.25
              P&L today  +12.31 USD (realized +15.00, fees 2.69)
              capital    stage 30 %, 3,123.76 USD deployable now, 850.08 USD in use
              health     OK, engine up 60 min, process 4711
              positions
                symbol   side  qty     avg    mark    P&L    stop  strategy
                BTCUSDT  long  1.2  701.10  708.40  +8.76  698.10  trend
              orders
                id      symbol   side  type   for    status   qty  filled   price  stop    age
                tb-7-1  BTCUSDT  buy   limit  entry  working  0.5       0  700.00     -  5.2 s
            Next: /mode halt — stops new orders
            """);
  }

  @Test
  void statusSaysWhereRedisAndTheEngineDisagree() {
    EngineState state =
        States.asOf(NOW)
            .mode("auto", Mode.HALT, "'auto' raises risk and was written without a grant")
            .build();

    assertThat(
            new TextRenderer(TextRenderer.Spelling.CHAT)
                .render(StatusPage.of(situation(state, "auto"))))
        .contains(
            "Redis says mode 'auto'; engine blue obeys halt: 'auto' raises risk and was written"
                + " without a grant.");
  }

  @Test
  void shadowEngineIsShownBesideTheActiveOne() {
    EngineState green =
        States.asOf(NOW)
            .color(Color.GREEN)
            .lever(Lever.COLOR, "shadow", GateLevel.CLOSED, "the active color is blue")
            .build();

    assertThat(
            headline(new Situation(Optional.empty(), Map.of(Color.GREEN, green), List.of(), NOW)))
        .startsWith("SHADOW — this engine is shadow since ");
  }
}

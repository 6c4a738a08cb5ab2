package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.Mode;

/**
 * The commands that change something, against a running engine: what they say, and what happens.
 */
@Tag("integration")
class CliTest extends CliFixture {
  private static final int ATTEMPTS = 50;
  private static final BigDecimal TRADABLE = new BigDecimal("0.0001");
  private static final Pattern CONFIRMATION = Pattern.compile("confirm ([A-Z0-9]+)");

  @Test
  void haltIsConfirmedByTheEngineWithItsMeasuredTimeAndNoEntryFollows() {
    Cli.Run halt = cli.run("mode", "halt", "incident", "drill");
    long confirmed = System.nanoTime();

    assertThat(halt.status()).isEqualTo(DONE);
    assertThat(halt.out())
        .containsPattern(
            "HALTED — engine blue closed its gate in .* and confirmed at \\d\\d:\\d\\d:\\d\\d")
        .contains("Gate CLOSED: no new orders leave")
        .contains("incident drill")
        .contains("cancelled", "still working", "unknown");
    EngineState state = desk.awaitState(one -> one.modeEffective() == Mode.HALT);
    assertThat(TestDesk.lever(state, Lever.MODE).why()).contains("incident drill");
    await()
        .during(Duration.ofMillis(300))
        .atMost(TestDesk.PATIENCE)
        .until(() ->
            desk.simulator().receivedOrders().stream()
                .noneMatch(order -> order.nanoTime() > confirmed && order.side().equals("BUY")));

    assertThat(cli.run("status").out())
        .startsWith("HALTED — mode is halt since")
        .contains("incident drill");
    assertThat(cli.run("mode", "halt", "again").status()).isEqualTo(DONE);
  }

  @Test
  void raisingIsPreviewedInNumbersAndNeedsAReasonAndAYes() {
    cli.run("mode", "halt");

    Cli.Run preview = cli.run("mode", "auto");
    assertThat(preview.status()).isEqualTo(REFUSED);
    assertThat(preview.out())
        .startsWith("PREVIEW — mode halt → auto")
        .contains("HALTED — mode is halt")
        .contains("Nothing has changed yet", "more could be bought", "simulator");
    assertThat(cli.run("mode", "auto", "--yes").status()).isEqualTo(REFUSED);
    assertThat(cli.asked("because\nn\n", "mode", "auto").status()).isEqualTo(REFUSED);
    assertThat(desk.state().modeEffective()).isEqualTo(Mode.HALT);

    Cli.Run confirmed = cli.asked("the drill is over\ny\n", "mode", "auto");
    assertThat(confirmed.status()).isEqualTo(DONE);
    assertThat(confirmed.out()).contains("TRADING, mode auto — engine blue confirmed at");
    desk.awaitState(EngineState::tradingEnabled);
  }

  @Test
  void previewIsConfirmedOnceByItsId() {
    cli.run("mode", "halt");
    String id = confirmation(cli.run("mode", "auto").out());

    Cli.Run confirmed = cli.run("confirm", id, "the", "drill", "is", "over");
    assertThat(confirmed.status()).isEqualTo(DONE);
    desk.awaitState(EngineState::tradingEnabled);
    cli.run("mode", "halt");

    Cli.Run again = cli.run("confirm", id, "once", "more");
    assertThat(again.status()).isEqualTo(REFUSED);
    assertThat(desk.awaitState(state -> !state.tradingEnabled()).modeEffective())
        .isEqualTo(Mode.HALT);
  }

  @Test
  void withoutTheControlKeyNothingIsRaisedAndEverythingIsLowered() {
    Map<String, String> environment = new HashMap<>(desk.operatorEnvironment());
    environment.remove("CONTROL_KEY");
    Cli keyless = new Cli(environment);

    assertThat(keyless.run("mode", "halt", "no", "key").status()).isEqualTo(DONE);
    desk.awaitState(state -> state.gate() == GateLevel.CLOSED);
    Cli.Run raise = keyless.run("mode", "auto", "--yes", "--reason", "please");

    assertThat(raise.status()).isEqualTo(REFUSED);
    assertThat(raise.out() + raise.err()).contains("CONTROL_KEY");
    assertThat(desk.state().gate()).isEqualTo(GateLevel.CLOSED);
  }

  @Test
  void capitalIsLoweredAtOnceAndRaisedOnlyAfterAPreview() {
    assertThat(cli.run("capital", "stage", "30", "less", "of", "it").status()).isEqualTo(DONE);
    desk.awaitState(state -> state.capitalEffective().compareTo(new BigDecimal("30")) == 0);

    assertThat(cli.run("capital", "stage", "70").status()).isEqualTo(REFUSED);
    assertThat(desk.state().capitalEffective()).isEqualByComparingTo("30");
    assertThat(cli.run("capital", "stage", "70", "--yes", "--reason", "more").status())
        .isEqualTo(DONE);
    desk.awaitState(state -> state.capitalEffective().compareTo(new BigDecimal("70")) == 0);
  }

  @Test
  void loweringCapitalDoesNotClaimThatAGateClosed() {
    assertThat(cli.run("capital", "stage", "10").out())
        .contains("Gate OPEN")
        .doesNotContain("closed its gate");
  }

  @Test
  void pauseLetsExitsLeaveAndResumeIsARaise() {
    assertThat(cli.run("pause", "lunch").status()).isEqualTo(DONE);
    EngineState paused = desk.awaitState(state -> !state.tradingEnabled());
    assertThat(paused.gate()).isEqualTo(GateLevel.REDUCE_ONLY);
    assertThat(TestDesk.lever(paused, Lever.PAUSED).why()).contains("lunch");

    assertThat(cli.run("resume").status()).isEqualTo(REFUSED);
    assertThat(cli.run("resume", "--yes", "--reason", "back").status()).isEqualTo(DONE);
    desk.awaitState(EngineState::tradingEnabled);
  }

  @Test
  void closeInAHaltSellsThePositionAndAnswersOnlyWhenItIsFlat() {
    haltWithAPosition();

    Cli.Run close = cli.run("close", "all", "flat", "please");

    assertThat(close.status()).as(close.out()).isEqualTo(DONE);
    assertThat(close.out()).contains("flat");
    assertThat(desk.venueHolds("BTC")).isLessThan(new BigDecimal("0.00005"));
    assertThat(desk.simulator().openOrders()).isEmpty();
    assertThat(desk.state().gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(cli.run("positions").out()).contains("No position is open");
  }

  @Test
  void haltThatNoEngineAnswersIsNotConfirmedAndAppliesWhenTheEngineReturns() {
    desk.killEngine();

    Cli.Run halt = cli.run("mode", "halt", "nobody", "is", "there");

    assertThat(halt.status()).isEqualTo(NOT_CONFIRMED);
    assertThat(halt.out())
        .startsWith("NOT CONFIRMED by the engine")
        .contains("was written to Redis")
        .contains("kill -USR2");
    desk.restartEngine();
    desk.awaitState(state -> TestDesk.lever(state, Lever.CONTROL_PLANE).value().equals("read"));
    assertThat(desk.state().modeEffective()).isEqualTo(Mode.HALT);
  }

  @Test
  void haltWithRedisDownGoesByTheSecondRoute() {
    desk.redis().process().kill();

    Cli.Run halt = cli.run("mode", "halt", "redis", "is", "gone");

    assertThat(halt.status()).as(halt.out()).isEqualTo(DONE);
    assertThat(halt.out()).contains("KILLED by the second route").contains("engine blue");
    EngineState state = desk.awaitState(one -> one.gate() == GateLevel.CLOSED);
    assertThat(TestDesk.lever(state, Lever.KILL_SWITCH).why()).contains("redis is gone");
  }

  /**
   * Halts in the moment in which the venue has filled an entry; where the exit was faster all the
   * same, the next one is tried.
   */
  private void haltWithAPosition() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      desk.trading();
      await()
          .atMost(TestDesk.PATIENCE)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> desk.venueHolds("BTC").compareTo(TRADABLE) > 0);
      desk.rawMode("halt");
      desk.awaitState(state ->
          state.gate() == GateLevel.CLOSED
              && state.orders().stream().allMatch(order -> order.purpose().equals("stop")));
      if (desk.simulator().openOrders().stream()
          .anyMatch(order -> order.type().name().startsWith("STOP_LOSS"))) {
        return;
      }
    }
    throw new AssertionError("no halt of " + ATTEMPTS + " found a position");
  }

  private static String confirmation(String preview) {
    Matcher matcher = CONFIRMATION.matcher(preview);
    assertThat(matcher.find()).as(preview).isTrue();
    return matcher.group(1);
  }
}

package trader.commands.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import trader.commands.support.Rig;
import trader.control.Color;
import trader.control.ControlLever;
import trader.redis.Json;

@Tag("integration")
class MainTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() {
    rig = new Rig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** What one call printed, and its exit status. */
  private record Run(int status, String out, String err) {}

  private Run run(Map<String, String> environment, String input, boolean terminal, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new Main(
                environment,
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                () -> terminal,
                new PrintWriter(out),
                new PrintWriter(err, true),
                rig.clock())
            .run(args);
    return new Run(status, out.toString(), err.toString());
  }

  private Run run(String... args) {
    return run(rig.environment(), "", false, args);
  }

  private void awaitMode(String mode) {
    Awaitility.await()
        .until(() ->
            rig.store()
                .engineState(Color.BLUE)
                .filter(state -> state.modeEffective().text().equals(mode))
                .filter(state -> mode.equals(state.mode()))
                .isPresent());
  }

  @Test
  void haltEndsWithZeroAndSpellsCommandsForAShell() {
    Run run = run("mode", "halt", "incident", "drill");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("HALTED — engine blue").contains("Next: trader why — ");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void wordsThatLookLikeOptionsDoNotKeepAHaltFromHappening() {
    assertThat(run("mode", "halt", "--now", "-x").status()).isZero();
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
  }

  @Test
  void wrongWordsEndWithTwo() {
    assertThat(run("mode", "hlat"))
        .satisfies(run -> assertThat(run.status()).isEqualTo(2))
        .satisfies(run -> assertThat(run.out()).contains("did you mean halt?"));
    assertThat(run("frobnicate").status()).isEqualTo(2);
    assertThat(run().status()).isEqualTo(2);
    assertThat(run("--help").status()).isZero();
  }

  @Test
  void helpListsWhatElseTheLauncherRuns() {
    String help = run("--help").out();
    assertThat(OtherWords.tools()).allSatisfy(tool -> assertThat(help).contains("  " + tool + " "));
    assertThat(help).contains("  demo ", "  status ", "only with --execute");
  }

  @Test
  void faultySettingsEndWithTwoAndAreAllNamed() {
    Map<String, String> environment = new HashMap<>(rig.environment());
    environment.put("ACK_WAIT_MS", "x");
    environment.put("ENGINE_URL", "y");

    Run run = run(environment, "", false, "status");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("ACK_WAIT_MS").contains("ENGINE_URL");
  }

  @Test
  void raisingWithoutATerminalEndsWithThreeAndShowsThePreview() {
    run("mode", "halt");
    awaitMode("halt");

    Run run = run("mode", "auto");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).startsWith("PREVIEW — ").contains("Next: trader confirm ");
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
  }

  @Test
  void raisingWithYesAndReasonShowsThePreviewAndDoesIt() {
    run("mode", "halt");
    awaitMode("halt");

    Run run = run("mode", "auto", "--yes", "--reason", "drill is over");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("PREVIEW — ").contains("TRADING, mode auto — engine blue");
  }

  @Test
  void raisingWithYesAndWithoutReasonIsRefused() {
    run("mode", "halt");
    awaitMode("halt");

    Run run = run("mode", "auto", "--yes");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).contains("REFUSED — mode auto raises risk and needs a reason.");
  }

  @Test
  void personAtATerminalIsAskedForReasonAndConsent() {
    run("mode", "halt");
    awaitMode("halt");

    Run no = run(rig.environment(), "drill is over\nn\n", true, "mode", "auto");
    assertThat(no.status()).isEqualTo(3);
    assertThat(no.out()).contains("Reason: ").contains("Do it? [y/N] Nothing was changed.");

    Run yes = run(rig.environment(), "drill is over\ny\n", true, "mode", "auto");
    assertThat(yes.status()).isZero();
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("auto");
  }

  @Test
  void confirmationIsGoodInAnotherProcess() {
    run("mode", "halt");
    awaitMode("halt");
    JsonNode preview = Json.mapper().readTree(run("mode", "auto", "--json").out());
    String id = preview.get("confirmation").asString();

    Run run = run("confirm", id.toLowerCase(java.util.Locale.ROOT), "drill", "is", "over");

    assertThat(run.status()).as(run.out()).isZero();
  }

  @Test
  void sameIdActsOnce() {
    run("mode", "halt", "--id", "script-1");
    rig.engine().hold(ControlLever.MODE, "auto");
    try (var raw = rig.raw()) {
      raw.set("mode", "auto");
    }

    Run again = run("mode", "halt", "--id", "script-1");

    assertThat(again.out()).startsWith("ANSWERED BEFORE, nothing was done now");
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("auto");
  }

  @Test
  void statusAsJsonHasTheNamesOfTheContract() {
    JsonNode status = Json.mapper().readTree(run("status", "--json").out());

    for (String field :
        new String[] {
          "mode",
          "mode_effective",
          "gate",
          "levers",
          "trading_enabled",
          "active_color",
          "color",
          "capital_stage",
          "capital_effective",
          "health",
          "equity_usd",
          "balances",
          "positions",
          "snapshot_loaded",
          "as_of",
          "age_ms",
          "stale",
          "headline"
        }) {
      assertThat(status.has(field)).as(field).isTrue();
    }
    assertThat(status.get("gate").asString()).isEqualTo("OPEN");
    assertThat(status.get("mode_effective").asString()).isEqualTo("auto");
    assertThat(status.get("stale").asBoolean()).isFalse();
  }

  @Test
  void everyReadingCommandAnswersAsJsonInOneLine() {
    for (String name :
        new String[] {
          "status",
          "why",
          "health",
          "positions",
          "orders",
          "pnl",
          "mode",
          "canary",
          "capital",
          "audit",
          "whoami",
          "help"
        }) {
      Run run = run(name, "--json");
      assertThat(run.status()).as(name).isZero();
      assertThat(run.out().strip().lines()).as(name).hasSize(1);
      assertThat(Json.mapper().readTree(run.out()).isContainer()).as(name).isTrue();
    }
  }

  @Test
  void unansweredPauseEndsWithFour() {
    rig.engine().mute();

    assertThat(run("pause").status()).isEqualTo(4);
  }

  @Test
  void redisDownEndsWithOneWhereOnlyRedisKnowsAndWithZeroForAHalt() {
    rig.redis().process().kill();

    assertThat(run("audit").status()).isEqualTo(1);
    assertThat(run("mode", "halt").status()).isZero();
  }

  @Test
  void chatReadsAStreamAndEchoesEachCommandBeforeItsReply() {
    Run run =
        run(
            rig.environment(),
            "# a note\n/status\n\n/mode halt incident drill\nexit\n/status\n",
            false,
            "chat");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("trader> /status\nTRADING — auto, gate OPEN, capital 30 %")
        .contains("\ntrader> /mode halt incident drill\nHALTED — engine blue")
        .endsWith("trader> exit\n");
  }

  @Test
  void completionScriptKnowsEveryCommand() {
    assertThat(run("completion").out()).contains("mode").contains("snapshot").contains("chat");
  }
}

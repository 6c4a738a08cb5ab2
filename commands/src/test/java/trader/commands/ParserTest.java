package trader.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.InstrumentId;
import trader.control.Mode;

class ParserTest {

  private static Parsed understood(Command command, String reason) {
    return new Parsed.Understood(command, reason);
  }

  private static String mistake(String line) {
    return Parser.parse(line) instanceof Parsed.Misunderstood wrong
        ? wrong.mistake().sentence()
        : "understood";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/mode halt incident drill",
        "mode halt incident drill",
        " /MODE  Halt incident\tdrill"
      })
  void modeIsReadWithOrWithoutSlashInAnyCase(String line) {
    assertThat(Parser.parse(line))
        .isEqualTo(understood(new Command.SetMode(Mode.HALT), "incident drill"));
  }

  @Test
  void everyCommandIsReadFromItsOwnText() {
    for (Command command :
        new Command[] {
          new Command.Status(),
          new Command.Health(),
          new Command.ShowMode(),
          new Command.ShowColor(),
          new Command.ShowCapital(),
          new Command.Positions(),
          new Command.Orders(),
          new Command.Pnl(),
          new Command.Why(),
          new Command.Audit(7),
          new Command.VerifyAudit(),
          new Command.Help(Optional.of("mode")),
          new Command.WhoAmI(),
          new Command.SetMode(Mode.PAPER),
          new Command.SetActiveColor(Color.GREEN),
          new Command.SetCapitalStage(CapitalStage.P70),
          new Command.Pause(),
          new Command.Resume(),
          new Command.Kill(),
          new Command.Rearm(),
          new Command.Close(Optional.of(new InstrumentId("BTCUSDT", "BINANCE"))),
          new Command.Close(Optional.empty()),
          new Command.TakeSnapshot(),
          new Command.Confirm("K7Q2MX")
        }) {
      assertThat(Parser.parse(command.text())).isEqualTo(understood(command, ""));
      assertThat(Catalog.entryOf(command)).isNotNull();
    }
  }

  @Test
  void everyExampleOfTheCatalogIsUnderstood() {
    for (CatalogEntry entry : Catalog.ENTRIES) {
      assertThat(entry.examples()).isNotEmpty();
      for (String example : entry.examples()) {
        assertThat(Parser.parse(example)).as(example).isInstanceOf(Parsed.Understood.class);
      }
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "/mode hlat", "mode 'hlat' is none of halt, paper, manual, auto; did you mean halt?"),
        arguments("/mode h", "mode 'h' is none of halt, paper, manual, auto; did you mean halt?"),
        arguments("/mode xyzzy", "mode 'xyzzy' is none of halt, paper, manual, auto."),
        arguments("/canary gren", "color 'gren' is none of blue, green; did you mean green?"),
        arguments("/capital stage 40", "capital stage '40' is none of 10, 20, 30, 50, 70, 100."),
        arguments(
            "/capital stage",
            "/capital needs a stage: 10, 20, 30, 50, 70, 100. Usage: /capital [stage"
                + " 10|20|30|50|70|100] [reason]"),
        arguments(
            "/statsu", "There is no command '/statsu'; did you mean /status? /help lists them."),
        arguments("/frobnicate", "There is no command '/frobnicate'. /help lists them."),
        arguments("/status now", "/status has no use for 'now'. Usage: /status"),
        arguments("/close", "/close needs a symbol, or 'all'. Usage: /close <symbol>|all [reason]"),
        arguments(
            "/close !!",
            "symbol '!!' is not in the form BTCUSDT: 2 to 30 letters and digits. Usage: /close"
                + " <symbol>|all [reason]"),
        arguments(
            "/confirm",
            "/confirm needs the id that the preview showed. Usage: /confirm <id> [code] [reason]"),
        arguments(
            "/approve",
            "/approve needs the id of what waits. Usage: /approve <id> [code] [reason]"),
        arguments("/reject", "/reject needs the id of what waits. Usage: /reject <id> [reason]"),
        arguments(
            "/alerts clear",
            "'clear' is neither 'ack' nor 'silence'. Usage: /alerts [ack <id>|silence <kind>"
                + " <minutes>]"),
        arguments(
            "/alerts silence venue_errors forever",
            "'forever' is not a number of minutes from 1 to 10080. Usage: /alerts [ack <id>|silence"
                + " <kind> <minutes>]"),
        arguments(
            "/checklist mornign",
            "checklist 'mornign' is none of morning, evening, weekly; did you mean morning?"),
        arguments("/chart price", "chart 'price' is none of equity, pnl, drawdown."),
        arguments(
            "/chart pnl 0",
            "'0' is not a number of hours from 1 to 336. Usage: /chart equity|pnl|drawdown"
                + " [hours]"),
        arguments(
            "/audit 0",
            "'0' is neither 'verify' nor a number from 1 to 200. Usage: /audit [count|verify]"),
        arguments(
            "/help mdoe", "There is no command 'mdoe'; did you mean /mode? /help lists them."));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesNameTheValueWhatIsAllowedAndTheNearest(String line, String sentence) {
    assertThat(mistake(line)).isEqualTo(sentence);
  }

  @Test
  void sixDigitsBehindTheIdAreTheCodeAndNowhereShown() {
    Parsed.Understood parsed =
        (Parsed.Understood) Parser.parse("/confirm k7q2mx 123456 654321 is no code");

    Command.Confirm confirm = (Command.Confirm) parsed.command();
    assertThat(confirm.id()).isEqualTo("K7Q2MX");
    assertThat(confirm.code().orElseThrow().reveal()).isEqualTo("123456");
    assertThat(parsed.reason()).isEqualTo("654321 is no code");
    assertThat(confirm.text()).isEqualTo("confirm K7Q2MX");
    assertThat(confirm.toString()).doesNotContain("123456");
  }

  @Test
  void otherNumbersBehindTheIdAreTheReason() {
    for (String word : new String[] {"12345", "1234567", "12345a"}) {
      Parsed.Understood parsed = (Parsed.Understood) Parser.parse("/approve K7Q2MX " + word);
      assertThat(parsed.command()).isEqualTo(new Command.Approve("K7Q2MX"));
      assertThat(parsed.reason()).isEqualTo(word);
    }
  }

  @Test
  void emptyLineSaysWhereToLook() {
    assertThat(mistake("  ")).isEqualTo("No command was given; /help lists them.");
  }

  @Test
  void capitalStageMayLeaveOutTheWordStageAndCarryAPercentSign() {
    assertThat(Parser.parse("/capital 30% a quiet week"))
        .isEqualTo(understood(new Command.SetCapitalStage(CapitalStage.P30), "a quiet week"));
  }

  @Test
  void killTakesWhateverFollowsAsItsReasonAndNeverReArms() {
    assertThat(Parser.parse("/kill off")).isEqualTo(understood(new Command.Kill(), "off"));
  }

  @Test
  void closeUnderstandsEverySpellingOfASymbol() {
    Command expected = new Command.Close(Optional.of(new InstrumentId("BTCUSDT", "BINANCE")));
    for (String symbol : new String[] {"BTCUSDT", "btc/usdt", "BTC-USDT", "BTCUSDT.BINANCE"}) {
      assertThat(Parser.parse("/close " + symbol)).isEqualTo(understood(expected, ""));
    }
  }
}

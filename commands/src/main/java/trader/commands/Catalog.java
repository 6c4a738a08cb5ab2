package trader.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import trader.commands.CatalogEntry.Risk;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.InstrumentId;
import trader.control.Mode;

/** The one list of every command; parser, help, completion and surfaces read it. */
public final class Catalog {
  private static final int AUDIT_ENTRIES = 20;
  private static final String DEFAULT_VENUE = "BINANCE";
  private static final List<String> MODES = List.of(Mode.allowed().split(", "));
  private static final List<String> COLORS = List.of(Color.allowed().split(", "));

  /** Every command, in the order in which help shows them. */
  public static final List<CatalogEntry> ENTRIES =
      List.of(
          reads("status", "What can trade now, and why not", new Command.Status()),
          reads("why", "Every lever in one table, the narrowing ones first", new Command.Why()),
          reads("health", "Whether every part is alive and makes progress", new Command.Health()),
          reads("positions", "Open positions with their stops", new Command.Positions()),
          reads("orders", "Orders that are not finished", new Command.Orders()),
          reads("pnl", "Equity, and profit and loss of the UTC day", new Command.Pnl()),
          new CatalogEntry(
              "mode",
              "/mode [auto|manual|paper|halt] [reason]",
              "Show or set the mode; halt stops new orders and cancels working entries",
              Risk.EITHER,
              Role.VIEWER,
              MODES,
              List.of("/mode", "/mode halt incident drill", "/mode auto drill is over"),
              Catalog::mode),
          new CatalogEntry(
              "canary",
              "/canary [blue|green] [reason]",
              "Show or set which engine trades; the other one shadows",
              Risk.RAISES,
              Role.VIEWER,
              COLORS,
              List.of("/canary", "/canary green new release looks good"),
              Catalog::canary),
          new CatalogEntry(
              "capital",
              "/capital [stage 10|20|30|50|70|100] [reason]",
              "Show or set the percent of equity that may be deployed",
              Risk.EITHER,
              Role.VIEWER,
              List.of("stage"),
              List.of("/capital", "/capital stage 10", "/capital stage 30 a week without alerts"),
              Catalog::capital),
          changes(
              "pause",
              "No new risk until resumed; exits and stops go on",
              Risk.LOWERS,
              new Command.Pause()),
          changes(
              "resume",
              "End a pause; the engine warms up before it adds risk",
              Risk.RAISES,
              new Command.Resume()),
          changes(
              "kill",
              "Throw the kill switch: latched, survives restarts, ends only by /rearm",
              Risk.LOWERS,
              new Command.Kill()),
          changes("rearm", "End a thrown kill switch", Risk.RAISES, new Command.Rearm()),
          new CatalogEntry(
              "close",
              "/close <symbol>|all [reason]",
              "Close a position at market, or all of them; works in halt too",
              Risk.LOWERS,
              Role.OPERATOR,
              List.of("all"),
              List.of("/close BTCUSDT", "/close all flatten before maintenance"),
              Catalog::close),
          new CatalogEntry(
              "confirm",
              "/confirm <id> [reason]",
              "Do what the preview with that id showed, within 60 seconds",
              Risk.RAISES,
              Role.RISK_RAISER,
              List.of(),
              List.of("/confirm K7Q2MX", "/confirm K7Q2MX drill is over"),
              Catalog::confirm),
          new CatalogEntry(
              "snapshot",
              "/snapshot now",
              "Write an incident archive: state, keys, logs, configuration without secrets",
              Risk.NEUTRAL,
              Role.OPERATOR,
              List.of("now"),
              List.of("/snapshot now"),
              words ->
                  (words.peek().equals("now") ? words.skip() : words)
                      .end(new Command.TakeSnapshot())),
          new CatalogEntry(
              "audit",
              "/audit [count|verify]",
              "The newest operator actions, or whether the audit chain holds",
              Risk.READS,
              Role.VIEWER,
              List.of("verify"),
              List.of("/audit", "/audit 50", "/audit verify"),
              Catalog::audit),
          reads("whoami", "Who you are to the desk, and what you may do", new Command.WhoAmI()),
          new CatalogEntry(
              "help",
              "/help [command]",
              "This list, or how one command is used",
              Risk.READS,
              Role.VIEWER,
              List.of(),
              List.of("/help", "/help mode"),
              Catalog::help));

  private static final Map<String, CatalogEntry> BY_NAME = byName();

  private Catalog() {}

  /** The command of that name, in lower case and without slash. */
  public static Optional<CatalogEntry> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The name under which the command is listed. */
  public static CatalogEntry entryOf(Command command) {
    String text = command.text();
    int space = text.indexOf(' ');
    return find(space < 0 ? text : text.substring(0, space)).orElseThrow();
  }

  /** Every name. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  private static Map<String, CatalogEntry> byName() {
    Map<String, CatalogEntry> map = new LinkedHashMap<>();
    ENTRIES.forEach(entry -> map.put(entry.name(), entry));
    return map;
  }

  private static CatalogEntry reads(String name, String summary, Command command) {
    return new CatalogEntry(
        name,
        "/" + name,
        summary,
        Risk.READS,
        Role.VIEWER,
        List.of(),
        List.of("/" + name),
        words -> words.end(command));
  }

  private static CatalogEntry changes(String name, String summary, Risk risk, Command command) {
    return new CatalogEntry(
        name,
        "/" + name + " [reason]",
        summary,
        risk,
        risk == Risk.RAISES ? Role.RISK_RAISER : Role.OPERATOR,
        List.of(),
        List.of("/" + name, "/" + name + " incident drill"),
        words -> words.reasoned(command));
  }

  private static Parsed mode(Words words) {
    return words.isEmpty()
        ? words.end(new Command.ShowMode())
        : words.value("mode", Mode::parse, Mode.allowed(), Command.SetMode::new);
  }

  private static Parsed canary(Words words) {
    return words.isEmpty()
        ? words.end(new Command.ShowColor())
        : words.value("color", Color::parse, Color.allowed(), Command.SetActiveColor::new);
  }

  private static Parsed capital(Words words) {
    if (words.isEmpty()) {
      return words.end(new Command.ShowCapital());
    }
    Words stage = words.peek().equals("stage") ? words.skip() : words;
    return stage.isEmpty()
        ? stage.missing("a stage: " + CapitalStage.allowed())
        : stage.value(
            "capital stage",
            text -> CapitalStage.parse(text.endsWith("%") ? text.replace("%", "") : text),
            CapitalStage.allowed(),
            Command.SetCapitalStage::new);
  }

  private static Parsed close(Words words) {
    if (words.isEmpty()) {
      return words.missing("a symbol, or 'all'");
    }
    if (words.peek().equals("all")) {
      return words.skip().reasoned(new Command.Close(Optional.empty()));
    }
    String symbol = words.take();
    try {
      return words.reasoned(
          new Command.Close(Optional.of(InstrumentId.parse(symbol, DEFAULT_VENUE))));
    } catch (IllegalArgumentException e) {
      return words.malformed(e.getMessage() + ".");
    }
  }

  private static Parsed confirm(Words words) {
    return words.isEmpty()
        ? words.missing("the id that the preview showed")
        : words.reasoned(new Command.Confirm(words.take().toUpperCase(Locale.ROOT)));
  }

  private static Parsed audit(Words words) {
    if (words.isEmpty()) {
      return words.end(new Command.Audit(AUDIT_ENTRIES));
    }
    String word = words.peek();
    if (word.equals("verify")) {
      return words.skip().end(new Command.VerifyAudit());
    }
    if (!word.matches("[0-9]{1,3}")
        || Integer.parseInt(word) < 1
        || Integer.parseInt(word) > Command.Audit.MOST) {
      return words.malformed(
          "'" + word + "' is neither 'verify' nor a number from 1 to " + Command.Audit.MOST + ".");
    }
    return words.skip().end(new Command.Audit(Integer.parseInt(word)));
  }

  private static Parsed help(Words words) {
    if (words.isEmpty()) {
      return words.end(new Command.Help(Optional.empty()));
    }
    String topic = words.peek().startsWith("/") ? words.peek().substring(1) : words.peek();
    Function<String, Optional<String>> known = name -> find(name).map(CatalogEntry::name);
    return known.apply(topic).isPresent()
        ? words.skip().end(new Command.Help(Optional.of(topic)))
        : new Parsed.Misunderstood(new Mistake.UnknownCommand(topic, Nearest.to(topic, names())));
  }
}

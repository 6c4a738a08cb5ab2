package trader.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.commands.CatalogEntry.Risk;
import trader.control.Color;
import trader.control.Mode;

/** The one list of every command; parser, help, completion and surfaces read it. */
public final class Catalog {
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
              Syntax::mode),
          new CatalogEntry(
              "canary",
              "/canary [blue|green] [reason]",
              "Show or set which engine trades; the other one shadows",
              Risk.RAISES,
              Role.VIEWER,
              COLORS,
              List.of("/canary", "/canary green new release looks good"),
              Syntax::canary),
          new CatalogEntry(
              "capital",
              "/capital [stage 10|20|30|50|70|100] [reason]",
              "Show or set the percent of equity that may be deployed",
              Risk.EITHER,
              Role.VIEWER,
              List.of("stage"),
              List.of("/capital", "/capital stage 10", "/capital stage 30 a week without alerts"),
              Syntax::capital),
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
              Syntax::close),
          new CatalogEntry(
              "confirm",
              "/confirm <id> [code] [reason]",
              "Do what the preview with that id showed, within 60 seconds",
              Risk.RAISES,
              Role.RISK_RAISER,
              List.of(),
              List.of("/confirm K7Q2MX drill is over", "/confirm K7Q2MX 123456 drill is over"),
              Syntax::confirm),
          new CatalogEntry(
              "approve",
              "/approve <id> [code] [reason]",
              "Be the second person for what takes two, or let a strategy's proposal be ordered",
              Risk.RAISES,
              Role.APPROVER,
              List.of(),
              List.of("/approve K7Q2MX", "/approve K7Q2MX 123456", "/approve P-12"),
              Syntax::approve),
          new CatalogEntry(
              "reject",
              "/reject <id> [reason]",
              "End what waits for a second person, or drop a strategy's proposal",
              Risk.LOWERS,
              Role.OPERATOR,
              List.of(),
              List.of("/reject K7Q2MX not before the release", "/reject P-12"),
              Syntax::reject),
          reads("proposals", "Entries that wait for a yes in mode manual", new Command.Proposals()),
          new CatalogEntry(
              "alerts",
              "/alerts [ack <id>|silence <kind> <minutes>]",
              "The newest alerts; take note of one, or tell nobody of a kind for a while",
              Risk.NEUTRAL,
              Role.VIEWER,
              List.of("ack", "silence"),
              List.of("/alerts", "/alerts ack 3F9A1C", "/alerts silence venue_errors 30"),
              Syntax::alerts),
          new CatalogEntry(
              "runbook",
              "/runbook <alert>",
              "What to do when that alert comes, step by step",
              Risk.READS,
              Role.VIEWER,
              List.of(),
              List.of("/runbook drawdown", "/runbook RLPolicyStale"),
              Syntax::runbook),
          new CatalogEntry(
              "checklist",
              "/checklist morning|evening|weekly",
              "A routine check with the desk's own numbers filled in",
              Risk.READS,
              Role.VIEWER,
              List.of("morning", "evening", "weekly"),
              List.of("/checklist morning", "/checklist weekly"),
              Syntax::checklist),
          new CatalogEntry(
              "chart",
              "/chart equity|pnl|drawdown [hours]",
              "A curve over the last day, or over as many hours as you say",
              Risk.READS,
              Role.VIEWER,
              List.of("equity", "pnl", "drawdown"),
              List.of("/chart equity", "/chart drawdown 168"),
              Syntax::chart),
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
              Syntax::audit),
          reads("whoami", "Who you are to the desk, and what you may do", new Command.WhoAmI()),
          new CatalogEntry(
              "help",
              "/help [command]",
              "This list, or how one command is used",
              Risk.READS,
              Role.VIEWER,
              List.of(),
              List.of("/help", "/help mode"),
              Syntax::help));

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
}

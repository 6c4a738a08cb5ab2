package trader.engine.tools;

import java.io.Console;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import trader.engine.venue.VenueName;

/**
 * Runs one tool. Exit status 0: done; 1: it failed, or found what must not be; 2: the words were
 * wrong; 3: refused; 4: sent and not confirmed in time.
 */
public final class Main {
  private static final int SINCE_HOURS = 24;

  private Main() {}

  /** Runs the tool that the first word names. */
  public static void main(String[] args) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    Progress progress = terminal ? Progress.on(System.err) : Progress.silent();
    System.exit(
        run(args, System.getenv(), InstantSource.system(), System.out, System.err, progress));
  }

  /** Runs a tool against an environment; answers its exit status. */
  static int run(
      String[] args,
      Map<String, String> variables,
      InstantSource clock,
      PrintStream out,
      PrintStream err,
      Progress progress) {
    CommandLine grammar = ToolGrammar.commandLine();
    ParseResult found;
    try {
      found = grammar.parseArgs(args);
    } catch (CommandLine.ParameterException e) {
      err.println(ToolGrammar.allowed(e));
      return ToolReport.WRONG_WORDS;
    }
    if (!found.hasSubcommand()) {
      grammar.usage(out);
      return found.isUsageHelpRequested() ? ToolReport.DONE : ToolReport.WRONG_WORDS;
    }
    ParseResult tool = found.subcommand();
    if (tool.isUsageHelpRequested()) {
      tool.commandSpec().commandLine().usage(out);
      return ToolReport.DONE;
    }
    ToolReport report;
    try {
      report = report(tool, ToolContext.of(variables, clock), progress);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return ToolReport.WRONG_WORDS;
    }
    out.print(tool.hasMatchedOption("--json") ? report.json() + "\n" : report.text());
    out.flush();
    return report.status();
  }

  private static ToolReport report(ParseResult tool, ToolContext context, Progress progress) {
    String name = tool.commandSpec().name();
    boolean execute = tool.hasMatchedOption("--execute");
    Acting acting = new Acting(context, execute, System::nanoTime);
    return switch (name) {
      case DbHealth.NAME -> DbHealth.run(context);
      case TpCoverage.NAME -> TpCoverage.run(context);
      case LiveReadiness.NAME -> LiveReadiness.run(context);
      case PreFlight.NAME -> PreFlight.run(context);
      case ExecutionMonitor.NAME ->
          ExecutionMonitor.run(
              context, Duration.ofHours(tool.matchedOptionValue("--hours", SINCE_HOURS)));
      case SyncPositions.NAME -> acting.run(name, own -> own, SyncPositions::run);
      case CloseAll.NAME -> acting.run(name, own -> own, CloseAll::run);
      case RecoverStops.NAME -> acting.run(name, RecoverStops::repairing, RecoverStops::run);
      case BackfillTp.NAME -> {
        Optional<BigDecimal> multiple = said(tool, "--multiple");
        yield acting.run(name, own -> BackfillTp.taking(own, multiple), BackfillTp.with(multiple));
      }
      case CandleTools.INGEST, CandleTools.BACKFILL ->
          new CandleTools(name, context, wish(tool, context), execute, progress).run();
      default -> throw new IllegalArgumentException("there is no tool " + name);
    };
  }

  private static CandleWish wish(ParseResult tool, ToolContext context) {
    VenueName venue =
        Main.<String>said(tool, "--exchange")
            .map(CandleWish::venue)
            .or(() -> context.settings().map(one -> one.marketVenue().venue()))
            .orElse(VenueName.BINANCE_SPOT);
    return new CandleWish(
        venue,
        said(tool, "--symbols"),
        said(tool, "--interval"),
        said(tool, "--since"),
        said(tool, "--until"));
  }

  private static <T> Optional<T> said(ParseResult tool, String option) {
    return tool.hasMatchedOption(option)
        ? Optional.ofNullable(tool.<T>matchedOptionValue(option, null))
        : Optional.empty();
  }
}

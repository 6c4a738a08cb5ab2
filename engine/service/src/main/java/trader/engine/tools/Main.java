package trader.engine.tools;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Runs one tool. Exit status 0: done; 1: it failed, or found what must not be; 2: the words were
 * wrong; 3: refused; 4: sent and not confirmed in time.
 */
public final class Main {
  private static final int SINCE_HOURS = 24;

  private Main() {}

  /** Runs the tool that the first word names. */
  public static void main(String[] args) {
    System.exit(run(args, System.getenv(), InstantSource.system(), System.out, System.err));
  }

  /** Runs a tool against an environment; answers its exit status. */
  static int run(
      String[] args,
      Map<String, String> variables,
      InstantSource clock,
      PrintStream out,
      PrintStream err) {
    CommandLine grammar = grammar();
    ParseResult found;
    try {
      found = grammar.parseArgs(args);
    } catch (CommandLine.ParameterException e) {
      err.println(e.getMessage());
      return ToolReport.WRONG_WORDS;
    }
    if (!found.hasSubcommand()) {
      grammar.usage(out);
      return ToolReport.WRONG_WORDS;
    }
    ParseResult tool = found.subcommand();
    if (tool.isUsageHelpRequested()) {
      tool.commandSpec().commandLine().usage(out);
      return ToolReport.DONE;
    }
    ToolContext context = ToolContext.of(variables, clock);
    ToolReport report = report(tool, context);
    out.print(tool.hasMatchedOption("--json") ? report.json() + "\n" : report.text());
    out.flush();
    return report.status();
  }

  private static ToolReport report(ParseResult tool, ToolContext context) {
    String name = tool.commandSpec().name();
    Function<ToolContext, ToolReport> run =
        switch (name) {
          case DbHealth.NAME -> DbHealth::run;
          case TpCoverage.NAME -> TpCoverage::run;
          case LiveReadiness.NAME -> LiveReadiness::run;
          case PreFlight.NAME -> PreFlight::run;
          case ExecutionMonitor.NAME ->
              on ->
                  ExecutionMonitor.run(
                      on, Duration.ofHours(tool.matchedOptionValue("--hours", SINCE_HOURS)));
          default ->
              on -> new Acting(on, tool.hasMatchedOption("--execute"), System::nanoTime).run(name);
        };
    return run.apply(context);
  }

  private static CommandLine grammar() {
    CommandSpec root = CommandSpec.create().name("trader").addOption(help());
    reading(root, DbHealth.NAME, "Whether trades.db is whole, ours, and adds up.");
    CommandSpec monitor =
        reading(root, ExecutionMonitor.NAME, "Slippage, fills and latency, by venue and symbol.");
    monitor.addOption(
        OptionSpec.builder("--hours")
            .type(Integer.class)
            .paramLabel("<hours>")
            .description("How far back; 24 where it is not said.")
            .build());
    reading(root, TpCoverage.NAME, "What of each position has a take-profit and a stop.");
    reading(root, LiveReadiness.NAME, "Whether settings, venue, engine and Redis are ready.");
    reading(root, PreFlight.NAME, "Everything that should be so before trading live.");
    acting(root, Acting.SYNC, "Import what the account holds and the books do not, with stops.");
    acting(root, Acting.RECOVER, "Find or place the stops of positions that have none.");
    acting(root, Acting.CLOSE_ALL, "Close every position; flat is said when the venue says so.");
    return new CommandLine(root);
  }

  private static CommandSpec reading(CommandSpec root, String name, String sentence) {
    CommandSpec spec = CommandSpec.create().addOption(help());
    spec.usageMessage().description(sentence);
    spec.addOption(
        OptionSpec.builder("--json")
            .type(boolean.class)
            .description("As one JSON object.")
            .build());
    root.addSubcommand(name, spec);
    return spec;
  }

  private static void acting(CommandSpec root, String name, String sentence) {
    reading(root, name, sentence)
        .addOption(
            OptionSpec.builder("--execute")
                .type(boolean.class)
                .description("Do it; without it nothing is changed.")
                .build());
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .type(boolean.class)
        .usageHelp(true)
        .description("How it is used.")
        .build();
  }
}

package trader.engine.tools;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The words that the tools understand. */
final class ToolGrammar {
  private ToolGrammar() {}

  static CommandLine commandLine() {
    CommandSpec root = CommandSpec.create().name("trader").addOption(help());
    root.usageMessage().description("What is run beside an engine, or in its stead.");
    reading(root, DbHealth.NAME, "Whether trades.db is whole, ours, and adds up.");
    reading(root, ExecutionMonitor.NAME, "Slippage, fills and latency, by venue and symbol.")
        .addOption(number("--hours", Integer.class, "How far back; 24 where it is not said."));
    reading(root, TpCoverage.NAME, "What of each position has a take-profit and a stop.");
    reading(root, LiveReadiness.NAME, "Whether settings, venue, engine and Redis are ready.");
    reading(root, PreFlight.NAME, "Everything that should be so before trading live.");
    acting(
        root,
        SyncPositions.NAME,
        "Import what the account holds and the books do not, with stops.");
    acting(root, RecoverStops.NAME, "Find or place the stops of positions that have none.");
    acting(root, BackfillTp.NAME, "Place the take-profits of positions that have none.")
        .addOption(
            number(
                "--multiple",
                BigDecimal.class,
                "How many times the stop's distance above the entry; TAKE_PROFIT_MULTIPLE where it"
                    + " is not said."));
    acting(root, CloseAll.NAME, "Close every position; flat is said when the venue says so.");
    candles(root, CandleTools.INGEST, "Read candles from a venue into candles.db, up to now.");
    candles(root, CandleTools.BACKFILL, "Read what is missing between the candles in candles.db.");
    return new CommandLine(root);
  }

  /** What was wrong, and what is allowed there. */
  static String allowed(CommandLine.ParameterException wrong) {
    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
    String words =
        spec.parent() == null
            ? String.join(", ", spec.subcommands().keySet())
            : spec.options().stream()
                .map(OptionSpec::longestName)
                .sorted()
                .collect(Collectors.joining(", "));
    return wrong.getMessage()
        + "; "
        + (spec.parent() == null ? "there is " : spec.name() + " takes ")
        + words;
  }

  private static void candles(CommandSpec root, String name, String sentence) {
    acting(root, name, sentence)
        .addOption(
            text("--exchange", "binance, kraken, or a name of VENUES; that of the engine else."))
        .addOption(text("--symbols", "Such as BTC/USDT, parted by commas."))
        .addOption(text("--interval", "Such as 1m, 5m, 1h, 1d."))
        .addOption(text("--since", "Such as 7d, 12h, 2026-01-31 or 2026-01-31T12:00:00Z."))
        .addOption(text("--until", "The same; now where it is not said."));
  }

  private static CommandSpec reading(CommandSpec root, String name, String sentence) {
    CommandSpec spec = CommandSpec.create().addOption(help());
    spec.usageMessage().description(sentence);
    spec.addOption(flag("--json", "As one JSON object."));
    root.addSubcommand(name, spec);
    return spec;
  }

  private static CommandSpec acting(CommandSpec root, String name, String sentence) {
    return reading(root, name, sentence)
        .addOption(flag("--execute", "Do it; without it nothing is changed."));
  }

  private static OptionSpec flag(String name, String sentence) {
    return OptionSpec.builder(name).type(boolean.class).description(sentence).build();
  }

  private static OptionSpec text(String name, String sentence) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel("<" + name.substring(2) + ">")
        .description(sentence)
        .build();
  }

  private static OptionSpec number(String name, Class<?> type, String sentence) {
    return OptionSpec.builder(name)
        .type(type)
        .paramLabel("<" + name.substring(2) + ">")
        .description(sentence)
        .build();
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .type(boolean.class)
        .usageHelp(true)
        .description("How it is used.")
        .build();
  }
}

package trader.commands.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import trader.commands.Catalog;
import trader.commands.CatalogEntry;
import trader.commands.Secret;

/** The command line's grammar, made from the catalog. */
final class Grammar {
  static final String TOTP = "totp";
  static final String CHAT = "chat";
  static final String COMPLETION = "completion";
  private static final int HELP_WIDTH = 100;

  private Grammar() {}

  /**
   * A command line that knows every command; where the first word names one, only that one, since a
   * halt should not wait for the grammar of all the others.
   */
  static CommandLine commandLine(String... args) {
    Optional<CatalogEntry> only =
        args.length == 0 ? Optional.empty() : Catalog.find(args[0].toLowerCase(Locale.ROOT));
    return only.map(entry -> of(List.of(entry))).orElseGet(() -> of(Catalog.ENTRIES));
  }

  private static CommandLine of(List<CatalogEntry> entries) {
    CommandSpec root = CommandSpec.create().name("trader").addOption(help());
    root.usageMessage()
        .description("What an operator can say to the trading desk.")
        .footer(
            OtherWords.footer(
                "Exit status: 0 done, 1 failed, 2 the words were wrong, 3 refused or not confirmed"
                    + " by you, 4 not confirmed by the engine in time."))
        .width(HELP_WIDTH);
    for (CatalogEntry entry : entries) {
      root.addSubcommand(entry.name(), spec(entry));
    }
    if (entries.size() > 1) {
      others(root);
    }
    return new CommandLine(root)
        .setUnmatchedOptionsArePositionalParams(true)
        .setSubcommandsCaseInsensitive(true);
  }

  private static void others(CommandSpec root) {
    root.addSubcommand(
        CHAT, described("Open a prompt; reads standard input where that is no terminal."));
    root.addSubcommand(COMPLETION, described("Print a completion script for bash and zsh."));
    CommandSpec totp =
        described(
            "Make a code generator for a person of the operators file: prints what a phone scans and"
                + " the line for the file.");
    totp.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .paramLabel("<person>")
            .description("The person's id, e.g. anna")
            .type(String.class)
            .build());
    root.addSubcommand(TOTP, totp);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .type(boolean.class)
        .usageHelp(true)
        .description("How it is used.")
        .build();
  }

  private static CommandSpec described(String sentence) {
    CommandSpec spec = CommandSpec.create().addOption(help());
    spec.usageMessage().description(sentence);
    return spec;
  }

  private static CommandSpec spec(CatalogEntry entry) {
    CommandSpec spec = described(entry.summary() + ".");
    spec.addOption(flag("--json", "The reply as one line of JSON."));
    if (!entry.reads()) {
      spec.addOption(flag("--yes", "Confirm the preview without asking; takes a reason."));
      spec.addOption(text("--reason", "<words>", "Why; also: the words behind the command."));
      spec.addOption(text("--code", "<code>", "Six digits from your code generator."));
      spec.addOption(text("--id", "<id>", "The command's id; the same id acts once."));
    }
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .paramLabel(label(entry))
            .description("e.g. " + String.join("; ", entry.examples()).replace("/", "trader "))
            .completionCandidates(entry.values())
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
    return spec;
  }

  private static String label(CatalogEntry entry) {
    int space = entry.usage().indexOf(' ');
    return space < 0 ? "" : entry.usage().substring(space + 1);
  }

  private static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  private static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** The invocation of the subcommand that was found. */
  static Invocation invocation(ParseResult found) {
    List<String> words = new ArrayList<>();
    words.add(found.commandSpec().name());
    words.addAll(found.matchedPositionalValue(0, List.<String>of()));
    return new Invocation(
        words,
        flagged(found, "--json"),
        flagged(found, "--yes"),
        given(found, "--reason"),
        given(found, "--id"),
        given(found, "--code").filter(code -> !code.isBlank()).map(Secret::new));
  }

  private static boolean flagged(ParseResult found, String option) {
    return found.hasMatchedOption(option) && found.matchedOptionValue(option, false);
  }

  private static Optional<String> given(ParseResult found, String option) {
    return found.hasMatchedOption(option)
        ? Optional.ofNullable(found.<String>matchedOptionValue(option, null))
        : Optional.empty();
  }
}

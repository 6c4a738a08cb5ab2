package trader.commands.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import trader.commands.Actor;
import trader.commands.Outcome;
import trader.commands.desk.Desk;
import trader.commands.desk.Ids;
import trader.commands.link.HttpEngineLink;
import trader.commands.settings.DeskSettings;
import trader.commands.settings.Environment;
import trader.commands.settings.SettingsException;
import trader.commands.snapshot.IncidentSnapshot;
import trader.redis.DeskStore;
import trader.redis.jedis.JedisDeskStore;

/** The {@code trader} command line; a composition root. */
public final class Main {
  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(1);
  private final Map<String, String> variables;
  private final InputStream in;
  private final BooleanSupplier terminal;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Clock clock;

  /**
   * A command line.
   *
   * @param variables the environment
   * @param terminal whether a person sits at {@code in}, who can be asked
   */
  public Main(
      Map<String, String> variables,
      InputStream in,
      BooleanSupplier terminal,
      PrintWriter out,
      PrintWriter err,
      Clock clock) {
    this.variables = Map.copyOf(variables);
    this.in = in;
    this.terminal = terminal;
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] args) {
    // Nothing here logs for people, and starting a logging framework costs a tenth of a second.
    if (System.getProperty("slf4j.provider") == null) {
      System.setProperty("slf4j.internal.verbosity", "WARN");
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    }
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status =
        new Main(
                System.getenv(),
                System.in,
                () -> Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent(),
                out,
                err,
                Clock.systemUTC())
            .run(args);
    out.flush();
    System.exit(status);
  }

  /** Runs one command; answers its exit status. */
  public int run(String... args) {
    CommandLine grammar = Grammar.commandLine(args);
    CommandLine.ParseResult found;
    try {
      found = grammar.parseArgs(args);
    } catch (CommandLine.ParameterException e) {
      err.println(e.getMessage());
      return Outcome.MISUNDERSTOOD.exitStatus();
    }
    if (!found.hasSubcommand()) {
      grammar.usage(args.length == 0 ? err : out);
      return args.length == 0 ? Outcome.MISUNDERSTOOD.exitStatus() : 0;
    }
    CommandLine.ParseResult sub = found.subcommand();
    if (sub.isUsageHelpRequested()) {
      sub.commandSpec().commandLine().usage(out);
      return 0;
    }
    if (sub.commandSpec().name().equals(Grammar.COMPLETION)) {
      out.print(AutoComplete.bash("trader", grammar));
      return 0;
    }
    try {
      return (sub.commandSpec().name().equals(Grammar.TOTP) ? newGenerator(sub) : act(sub))
          .exitStatus();
    } catch (SettingsException e) {
      err.println(e.getMessage());
      return Outcome.MISUNDERSTOOD.exitStatus();
    }
  }

  private Outcome newGenerator(CommandLine.ParseResult sub) {
    return new NewGenerator(
            new Environment(variables).path("OPERATORS_FILE"),
            terminal.getAsBoolean(),
            new SecureRandom(),
            clock,
            out,
            err)
        .make(sub.matchedPositionalValue(0, ""));
  }

  private Outcome act(CommandLine.ParseResult sub) {
    Environment environment = new Environment(variables);
    DeskSettings settings = DeskSettings.read(environment);
    environment.requireNoFaults();
    try (DeskStore store = new JedisDeskStore(settings.redis(), clock)) {
      HttpEngineLink link =
          new HttpEngineLink(settings.engines(), settings.opsToken(), HTTP_TIMEOUT);
      Ids ids = new Ids(new SecureRandom());
      Identity identity =
          Identity.of(System.getProperty("user.name", "unknown"), settings.operatorsFile());
      // A halt must not wait until the file is repaired, so this is no reason to end here.
      identity.fault().ifPresent(err::println);
      Desk desk =
          new Desk(
              store,
              settings.redis(),
              link,
              settings.controlKey(),
              identity.people(),
              settings.options(),
              new IncidentSnapshot(store, link, settings, variables, ids, clock),
              ids,
              clock);
      return sub.commandSpec().name().equals(Grammar.CHAT)
          ? chat(desk, identity.actor())
          : once(desk, identity.actor(), Grammar.invocation(sub));
    }
  }

  private Outcome chat(Desk desk, Actor actor) {
    try (LineSource lines = lines()) {
      return new ChatSession(desk, actor, lines, out).run();
    }
  }

  private Outcome once(Desk desk, Actor actor, Invocation invocation) {
    return new Runner(
            desk,
            actor,
            () ->
                terminal.getAsBoolean()
                    ? Optional.of(new PromptedLines(in, out))
                    : Optional.empty(),
            out)
        .run(invocation);
  }

  private LineSource lines() {
    return terminal.getAsBoolean()
        ? TerminalLines.open(
            Optional.of(Path.of(System.getProperty("user.home"), ".trader_history")))
        : new StreamLines(in);
  }
}

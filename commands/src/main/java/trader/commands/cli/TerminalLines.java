package trader.commands.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import trader.commands.Catalog;
import trader.commands.CatalogEntry;

/** Lines that a person types at a terminal, with history and completion from the catalog. */
public final class TerminalLines implements LineSource {
  private final Terminal terminal;
  private final LineReader reader;

  private TerminalLines(Terminal terminal, LineReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /** Opens this process's terminal; with {@code history} lines are remembered there. */
  public static TerminalLines open(Optional<Path> history) {
    try {
      return on(TerminalBuilder.builder().system(true).build(), history);
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be opened: " + e.getMessage(), e);
    }
  }

  static TerminalLines on(Terminal terminal, Optional<Path> history) {
    // A reason is plain words: quotes and backslashes in it mean nothing.
    DefaultParser parser = new DefaultParser();
    parser.setQuoteChars(null);
    parser.setEscapeChars(null);
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(parser)
            .completer((_, line, candidates) -> complete(line, candidates))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    return new TerminalLines(terminal, builder.build());
  }

  @Override
  public @Nullable String next(String prompt) {
    try {
      return reader.readLine(prompt);
    } catch (UserInterruptException | EndOfFileException _) {
      return null;
    }
  }

  @Override
  public boolean showsInput() {
    return true;
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be closed: " + e.getMessage(), e);
    }
  }

  private static void complete(ParsedLine line, List<Candidate> candidates) {
    if (line.wordIndex() == 0) {
      String slash = line.word().startsWith("/") ? "/" : "";
      Catalog.ENTRIES.forEach(entry ->
          candidates.add(
              new Candidate(
                  slash + entry.name(),
                  slash + entry.name(),
                  null,
                  entry.summary(),
                  null,
                  null,
                  true)));
      return;
    }
    String name = line.words().getFirst().toLowerCase(Locale.ROOT);
    Catalog.find(name.startsWith("/") ? name.substring(1) : name)
        .map(entry -> values(entry, line.words().subList(1, line.wordIndex())))
        .ifPresent(values -> values.forEach(value -> candidates.add(new Candidate(value))));
  }

  private static List<String> values(CatalogEntry entry, List<String> before) {
    return before.isEmpty()
        ? entry.values()
        : before.equals(List.of("stage")) ? entry.valuesAfter() : List.of();
  }
}

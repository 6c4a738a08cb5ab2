package trader.commands;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import trader.commands.Parsed.Misunderstood;

/** Reads a line that a person typed, with or without slash, whatever its case. */
public final class Parser {
  private Parser() {}

  /** What the line means. */
  public static Parsed parse(String line) {
    return parse(Arrays.stream(line.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList());
  }

  /** What words mean that a shell has separated already. */
  public static Parsed parse(List<String> words) {
    if (words.isEmpty()) {
      return new Misunderstood(new Mistake.Empty());
    }
    String first = words.getFirst();
    String name = (first.startsWith("/") ? first.substring(1) : first).toLowerCase(Locale.ROOT);
    return Catalog.find(name)
        .map(entry -> entry.parse().apply(new Words(entry, words.subList(1, words.size()))))
        .orElseGet(() ->
            new Misunderstood(
                new Mistake.UnknownCommand(first, Nearest.to(name, Catalog.names()))));
  }
}

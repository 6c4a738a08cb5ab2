package trader.commands;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import trader.commands.Parsed.Misunderstood;
import trader.commands.Parsed.Understood;

/** The words behind a command's name, taken from the front. */
final class Words {
  private final CatalogEntry entry;
  private final Deque<String> left;

  Words(CatalogEntry entry, List<String> words) {
    this.entry = entry;
    this.left = new ArrayDeque<>(words);
  }

  /** The next word in lower case, which is left where it is; empty at the end. */
  String peek() {
    String next = left.peek();
    return next == null ? "" : next.toLowerCase(Locale.ROOT);
  }

  boolean isEmpty() {
    return left.isEmpty();
  }

  Words skip() {
    left.poll();
    return this;
  }

  /** The command, where nothing is left to read. */
  Parsed end(Command command) {
    return left.isEmpty()
        ? new Understood(command, "")
        : new Misunderstood(new Mistake.Surplus(entry.name(), rest(), entry.usage()));
  }

  /** The command, the words that are left being its reason. */
  Parsed reasoned(Command command) {
    return new Understood(command, rest());
  }

  /** The next word as one of the allowed values, and what is left as the reason. */
  <T> Parsed value(
      String what,
      Function<String, Optional<T>> parse,
      String allowed,
      Function<T, Command> command) {
    String word = peek();
    Optional<T> value = parse.apply(word);
    if (value.isPresent()) {
      left.poll();
      return reasoned(command.apply(value.get()));
    }
    List<String> values = List.of(allowed.split(", "));
    return new Misunderstood(
        new Mistake.UnknownValue(entry.name(), what, word, values, Nearest.to(word, values)));
  }

  Parsed missing(String what) {
    return new Misunderstood(new Mistake.Missing(entry.name(), what, entry.usage()));
  }

  Parsed malformed(String problem) {
    return new Misunderstood(new Mistake.Malformed(entry.name(), problem, entry.usage()));
  }

  /** The next word where it is six digits, else nothing and it stays. */
  Optional<Secret> takeCode() {
    if (!peek().matches("[0-9]{6}")) {
      return Optional.empty();
    }
    return Optional.of(new Secret(take()));
  }

  /** The next word as a whole number within bounds; empty where it is none. */
  Optional<Integer> takeWhole(int least, int most) {
    String word = peek();
    if (!word.matches("[0-9]{1,9}")
        || Integer.parseInt(word) < least
        || Integer.parseInt(word) > most) {
      return Optional.empty();
    }
    return Optional.of(Integer.valueOf(take()));
  }

  String take() {
    return left.remove();
  }

  private String rest() {
    return String.join(" ", left);
  }
}

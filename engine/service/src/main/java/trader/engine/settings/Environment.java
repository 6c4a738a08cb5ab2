package trader.engine.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads variables and collects every fault, so that all of them can be reported at once. */
final class Environment {
  private final Map<String, String> variables;
  private final List<String> faults = new ArrayList<>();

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  void fault(String text) {
    faults.add(text);
  }

  /** The text of a variable; empty where it is unset or blank. */
  Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  /** A switch: {@code 1 0 true false yes no on off}. */
  boolean flag(String name, boolean otherwise) {
    return read(
        name,
        otherwise,
        "1, 0, true, false, yes, no, on or off",
        text ->
            switch (text.toLowerCase(java.util.Locale.ROOT)) {
              case "1", "true", "yes", "on" -> true;
              case "0", "false", "no", "off" -> false;
              default -> throw new IllegalArgumentException("not a switch");
            });
  }

  /** A whole number within bounds. */
  int whole(String name, int otherwise, int least, int most) {
    return read(
        name,
        otherwise,
        "a whole number from " + least + " to " + most,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException("out of bounds");
          }
          return number;
        });
  }

  /** An exact decimal within bounds, both included. */
  BigDecimal decimal(String name, String otherwise, String least, String most) {
    return read(
        name,
        new BigDecimal(otherwise),
        "a number from " + least + " to " + most,
        text -> {
          BigDecimal number = new BigDecimal(text);
          if (number.compareTo(new BigDecimal(least)) < 0
              || number.compareTo(new BigDecimal(most)) > 0) {
            throw new IllegalArgumentException("out of bounds");
          }
          return number;
        });
  }

  /**
   * Any value that {@code parse} takes; it throws {@link IllegalArgumentException} for others, with
   * a message that begins with the variable's name where the value itself must not be shown.
   */
  <T> T read(String name, T otherwise, String allowed, Function<String, T> parse) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return parse.apply(text.get());
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      faults.add(
          message.startsWith(name)
              ? message
              : name + " is '" + text.get() + "'; it may be " + allowed);
      return otherwise;
    }
  }
}

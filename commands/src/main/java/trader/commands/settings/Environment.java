package trader.commands.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import trader.commands.Secret;

/** Reads typed values from environment variables and collects every fault on the way. */
public final class Environment {
  private final Map<String, String> variables;
  private final List<String> faults = new ArrayList<>();

  /** Reads from those variables. */
  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** The variable's text, empty where it is not set or blank. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  /** A secret, empty where it is not set or blank. */
  public Optional<Secret> secret(String name) {
    return text(name).map(Secret::new);
  }

  /** What {@code parse} makes of the text; where that throws, the fault is kept. */
  public <T> Optional<T> parsed(String name, Function<String, T> parse) {
    return text(name)
        .flatMap(value -> {
          try {
            return Optional.of(parse.apply(value));
          } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            faults.add(message.startsWith(name) ? message : name + ": " + message);
            return Optional.empty();
          }
        });
  }

  /** A folder. */
  public Optional<Path> path(String name) {
    return parsed(name, Path::of);
  }

  /** An address that begins with {@code http://} or {@code https://}. */
  public Optional<URI> httpAddress(String name) {
    return parsed(
        name,
        value -> {
          if (!value.matches("https?://[^/\\s]+/?")) {
            throw new IllegalArgumentException(
                "'" + value + "' is not in the form http://127.0.0.1:8003");
          }
          return URI.create(value);
        });
  }

  /** Milliseconds within bounds. */
  public Optional<Duration> millis(String name, int least, int most) {
    return whole(name, least, most).map(Duration::ofMillis);
  }

  /** A whole number within bounds. */
  public Optional<Integer> whole(String name, int least, int most) {
    return parsed(
        name,
        value -> {
          if (!value.matches("[0-9]{1,9}")
              || Integer.parseInt(value) < least
              || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                "'" + value + "' is not a whole number from " + least + " to " + most);
          }
          return Integer.valueOf(value);
        });
  }

  /** Throws {@link SettingsException} where anything could not be used. */
  public void requireNoFaults() {
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
  }
}

package trader.bot.alerts;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import trader.control.Alert;
import trader.control.Reason;

/**
 * How much is made of alerts, by kind: a reason's text, or a severity's for every reason that is
 * not named. Where nothing is said, critical ones are loud and the others silent.
 */
public record AlertLevels(Map<String, Level> byKind) {

  /** How much is made of an alert. */
  public enum Level {
    /** Nobody is told. */
    OFF,
    /** It is shown without a sound. */
    SILENT,
    /** It makes a sound. */
    LOUD;

    /** The word by which it is set, e.g. {@code loud}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the map. */
  public AlertLevels {
    byKind = Map.copyOf(byKind);
  }

  /** Critical ones loud, the others silent. */
  public static AlertLevels standard() {
    return new AlertLevels(Map.of());
  }

  /**
   * Reads e.g. {@code order_rejected=off,warning=loud}. Throws {@link IllegalArgumentException}
   * that names what is not allowed.
   */
  public static AlertLevels parse(String text) {
    Map<String, Level> levels = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      List<String> pair = Arrays.stream(part.split("=", -1)).map(String::strip).toList();
      if (pair.size() != 2) {
        throw new IllegalArgumentException(
            "'" + part.strip() + "' is not in the form drawdown=loud,info=off");
      }
      levels.put(kind(pair.getFirst()), level(pair.getLast()));
    }
    return new AlertLevels(levels);
  }

  private static String kind(String text) {
    String kind = text.toLowerCase(Locale.ROOT);
    if (!kinds().contains(kind)) {
      throw new IllegalArgumentException(
          "'" + text + "' is no kind of alert; allowed: " + String.join(", ", kinds()));
    }
    return kind;
  }

  private static Level level(String text) {
    return Arrays.stream(Level.values())
        .filter(level -> level.text().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("'" + text + "' is no level; allowed: off, silent, loud"));
  }

  private static List<String> kinds() {
    return Stream.concat(
            Arrays.stream(Alert.Severity.values()).map(AlertLevels::word),
            Arrays.stream(Reason.values()).map(Reason::text))
        .toList();
  }

  private static String word(Alert.Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  /** What is made of that alert. */
  public Level of(Alert alert) {
    Level standard = alert.severity() == Alert.Severity.CRITICAL ? Level.LOUD : Level.SILENT;
    Level bySeverity = byKind.getOrDefault(word(alert.severity()), standard);
    return Objects.requireNonNull(byKind.getOrDefault(alert.reason().text(), bySeverity));
  }
}

package trader.simulator.client;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The file of facts about a venue: the examples in it, and what its tables name. Where there is no
 * such file, the test that opens it is skipped and says so.
 */
public final class VenueFile {
  private static final Path FOLDER = Path.of("..", "..", "..", "shared", "venues");
  private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern ID = Pattern.compile("[OTL][A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}");

  /** Texts that tell messages apart; other texts only have to be texts. */
  private static final Set<String> TELLING =
      Set.of("channel", "method", "feed", "event", "exec_type", "reason", "status", "error");

  private final String text;

  private VenueFile(String text) {
    this.text = text;
  }

  /** Opens one by its name, such as {@code kraken-spot.md}. */
  public static VenueFile open(String name) {
    Path file = FOLDER.resolve(name);
    assumeThat(file).as("the facts about the venue are not here to compare with").exists();
    try {
      return new VenueFile(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The part between two headings, by their beginnings. */
  public VenueFile between(String from, String to) {
    int start = text.indexOf("\n## " + from);
    int end = text.indexOf("\n## " + to, start + 1);
    if (start < 0 || end < 0) {
      throw new IllegalArgumentException("no headings '" + from + "' and '" + to + "'");
    }
    return new VenueFile(text.substring(start, end));
  }

  /** The whole examples: those in blocks, and those within lines that nothing is left out of. */
  public List<JsonNode> examples() {
    List<JsonNode> all = new ArrayList<>();
    BLOCK
        .matcher(text)
        .results()
        .forEach(block -> {
          try (var values =
              VenueClient.JSON.readerFor(JsonNode.class).<JsonNode>readValues(block.group(1))) {
            values.forEachRemaining(all::add);
          }
        });
    for (String span : spans()) {
      if (span.startsWith("{")) {
        parsed(span).ifPresent(all::add);
      }
    }
    return all;
  }

  private static Optional<JsonNode> parsed(String span) {
    try {
      return Optional.of(VenueClient.JSON.readTree(span));
    } catch (JacksonException shortened) {
      return Optional.empty();
    }
  }

  /** What stands in backticks outside of blocks, in order. */
  public List<String> spans() {
    String prose = Pattern.compile("```.*?```", Pattern.DOTALL).matcher(text).replaceAll("");
    return SPAN.matcher(prose).results().map(r -> r.group(1)).toList();
  }

  /** What stands in backticks in the first column of tables, in order. */
  public Set<String> firstColumn() {
    Set<String> all = new LinkedHashSet<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("|")) {
        String cell = line.substring(1, line.indexOf('|', 1));
        SPAN.matcher(cell).results().map((MatchResult r) -> r.group(1)).forEach(all::add);
      }
    }
    return all;
  }

  /**
   * What an example has and a message has not, such as {@code .data[0].fees}; empty where the
   * message has all of it: fields, kinds of values, and the texts that tell messages apart.
   */
  public static Optional<String> missing(JsonNode example, JsonNode message, Set<String> spared) {
    return missing(example, message, spared, "");
  }

  private static Optional<String> missing(
      JsonNode example, JsonNode message, Set<String> spared, String at) {
    if (example.isNull()) {
      return Optional.empty();
    }
    if (example.isObject()) {
      return message.isObject()
          ? fields(example, message, spared, at)
          : Optional.of(at + " as an object");
    }
    if (example.isArray()) {
      return message.isArray()
          ? elements(example, message, spared, at)
          : Optional.of(at + " as an array");
    }
    boolean alike =
        example.isNumber() ? message.isNumber() : example.getNodeType() == message.getNodeType();
    if (!alike) {
      return Optional.of(at + " as " + example.getNodeType() + " and not " + message);
    }
    String name = at.substring(at.lastIndexOf('.') + 1);
    return TELLING.contains(name) && !example.equals(message)
        ? Optional.of(at + "=" + example + " and not " + message)
        : Optional.empty();
  }

  private static Optional<String> fields(
      JsonNode example, JsonNode message, Set<String> spared, String at) {
    for (var field : example.properties()) {
      String name = field.getKey();
      if (spared.contains(name)) {
        continue;
      }
      JsonNode there = ID.matcher(name).matches() ? withId(message, name) : message.get(name);
      if (there == null) {
        if (!field.getValue().isNull()) {
          return Optional.of(at + "." + name);
        }
        continue;
      }
      Optional<String> inner = missing(field.getValue(), there, spared, at + "." + name);
      if (inner.isPresent()) {
        return inner;
      }
    }
    return Optional.empty();
  }

  private static @Nullable JsonNode withId(JsonNode message, String id) {
    return message.properties().stream()
        .filter(f -> ID.matcher(f.getKey()).matches() && f.getKey().charAt(0) == id.charAt(0))
        .map(f -> f.getValue())
        .findFirst()
        .orElse(null);
  }

  private static Optional<String> elements(
      JsonNode example, JsonNode message, Set<String> spared, String at) {
    for (int i = 0; i < example.size(); i++) {
      Optional<String> nearest = Optional.of(at + "[" + i + "]");
      for (JsonNode element : message) {
        nearest = missing(example.get(i), element, spared, at + "[" + i + "]");
        if (nearest.isEmpty()) {
          break;
        }
      }
      if (nearest.isPresent()) {
        return nearest;
      }
    }
    return Optional.empty();
  }
}

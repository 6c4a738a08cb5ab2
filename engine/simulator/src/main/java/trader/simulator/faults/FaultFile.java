package trader.simulator.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads faults from JSON: an array of objects, or one object, each with {@code kind} and, as
 * needed, {@code venue}, {@code on}, {@code count}, {@code at}, {@code for}, {@code probability}
 * and the fields of its kind.
 */
public final class FaultFile {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Set<String> COMMON =
      Set.of("kind", "venue", "on", "count", "at", "for", "probability");
  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h)");

  private FaultFile() {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when it cannot be read or says what no fault can do
   */
  public static List<Fault> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the faults file " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("faults file " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException when it says what no fault can do
   */
  public static List<Fault> parse(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    List<Fault> faults = new ArrayList<>();
    if (root.isArray()) {
      for (int i = 0; i < root.size(); i++) {
        try {
          faults.add(one(root.get(i)));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("fault " + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    } else {
      faults.add(one(root));
    }
    return faults;
  }

  private static Fault one(JsonNode node) {
    if (!node.isObject() || !node.has("kind")) {
      throw new IllegalArgumentException("a fault is an object with a \"kind\", not " + node);
    }
    Map<String, String> with = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!COMMON.contains(field.getKey())) {
        with.put(field.getKey(), field.getValue().asString());
      }
    }
    return new Fault(
        FaultKind.of(node.get("kind").asString()),
        node.has("venue") ? node.get("venue").asString() : "*",
        node.has("on") ? node.get("on").asString() : "*",
        node.has("count") ? node.get("count").asInt() : 0,
        node.has("at") ? duration(node.get("at").asString()) : Duration.ZERO,
        node.has("for") ? Optional.of(duration(node.get("for").asString())) : Optional.empty(),
        node.has("probability") ? node.get("probability").asDouble() : 1,
        with);
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a duration is a whole number and ms, s, m or h, such as 500ms, not '" + text + "'");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}

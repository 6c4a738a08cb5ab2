package trader.venues.kraken;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of facts about a venue. Where there is no such file, the test that opens it is skipped
 * and says so.
 */
public final class VenueFacts {
  private static final Path FOLDER = Path.of("../../../shared/venues");
  private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final String text;

  private VenueFacts(String text) {
    this.text = text;
  }

  /** The part of a file between two headings, by their beginnings. */
  public static VenueFacts of(String file, String from, String to) {
    Path path = FOLDER.resolve(file);
    assumeThat(path).as("the facts about the venue are not here to compare with").exists();
    try {
      String whole = Files.readString(path);
      int start = whole.indexOf("\n## " + from);
      return new VenueFacts(whole.substring(start, whole.indexOf("\n## " + to, start + 1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The examples in blocks, in order. */
  public List<JsonNode> examples() {
    List<JsonNode> all = new ArrayList<>();
    BLOCK
        .matcher(text)
        .results()
        .forEach(block -> {
          try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(block.group(1))) {
            values.forEachRemaining(all::add);
          }
        });
    return all;
  }

  /** What stands in backticks in the first column of tables, in order. */
  public Set<String> firstColumn() {
    Set<String> all = new LinkedHashSet<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("|")) {
        String cell = line.substring(1, line.indexOf('|', 1));
        SPAN.matcher(cell).results().forEach(span -> all.add(span.group(1)));
      }
    }
    return all;
  }

  /** The words of a list in backticks that begins with a word. */
  public List<String> listFrom(String first) {
    return SPAN.matcher(text)
        .results()
        .map(span -> span.group(1))
        .filter(span -> span.startsWith(first + ", "))
        .findFirst()
        .map(span -> List.of(span.split(", ", -1)))
        .orElseThrow(() -> new IllegalArgumentException("no list begins with " + first));
  }
}

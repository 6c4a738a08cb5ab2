package trader.venues;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of a venue's wire facts, kept beside the checkout: its examples and its error codes. */
public final class VenueFile {
  private static final Path FOLDER = Path.of("..", "..", "..", "shared", "venues");
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("(?<![\\w-])-([1-5]\\d{3})(?!\\d)");
  private static final Pattern RANGE = Pattern.compile("-([1-5]\\d{3})\\.\\.-([1-5]\\d{3})");

  private final String text;

  private VenueFile(String text) {
    this.text = text;
  }

  /** The file of that name, empty where it is absent. */
  public static Optional<VenueFile> open(String name) {
    Path file = FOLDER.resolve(name);
    try {
      return Files.isReadable(file)
          ? Optional.of(new VenueFile(Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every JSON value of its examples, in their order. */
  public List<JsonNode> examples() {
    List<JsonNode> all = new ArrayList<>();
    JsonMapper mapper = new JsonMapper();
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      // What stands for more of the same.
      String values = block.group(1).replace(",\"asks\":[...]", "");
      // One by one: a mapping iterator would take a list for its elements.
      try (JsonParser parser = mapper.createParser(values)) {
        while (parser.nextToken() != null) {
          all.add(parser.readValueAsTree());
        }
      }
    }
    return all;
  }

  /** Every error code that it names, in a range too. */
  public List<Integer> codes() {
    TreeSet<Integer> all = new TreeSet<>();
    for (Matcher code = CODE.matcher(text); code.find(); ) {
      all.add(-Integer.parseInt(code.group(1)));
    }
    for (Matcher range = RANGE.matcher(text); range.find(); ) {
      int last = Integer.parseInt(range.group(2));
      for (int code = Integer.parseInt(range.group(1)); code <= last; code++) {
        all.add(-code);
      }
    }
    return List.copyOf(all);
  }
}

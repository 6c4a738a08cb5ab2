package trader.commands.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Takes values out of a tree, and keeps what is wrong with them by its place. */
final class Faults {
  private final List<String> all = new ArrayList<>();

  List<String> all() {
    return List.copyOf(all);
  }

  void add(String path, String what) {
    all.add((path.isEmpty() ? "the file" : path) + ": " + what);
  }

  /** The node where it is an object, else one without fields. */
  JsonNode object(String path, JsonNode node) {
    if (!node.isObject() && !absent(node)) {
      add(path, "it is no block of names and values");
    }
    return node.isObject() ? node : JsonNodeFactory.instance.objectNode();
  }

  void onlyFields(String path, JsonNode node, List<String> allowed) {
    for (String name : node.propertyNames()) {
      if (!allowed.contains(name)) {
        add(
            path.isEmpty() ? name : path + "." + name,
            "there is no such field; allowed are " + String.join(", ", allowed));
      }
    }
  }

  /** The texts of a list; a number counts as its digits. */
  List<String> list(String path, JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (absent(node)) {
      return texts;
    }
    if (!node.isArray()) {
      add(path, "it is no list; write [one, another]");
      return texts;
    }
    for (int i = 0; i < node.size(); i++) {
      text(path + "[" + i + "]", node.path(i)).ifPresent(texts::add);
    }
    return texts;
  }

  /** A text, empty where there is none; a number counts as its digits. */
  Optional<String> text(String path, JsonNode node) {
    if (absent(node)) {
      return Optional.empty();
    }
    if (!node.isString() && !node.isIntegralNumber()) {
      add(path, "it is no text");
      return Optional.empty();
    }
    String text = node.asString().strip();
    if (text.isEmpty()) {
      add(path, "it is empty");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}

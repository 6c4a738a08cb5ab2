package trader.chatsim.telegram;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A call's parameters, read as leniently as the real server reads them: a number may come as text,
 * and an object as text that holds JSON.
 */
record Params(Map<String, JsonNode> values, Map<String, Multipart.Part> files) {
  private static final String ATTACHED = "attach://";

  static Params ofJson(JsonNode body) {
    Map<String, JsonNode> values = new HashMap<>();
    body.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return new Params(values, Map.of());
  }

  static Params ofTexts(Map<String, String> texts, Map<String, Multipart.Part> files) {
    Map<String, JsonNode> values = new HashMap<>();
    texts.forEach((name, text) -> values.put(name, StringNode.valueOf(text)));
    return new Params(values, files);
  }

  Optional<String> text(String name) {
    return value(name).map(node -> node.isString() ? node.asString() : node.toString());
  }

  Optional<Long> whole(String name) throws BotApiException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.get().matches("-?[0-9]{1,18}")) {
      throw BotApiException.badRequest(
          "can't parse Integer: field \"" + name + "\" must be of type Number");
    }
    return Optional.of(Long.valueOf(text.get()));
  }

  boolean flag(String name) {
    return text(name).filter(text -> text.equals("true") || text.equals("1")).isPresent();
  }

  Optional<JsonNode> structure(String name) throws BotApiException {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty() || !value.get().isString()) {
      return value;
    }
    return Optional.of(
        Wire.read(value.get().asString())
            .orElseThrow(() -> BotApiException.badRequest("can't parse " + name + " JSON object")));
  }

  /** A file that was sent along, under its own name or as {@code attach://name}. */
  Optional<Multipart.Part> file(String name) {
    String part =
        text(name)
            .filter(text -> text.startsWith(ATTACHED))
            .map(text -> text.substring(ATTACHED.length()))
            .orElse(name);
    return Optional.ofNullable(files.get(part));
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(node -> !node.isNull());
  }
}

package trader.chatsim.slack;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as Slack writes it. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static ObjectNode ok() {
    return object().put("ok", true);
  }

  /** The text as JSON. Throws {@link ApiFault} {@code invalid_json} where it is none. */
  static JsonNode parse(String text) throws ApiFault {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new ApiFault("invalid_json");
    }
  }

  /** The string at that name, empty where there is none. */
  static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}

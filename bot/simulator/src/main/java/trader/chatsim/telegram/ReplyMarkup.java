package trader.chatsim.telegram;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks the {@code reply_markup} of a call. */
final class ReplyMarkup {
  private static final int DATA_BYTES = 64;
  private static final int BUTTONS = 100;
  private static final Set<String> STYLES = Set.of("", "danger", "success", "primary");

  private ReplyMarkup() {}

  /** The markup of a new message. */
  static Optional<ObjectNode> ofNew(Params params) throws BotApiException {
    Optional<JsonNode> markup = params.structure("reply_markup");
    if (markup.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode object = object(markup.get());
    if (object.has("inline_keyboard")) {
      return inline(object);
    }
    if (object.has("force_reply") || object.has("keyboard") || object.has("remove_keyboard")) {
      return Optional.of(object);
    }
    return Optional.empty();
  }

  /** The markup of an edited message, which can only be an inline keyboard. */
  static Optional<ObjectNode> ofEdit(Params params) throws BotApiException {
    Optional<JsonNode> markup = params.structure("reply_markup");
    if (markup.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode object = object(markup.get());
    if (!object.has("inline_keyboard")) {
      throw BotApiException.badRequest("inline keyboard expected");
    }
    return inline(object);
  }

  private static ObjectNode object(JsonNode node) throws BotApiException {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw BotApiException.badRequest("object expected as reply markup");
  }

  private static Optional<ObjectNode> inline(ObjectNode markup) throws BotApiException {
    JsonNode rows = markup.path("inline_keyboard");
    if (!rows.isArray()) {
      throw BotApiException.badRequest(
          "field \"inline_keyboard\" of the InlineKeyboardMarkup should be an Array of Arrays");
    }
    int buttons = 0;
    for (JsonNode row : rows) {
      if (!row.isArray()) {
        throw BotApiException.badRequest(
            "field \"inline_keyboard\" of the InlineKeyboardMarkup should be an Array of Arrays");
      }
      for (JsonNode button : row) {
        button(button);
        buttons++;
      }
    }
    if (buttons > BUTTONS) {
      throw BotApiException.badRequest("reply markup is too long");
    }
    return buttons == 0 ? Optional.empty() : Optional.of(markup);
  }

  private static void button(JsonNode button) throws BotApiException {
    if (!button.path("text").isString()) {
      throw BotApiException.badRequest(
          "can't parse inline keyboard button: Can't find field \"text\"");
    }
    if (button.path("text").asString().isBlank()) {
      throw BotApiException.badRequest("can't parse inline keyboard button: text is empty");
    }
    if (!STYLES.contains(button.path("style").asString(""))) {
      throw BotApiException.badRequest("can't parse inline keyboard button: invalid button style");
    }
    if (!button.path("callback_data").isString()) {
      throw BotApiException.badRequest(
          "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
    }
    int bytes = button.path("callback_data").asString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > DATA_BYTES) {
      throw BotApiException.badRequest("BUTTON_DATA_INVALID");
    }
  }
}

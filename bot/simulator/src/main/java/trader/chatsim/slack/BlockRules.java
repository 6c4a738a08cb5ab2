package trader.chatsim.slack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What Slack refuses in blocks, with the path to each fault as Slack names it. */
final class BlockRules {
  private static final int MESSAGE_BLOCKS = 50;
  private static final int VIEW_BLOCKS = 100;
  private static final int ALL_TEXT = 13_200;
  private static final Set<String> STYLES = Set.of("", "primary", "danger");
  private final List<String> faults = new ArrayList<>();
  private final Set<String> actionIds = new HashSet<>();
  private final Set<String> blockIds = new HashSet<>();
  private int text;

  private BlockRules() {}

  static void message(JsonNode blocks) throws ApiFault {
    BlockRules rules = new BlockRules();
    rules.blocks(
        blocks,
        MESSAGE_BLOCKS,
        Set.of("section", "context", "actions", "divider", "header", "image", "rich_text"));
    rules.end();
    if (rules.text > ALL_TEXT) {
      throw new ApiFault("msg_blocks_too_long");
    }
  }

  static void view(JsonNode view) throws ApiFault {
    BlockRules rules = new BlockRules();
    if (!Json.text(view, "type").equals("modal")) {
      throw new ApiFault("invalid_arguments");
    }
    rules.textObject(view.path("title"), "/title", 24, true, true);
    if (view.has("submit")) {
      rules.textObject(view.path("submit"), "/submit", 24, true, true);
    }
    rules.within(Json.text(view, "private_metadata").length(), 3_000, "/private_metadata");
    rules.within(Json.text(view, "callback_id").length(), 255, "/callback_id");
    rules.blocks(
        view.path("blocks"),
        VIEW_BLOCKS,
        Set.of("section", "context", "actions", "divider", "header", "image", "input"));
    rules.end();
  }

  private void end() throws ApiFault {
    if (!faults.isEmpty()) {
      throw ApiFault.of("invalid_blocks", faults);
    }
  }

  private void blocks(JsonNode blocks, int most, Set<String> types) {
    if (!blocks.isArray()) {
      faults.add("must be an array [json-pointer:/blocks]");
      return;
    }
    if (blocks.size() > most) {
      faults.add("no more than " + most + " items allowed [json-pointer:/blocks]");
    }
    for (int i = 0; i < blocks.size(); i++) {
      block(blocks.get(i), "/blocks/" + i, types);
    }
  }

  private void block(JsonNode block, String at, Set<String> types) {
    // They have to be unique within their block.
    actionIds.clear();
    String type = Json.text(block, "type");
    if (!types.contains(type)) {
      faults.add("unsupported type: " + type + " [json-pointer:" + at + "/type]");
      return;
    }
    String id = Json.text(block, "block_id");
    within(id.length(), 255, at + "/block_id");
    if (!id.isEmpty() && !blockIds.add(id)) {
      faults.add("`block_id` already exists [json-pointer:" + at + "/block_id]");
    }
    switch (type) {
      case "section" -> section(block, at);
      case "header" -> textObject(block.path("text"), at + "/text", 150, true, true);
      case "context" -> context(block.path("elements"), at);
      case "actions" -> actions(block.path("elements"), at);
      case "input" -> input(block, at);
      default -> {
        // The others have nothing that we send.
      }
    }
  }

  private void section(JsonNode block, String at) {
    boolean fields = block.path("fields").isArray();
    if (!block.has("text") && !fields) {
      faults.add("missing required field: text [json-pointer:" + at + "]");
    }
    if (block.has("text")) {
      textObject(block.path("text"), at + "/text", 3_000, false, true);
    }
    if (fields) {
      within(block.path("fields").size(), 10, at + "/fields");
      for (JsonNode field : block.path("fields")) {
        textObject(field, at + "/fields", 2_000, false, true);
      }
    }
  }

  private void context(JsonNode elements, String at) {
    if (elements.isEmpty() || elements.size() > 10) {
      faults.add("between 1 and 10 items allowed [json-pointer:" + at + "/elements]");
    }
    for (JsonNode element : elements) {
      textObject(element, at + "/elements", 3_000, false, true);
    }
  }

  private void actions(JsonNode elements, String at) {
    if (elements.isEmpty() || elements.size() > 25) {
      faults.add("between 1 and 25 items allowed [json-pointer:" + at + "/elements]");
    }
    for (JsonNode element : elements) {
      if (!Json.text(element, "type").equals("button")) {
        faults.add("unsupported element [json-pointer:" + at + "/elements]");
        continue;
      }
      textObject(element.path("text"), at + "/elements/text", 75, true, true);
      actionId(element, at);
      within(Json.text(element, "value").length(), 2_000, at + "/elements/value");
      if (!STYLES.contains(Json.text(element, "style"))) {
        faults.add("invalid style [json-pointer:" + at + "/elements/style]");
      }
    }
  }

  private void input(JsonNode block, String at) {
    textObject(block.path("label"), at + "/label", 2_000, true, true);
    actionId(block.path("element"), at);
    if (block.path("element").has("placeholder")) {
      textObject(
          block.path("element").path("placeholder"), at + "/element/placeholder", 150, true, true);
    }
  }

  private void actionId(JsonNode element, String at) {
    String id = Json.text(element, "action_id");
    within(id.length(), 255, at + "/action_id");
    if (!actionIds.add(id)) {
      faults.add("`action_id` \"" + id + "\" already exists [json-pointer:" + at + "]");
    }
  }

  private void textObject(JsonNode node, String at, int most, boolean plain, boolean required) {
    String type = Json.text(node, "type");
    if (!type.equals("plain_text") && (plain || !type.equals("mrkdwn"))) {
      faults.add("unsupported text type '" + type + "' [json-pointer:" + at + "/type]");
    }
    int length = Json.text(node, "text").length();
    if (required && length == 0) {
      faults.add("must be more than 0 characters [json-pointer:" + at + "/text]");
    }
    within(length, most, at + "/text");
    text += length;
  }

  private void within(int length, int most, String at) {
    if (length > most) {
      faults.add("must be less than " + (most + 1) + " characters [json-pointer:" + at + "]");
    }
  }
}

package trader.chatsim.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A modal on a user's screen.
 *
 * @param view as the app opened it
 */
public record OpenView(String id, String user, JsonNode view) {

  /** One input of it. */
  public record Input(String blockId, String actionId, String label, boolean optional) {}

  /** Its inputs from top to bottom. */
  public List<Input> inputs() {
    List<Input> inputs = new ArrayList<>();
    for (JsonNode block : view.path("blocks")) {
      if (Json.text(block, "type").equals("input")) {
        inputs.add(
            new Input(
                Json.text(block, "block_id"),
                Json.text(block.path("element"), "action_id"),
                Json.text(block.path("label"), "text"),
                block.path("optional").asBoolean(false)));
      }
    }
    return inputs;
  }

  /** The texts above its inputs. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (JsonNode block : view.path("blocks")) {
      if (Json.text(block, "type").equals("section")) {
        texts.add(Json.text(block.path("text"), "text"));
      }
    }
    return texts;
  }

  /** As Slack sends it back with what was filled in, by the inputs' block ids. */
  ObjectNode submitted(Map<String, String> values) {
    ObjectNode sent = (ObjectNode) view.deepCopy();
    sent.put("id", id).put("team_id", Board.TEAM).put("hash", "156772938.1827394");
    ObjectNode state = sent.putObject("state").putObject("values");
    for (Input input : inputs()) {
      ObjectNode value = state.putObject(input.blockId()).putObject(input.actionId());
      value.put("type", "plain_text_input");
      String text = values.getOrDefault(input.blockId(), "");
      if (text.isEmpty()) {
        value.putNull("value");
      } else {
        value.put("value", text);
      }
    }
    return sent;
  }
}

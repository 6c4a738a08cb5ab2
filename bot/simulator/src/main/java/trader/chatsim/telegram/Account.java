package trader.chatsim.telegram;

import tools.jackson.databind.node.ObjectNode;

/** A user or a bot. */
record Account(long id, String name, boolean bot) {

  ObjectNode json() {
    ObjectNode json = Wire.object();
    json.put("id", id).put("is_bot", bot).put("first_name", name);
    if (bot) {
      json.put("username", name);
    }
    return json;
  }
}

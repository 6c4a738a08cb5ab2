package trader.commands.reading;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.redis.Json;

/**
 * What is known, for machines: the engine's state under the contract's names, and its freshness.
 */
final class StateJson {
  private StateJson() {}

  /**
   * The active engine's state; where none ever spoke, the written levers and nulls. Adds {@code
   * headline}, {@code age_ms}, {@code stale}, {@code written}, {@code faults} and {@code
   * other_engine}.
   */
  static ObjectNode of(Situation situation) {
    ObjectNode node =
        situation.engine().map(StateJson::tree).orElseGet(() -> withoutEngine(situation));
    node.put("headline", new Headline(situation).text());
    situation
        .engine()
        .ifPresentOrElse(
            state -> {
              node.put("age_ms", situation.age(state).toMillis());
              node.put("stale", !situation.isHeard(state));
            },
            () -> node.putNull("age_ms").put("stale", true));
    ObjectNode written = node.putObject("written");
    for (ControlLever lever : ControlLever.values()) {
      written.put(lever.name().toLowerCase(Locale.ROOT), situation.written(lever).orElse(null));
    }
    node.put("redis", situation.control().isPresent());
    node.set("faults", Json.mapper().valueToTree(situation.faults()));
    situation
        .otherEngine()
        .ifPresent(other ->
            node.putObject("other_engine")
                .put("color", other.color().text())
                .put("gate", other.gate().name())
                .put("mode_effective", other.modeEffective().text())
                .put("age_ms", situation.age(other).toMillis())
                .put("stale", !situation.isHeard(other)));
    return node;
  }

  /** The state under the names of the contract. */
  static ObjectNode tree(EngineState state) {
    return (ObjectNode) Json.mapper().<JsonNode>valueToTree(state);
  }

  private static ObjectNode withoutEngine(Situation situation) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("mode", situation.written(ControlLever.MODE).orElse(null));
    node.putNull("mode_effective");
    node.putNull("gate");
    node.putArray("levers");
    node.put("trading_enabled", false);
    node.put("active_color", situation.written(ControlLever.COLOR).orElse(null));
    node.putNull("color");
    node.put("capital_stage", situation.written(ControlLever.CAPITAL).orElse(null));
    node.putNull("capital_effective");
    node.putNull("health");
    node.putNull("equity_usd");
    node.putArray("balances");
    node.putArray("positions");
    node.put("snapshot_loaded", false);
    node.putNull("as_of");
    return node;
  }
}

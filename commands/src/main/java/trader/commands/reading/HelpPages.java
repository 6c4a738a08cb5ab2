package trader.commands.reading;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import trader.commands.Actor;
import trader.commands.Catalog;
import trader.commands.CatalogEntry;
import trader.commands.Figures;
import trader.commands.Page;
import trader.commands.Role;
import trader.redis.Json;

/** {@code /help} and {@code /whoami}. */
final class HelpPages {
  private HelpPages() {}

  static Page of(Optional<String> topic) {
    return topic.flatMap(Catalog::find).map(HelpPages::one).orElseGet(HelpPages::all);
  }

  private static Page all() {
    ArrayNode data = Json.mapper().createArrayNode();
    Catalog.ENTRIES.forEach(entry -> data.add(json(entry)));
    return Page.titled(
            "Lowering risk takes one message. Raising it asks for a reason and a confirmation.")
        .table(
            "commands",
            List.of("usage", "what it does"),
            Catalog.ENTRIES.stream().map(entry -> List.of(entry.usage(), entry.summary())).toList())
        .say("help <command>", "examples of one command")
        .data(data)
        .build();
  }

  private static Page one(CatalogEntry entry) {
    return Page.titled(entry.usage() + " — " + entry.summary() + ".")
        .fact("risk", entry.risk().text())
        .fact("role", entry.role().text())
        .lines(entry.examples().stream().map(example -> "e.g. " + example).toList())
        .data(json(entry))
        .build();
  }

  private static ObjectNode json(CatalogEntry entry) {
    ObjectNode node =
        Json.mapper()
            .createObjectNode()
            .put("name", entry.name())
            .put("usage", entry.usage())
            .put("summary", entry.summary())
            .put("risk", entry.risk().text())
            .put("role", entry.role().text());
    node.set("examples", Json.mapper().valueToTree(entry.examples()));
    return node;
  }

  /**
   * Who the desk takes the actor for.
   *
   * @param givesCodes whether the actor has a code generator
   */
  static Page whoAmI(Actor actor, boolean givesCodes) {
    ObjectNode data = Json.mapper().createObjectNode();
    data.put("actor", actor.label()).put("surface", actor.surface()).put("name", actor.name());
    data.set(
        "roles",
        Json.mapper().valueToTree(actor.roles().stream().sorted().map(Role::text).toList()));
    data.put("why", actor.why()).put("code_generator", givesCodes);
    return Page.titled("You are " + actor.label() + ".")
        .fact("roles", Figures.roles(actor))
        .fact("because", actor.why())
        .fact("may lower risk", actor.may(Role.OPERATOR) ? "yes" : "no")
        .fact(
            "may raise risk",
            actor.may(Role.RISK_RAISER) ? "yes, with a reason and a confirmation" : "no")
        .fact("code generator", generator(actor, givesCodes))
        .data(data)
        .build();
  }

  private static String generator(Actor actor, boolean givesCodes) {
    if (givesCodes) {
      return "yes; what raises risk on a real venue takes its code";
    }
    return actor.may(Role.RISK_RAISER) || actor.may(Role.APPROVER)
        ? "none, so on a real venue you neither raise nor approve; on the desk's machine: trader"
            + " totp "
            + actor.person().orElse("<your id>")
        : "none, and none is needed";
  }
}

package trader.bot.web;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import trader.commands.Actor;
import trader.commands.Command;
import trader.commands.Page;
import trader.commands.Reply;
import trader.commands.ReplyPage;
import trader.commands.Role;
import trader.commands.Section;
import trader.commands.desk.Desk;
import trader.control.Alert;
import trader.redis.AlertStore;
import trader.redis.DeskStore;
import trader.redis.Json;
import trader.redis.StoreUnavailableException;

/**
 * Reads what an open page shows. The state is what {@code /status} answers, parted by how often its
 * parts change.
 */
final class DeskReading implements LiveFeed.Source {
  private static final int ALERTS = 15;
  private static final int AUDIT = 25;
  private static final List<String> PARTS = List.of("levers", "positions", "orders", "proposals");
  private static final List<String> NOT_SHOWN = List.of("balances", "fees");
  private static final Actor CONSOLE =
      new Actor(WebConsole.SURFACE, "console", Set.of(Role.VIEWER), "the console's own poll");

  private final Desk desk;
  private final DeskStore store;
  private final Clock clock;

  DeskReading(Desk desk, DeskStore store, Clock clock) {
    this.desk = desk;
    this.store = store;
    this.clock = clock;
  }

  /** An alert and what was said to it. */
  record AlertRow(
      String id,
      Alert.Severity severity,
      String reason,
      String subject,
      String text,
      String source,
      Instant at,
      @Nullable String acknowledgedBy,
      @Nullable String silencedBy) {}

  @Override
  public Map<String, String> read() {
    Map<String, String> topics = new LinkedHashMap<>();
    Reply status = desk.handle(desk.request(CONSOLE, new Command.Status(), ""));
    Page page = ReplyPage.of(status);
    ObjectNode data =
        page.data() instanceof ObjectNode told ? told.deepCopy() : Json.mapper().createObjectNode();
    for (String part : PARTS) {
      JsonNode node = data.remove(part);
      topics.put(part, node == null ? "[]" : Json.write(node));
    }
    data.remove(NOT_SHOWN);
    topics.put("head", Json.write(head(page, data)));
    topics.put("alerts", list(this::alerts));
    topics.put("audit", list(() -> store.auditTail(AUDIT)));
    return topics;
  }

  /** Differs at each poll, since it says when it was so: its coming is the page's heartbeat. */
  private ObjectNode head(Page page, ObjectNode data) {
    List<Section.Fact> facts = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Section section : page.sections()) {
      switch (section) {
        case Section.Facts some -> facts.addAll(some.facts());
        case Section.Lines some -> lines.addAll(some.lines());
        case Section.Table _, Section.Chart _ -> {}
      }
    }
    data.put("title", page.title());
    data.put("at", clock.instant().toString());
    data.set("facts", Json.mapper().valueToTree(facts));
    data.set("lines", Json.mapper().valueToTree(lines));
    return data;
  }

  private List<AlertRow> alerts() {
    Map<String, Optional<AlertStore.Word>> acknowledged = new HashMap<>();
    Map<String, Optional<AlertStore.Word>> silenced = new HashMap<>();
    return store.alerts(ALERTS).stream()
        .map(alert -> {
          String fingerprint = alert.fingerprint();
          return new AlertRow(
              alert.shortId(),
              alert.severity(),
              alert.reason().text(),
              alert.subject(),
              alert.text(),
              alert.source(),
              alert.at(),
              acknowledged
                  .computeIfAbsent(fingerprint, store::acknowledged)
                  .filter(word -> !alert.at().isAfter(word.at()))
                  .map(AlertStore.Word::by)
                  .orElse(null),
              silenced
                  .computeIfAbsent(fingerprint, _ -> store.silenced(alert))
                  .map(AlertStore.Word::by)
                  .orElse(null));
        })
        .toList();
  }

  /** The list, or an object that says why there is none. */
  private static String list(Supplier<List<?>> read) {
    try {
      return Json.write(read.get());
    } catch (StoreUnavailableException | IllegalArgumentException e) {
      return Json.write(Map.of("fault", String.valueOf(e.getMessage())));
    }
  }
}

package trader.commands.reading;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import trader.commands.Figures;
import trader.commands.Page;
import trader.control.Alert;
import trader.redis.AlertStore;
import trader.redis.Json;

/** {@code /alerts}: what came lately, those about the same thing in one row. */
final class AlertPage {
  private static final int LOOKED_AT = 200;
  private static final int ROWS = 15;

  private AlertPage() {}

  /** Alerts about one thing: the newest of them, and how many. */
  private record Group(Alert newest, int count) {}

  static Page of(AlertStore store, Instant now) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Alert alert : store.alerts(LOOKED_AT)) {
      groups.merge(
          alert.fingerprint(),
          new Group(alert, 1),
          (newer, _) -> new Group(newer.newest(), newer.count() + 1));
    }
    List<List<String>> rows = new ArrayList<>();
    ArrayNode data = Json.mapper().createArrayNode();
    Optional<Alert> open = Optional.empty();
    for (Group group : groups.values().stream().limit(ROWS).toList()) {
      Alert alert = group.newest();
      String state = state(store, alert, now);
      if (state.isEmpty() && open.isEmpty() && alert.severity() != Alert.Severity.INFO) {
        open = Optional.of(alert);
      }
      rows.add(
          List.of(
              alert.shortId(),
              Figures.timeSeenFrom(alert.at(), now),
              alert.severity().name(),
              alert.reason().text(),
              alert.subject(),
              Integer.toString(group.count()),
              state.isEmpty() ? "open" : state,
              alert.text()));
      data.add(json(group, state));
    }
    Page.Builder page = Page.titled(title(groups.size(), open));
    page.table(
        "alerts",
        List.of("id", "at", "severity", "reason", "subject", "times#", "state", "text"),
        rows);
    open.ifPresent(alert ->
        page.say("runbook " + alert.reason().text(), "what to do")
            .say("alerts ack " + alert.shortId(), "you take care of it; it escalates no further"));
    return page.data(data).build();
  }

  private static String title(int things, Optional<Alert> open) {
    if (things == 0) {
      return "No alert has come.";
    }
    return open.map(alert -> "OPEN — " + alert.text())
        .orElse("Nothing open: every alert that wants a person is noted or silenced.");
  }

  private static String state(AlertStore store, Alert alert, Instant now) {
    return store
        .acknowledged(alert.fingerprint())
        .filter(word -> !word.at().isBefore(alert.at()))
        .map(word -> "noted by " + word.by())
        .or(() ->
            store
                .silenced(alert)
                .map(word ->
                    "silent until " + Figures.timeSeenFrom(word.until(), now) + " by " + word.by()))
        .orElse("");
  }

  private static ObjectNode json(Group group, String state) {
    ObjectNode node = (ObjectNode) Json.mapper().valueToTree(group.newest());
    return node.put("id", group.newest().shortId())
        .put("count", group.count())
        .put("state", state.isEmpty() ? "open" : state);
  }
}

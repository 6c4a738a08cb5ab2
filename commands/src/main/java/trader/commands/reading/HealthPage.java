package trader.commands.reading;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import trader.commands.Figures;
import trader.commands.Page;
import trader.control.Alert;
import trader.control.Color;
import trader.control.EngineState;
import trader.redis.DeskStore;
import trader.redis.RedisAddress;
import trader.redis.StoreUnavailableException;

/** {@code /health}: which parts are alive, and whether they make progress. */
final class HealthPage {
  private static final int ALERTS = 5;

  private HealthPage() {}

  static Page of(Situation situation, DeskStore store, RedisAddress redis) {
    Page.Builder page = Page.titled(new Headline(situation).text());
    ObjectNode data = StateJson.of(situation);
    List<Alert> alerts = new ArrayList<>();
    try {
      long micros = store.ping().toNanos() / 1_000;
      alerts.addAll(store.alerts(ALERTS));
      page.fact("redis", redis + " answers in " + Figures.micros(micros));
      data.put("redis_ping_us", micros);
    } catch (StoreUnavailableException e) {
      page.fact("redis", "DOWN: " + e.getMessage());
    }
    for (Color color : Color.values()) {
      page.fact("engine " + color.text(), engine(situation, color));
    }
    situation
        .engine()
        .ifPresent(state ->
            page.fact("prices", state.prices())
                .fact(
                    "venue",
                    "latency p95 "
                        + Figures.quantity(state.risk().venueLatencyP95Ms())
                        + " ms, errors "
                        + Figures.percent(state.risk().venueErrorRatePct())
                        + ", orders failed "
                        + Figures.percent(state.risk().orderFailureRatePct()))
                .fact("restored", state.snapshotLoaded() ? "yes" : "no, state is incomplete"));
    page.lines(situation.faults());
    page.table(
        "newest alerts",
        List.of("at", "severity", "reason", "text"),
        alerts.stream()
            .map(alert ->
                List.of(
                    Figures.timeSeenFrom(alert.at(), situation.now()),
                    alert.severity().name(),
                    alert.reason().text(),
                    alert.text()))
            .toList());
    return page.data(data).build();
  }

  private static String engine(Situation situation, Color color) {
    EngineState state = situation.engines().get(color);
    if (state == null) {
      return "has never been heard";
    }
    return situation.isHeard(state)
        ? state.health().name()
            + ", heard "
            + Figures.span(situation.age(state))
            + " ago, up "
            + Figures.age(state.startedAt(), situation.now())
            + ", process "
            + state.pid()
        : "SILENT for "
            + Figures.span(situation.age(state))
            + "; it was process "
            + state.pid()
            + " and "
            + state.health().name();
  }
}

package trader.commands.reading;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import trader.commands.Command.Chart;
import trader.commands.Figures;
import trader.commands.Page;
import trader.commands.Section;
import trader.redis.DeskStore;
import trader.redis.EquitySample;
import trader.redis.Json;

/** {@code /chart}. */
final class ChartPage {
  /** More points than a phone has columns help nobody. */
  private static final int POINTS = 720;

  private ChartPage() {}

  static Page of(Chart chart, DeskStore store, Instant now) {
    Instant since = now.minus(Duration.ofHours(chart.hours()));
    List<Section.Point> points =
        thinned(
            store.history(since).stream()
                .map(sample -> new Section.Point(sample.at(), value(chart.curve(), sample)))
                .toList());
    if (points.isEmpty()) {
      return Page.titled(
              "NOTHING RECORDED — no sample of "
                  + chart.curve().text()
                  + " in the last "
                  + chart.hours()
                  + " h.")
          .line("The active engine leaves one a minute in Redis; two weeks are kept.")
          .say("health", "whether an engine runs")
          .build();
    }
    Section.Point last = points.getLast();
    BigDecimal low = points.stream().map(Section.Point::value).min(natural()).orElseThrow();
    BigDecimal high = points.stream().map(Section.Point::value).max(natural()).orElseThrow();
    return Page.titled(
            chart.curve().text()
                + " "
                + shown(chart.curve(), last.value())
                + " at "
                + Figures.timeSeenFrom(last.at(), now)
                + ", "
                + Figures.age(last.at(), now)
                + " ago.")
        .fact("from", Figures.timeSeenFrom(points.getFirst().at(), now))
        .fact("low", shown(chart.curve(), low))
        .fact("high", shown(chart.curve(), high))
        .fact("change", shown(chart.curve(), last.value().subtract(points.getFirst().value())))
        .chart(new Section.Chart(chart.curve().text(), unit(chart.curve()), points))
        .data(
            Json.mapper()
                .createObjectNode()
                .put("curve", chart.curve().text())
                .put("unit", unit(chart.curve()))
                .put("hours", chart.hours())
                .put("low", low)
                .put("high", high)
                .set("points", Json.mapper().valueToTree(points)))
        .build();
  }

  private static Comparator<BigDecimal> natural() {
    return Comparator.naturalOrder();
  }

  private static BigDecimal value(Chart.Curve curve, EquitySample sample) {
    return switch (curve) {
      case EQUITY -> sample.equity();
      case PNL -> sample.pnlToday();
      case DRAWDOWN -> sample.drawdownPct();
    };
  }

  private static String unit(Chart.Curve curve) {
    return switch (curve) {
      case EQUITY, PNL -> "USD";
      case DRAWDOWN -> "%";
    };
  }

  private static String shown(Chart.Curve curve, BigDecimal value) {
    return switch (curve) {
      case EQUITY -> Figures.money(value) + " USD";
      case PNL -> Figures.signedMoney(value) + " USD";
      case DRAWDOWN -> Figures.percent(value);
    };
  }

  /** At most so many, the newest among them. */
  private static List<Section.Point> thinned(List<Section.Point> points) {
    if (points.size() <= POINTS) {
      return points;
    }
    List<Section.Point> some = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      some.add(points.get((int) ((long) (i + 1) * points.size() / POINTS) - 1));
    }
    return some;
  }
}

package trader.app.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import trader.redis.Json;

/** A report as one JSON object in one line. */
final class ReportJson {
  private static final double HUNDREDTH = 100;

  private ReportJson() {}

  static String of(Report report, Map<String, Object> machine) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", report.name());
    put(json, report.measured());
    json.put("baseline", row(report.baseline()));
    json.put("also", report.also().stream().map(ReportJson::row).toList());
    json.put("goals", report.goals().stream().map(ReportJson::goal).toList());
    json.put("config", report.config());
    json.put("machine", machine);
    return Json.write(json);
  }

  private static Map<String, Object> row(Report.Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, row);
    return json;
  }

  private static void put(Map<String, Object> json, Report.Row row) {
    Figures figures = row.figures();
    json.put("what", row.what());
    json.put("unit", figures.unit());
    json.put("n", figures.n());
    json.put("p50", rounded(figures.p50()));
    json.put("p90", rounded(figures.p90()));
    json.put("p99", rounded(figures.p99()));
    json.put("p999", rounded(figures.p999()));
    json.put("max", rounded(figures.max()));
    figures.ratePerSecond().ifPresent(rate -> json.put("rate_per_s", Math.round(rate)));
  }

  private static Map<String, Object> goal(Report.Goal goal) {
    return Map.of("goal", goal.text(), "met", goal.met());
  }

  private static double rounded(double value) {
    return Math.round(value * HUNDREDTH) / HUNDREDTH;
  }
}

package trader.engine.tools;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trader.redis.Json;

/**
 * What a tool answers.
 *
 * @param headline the whole in one line
 * @param rows the same as a table, each row with the same names; empty where there is none
 */
record ToolReport(
    String tool,
    Instant asOf,
    String headline,
    List<Finding> findings,
    List<Map<String, Object>> rows,
    int status) {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_WORDS = 2;
  static final int REFUSED = 3;
  static final int NOT_CONFIRMED = 4;

  /** A report whose status follows from what was found: any failure fails it. */
  static ToolReport of(
      String tool,
      Instant asOf,
      String headline,
      List<Finding> findings,
      List<Map<String, Object>> rows) {
    boolean failed = findings.stream().anyMatch(one -> one.verdict() == Finding.Verdict.FAIL);
    return new ToolReport(tool, asOf, headline, findings, rows, failed ? FAILED : DONE);
  }

  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("tool", tool);
    all.put("as_of", asOf.toString());
    all.put("headline", headline);
    all.put("status", status);
    all.put(
        "findings",
        findings.stream()
            .map(one -> {
              Map<String, Object> each = new LinkedHashMap<>();
              each.put("subject", one.subject());
              each.put("verdict", one.verdict().name());
              each.put("said", one.said());
              each.put("next", one.next());
              return each;
            })
            .toList());
    all.put("rows", rows);
    return Json.write(all);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(headline).append("  (as of ").append(asOf).append(")\n");
    for (Finding one : findings) {
      text.append("  %-4s  %-24s %s%n".formatted(one.verdict(), one.subject(), one.said()));
      if (!one.next().isEmpty()) {
        text.append("        %-24s -> %s%n".formatted("", one.next()));
      }
    }
    text.append(table());
    return text.toString();
  }

  private String table() {
    if (rows.isEmpty()) {
      return "";
    }
    List<String> names = List.copyOf(rows.getFirst().keySet());
    List<List<String>> lines = new ArrayList<>();
    lines.add(names);
    for (Map<String, Object> row : rows) {
      lines.add(names.stream().map(name -> String.valueOf(row.get(name))).toList());
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      for (int column = 0; column < names.size(); column++) {
        int at = column;
        int width = lines.stream().mapToInt(one -> one.get(at).length()).max().orElse(0);
        text.append("  ").append(("%-" + Math.max(1, width) + "s").formatted(line.get(column)));
      }
      text.append('\n');
    }
    return text.toString();
  }
}

package trader.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as a table for people. */
final class ReportText {
  private static final String[] HEAD = {"", "unit", "n", "p50", "p90", "p99", "p99.9", "max", "/s"};

  private ReportText() {}

  static String of(Report report, Map<String, Object> machine) {
    List<String[]> table = new ArrayList<>();
    table.add(HEAD);
    table.add(cells(report.measured()));
    report.also().forEach(row -> table.add(cells(row)));
    table.add(
        cells(
            new Report.Row("baseline: " + report.baseline().what(), report.baseline().figures())));
    StringBuilder text = new StringBuilder(report.name()).append('\n');
    append(text, table);
    for (Report.Goal goal : report.goals()) {
      text.append(goal.met() ? "goal met:    " : "goal MISSED: ").append(goal.text()).append('\n');
    }
    append(text, "config", report.config());
    append(text, "machine", machine);
    return text.toString();
  }

  /** Three significant digits at least, no exponent, no decimals where they say nothing. */
  static String number(double value) {
    double size = Math.abs(value);
    String pattern =
        size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, pattern, value);
  }

  private static String[] cells(Report.Row row) {
    Figures figures = row.figures();
    return new String[] {
      row.what(),
      figures.unit(),
      number((double) figures.n()),
      number(figures.p50()),
      number(figures.p90()),
      number(figures.p99()),
      number(figures.p999()),
      number(figures.max()),
      figures.ratePerSecond().isPresent() ? number(figures.ratePerSecond().getAsDouble()) : ""
    };
  }

  private static void append(StringBuilder text, List<String[]> table) {
    int[] widths = new int[HEAD.length];
    for (String[] row : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : table) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < widths.length; i++) {
        String blank = " ".repeat(widths[i] - row[i].length());
        line.append(i == 0 ? row[i] + blank : "  " + blank + row[i]);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static void append(StringBuilder text, String title, Map<String, Object> values) {
    text.append(title).append('\n');
    values.forEach(
        (name, value) -> text.append("  ").append(name).append(": ").append(value).append('\n'));
  }
}

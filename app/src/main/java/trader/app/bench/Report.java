package trader.app.bench;

import java.util.List;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param measured the thing itself
 * @param baseline the raw thing that it is held against, measured in the same run
 * @param also further quantities of the same run
 * @param goals what is wanted of it, and whether it was so
 * @param config everything that bears on the figures
 */
record Report(
    String name,
    Row measured,
    Row baseline,
    List<Row> also,
    List<Goal> goals,
    Map<String, Object> config) {

  /** One quantity, in words and in figures. */
  record Row(String what, Figures figures) {}

  /**
   * A goal.
   *
   * @param text e.g. {@code p99 <= 1000 us}
   */
  record Goal(String text, boolean met) {
    static Goal atMost(String name, String unit, double limit, double found) {
      return new Goal(name + " <= " + ReportText.number(limit) + " " + unit, found <= limit);
    }

    static Goal atLeast(String name, double limit, double found) {
      return new Goal(name + " >= " + ReportText.number(limit), found >= limit);
    }
  }
}

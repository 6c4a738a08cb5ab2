package trader.commands;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/** A curve in one line of text: its ends, its range, and its shape in eight levels. */
final class Sparkline {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 48;

  private Sparkline() {}

  static String of(Section.Chart chart) {
    List<Section.Point> points = chart.points();
    if (points.isEmpty()) {
      return chart.name() + ": nothing recorded yet";
    }
    Comparator<BigDecimal> byValue = Comparator.naturalOrder();
    BigDecimal low = points.stream().map(Section.Point::value).min(byValue).orElseThrow();
    BigDecimal high = points.stream().map(Section.Point::value).max(byValue).orElseThrow();
    double range = high.subtract(low).doubleValue();
    int columns = Math.min(WIDTH, points.size());
    StringBuilder line = new StringBuilder(chart.name()).append(' ');
    for (int column = 0; column < columns; column++) {
      BigDecimal value = points.get(last(column, columns, points.size())).value();
      double share = range == 0 ? 0 : value.subtract(low).doubleValue() / range;
      line.append(LEVELS.charAt((int) Math.round(share * (LEVELS.length() - 1))));
    }
    return line.append(' ')
        .append(points.getLast().value().toPlainString())
        .append(' ')
        .append(chart.unit())
        .append(" (low ")
        .append(low.toPlainString())
        .append(", high ")
        .append(high.toPlainString())
        .append(')')
        .toString();
  }

  /** The last point that falls into a column, so that the curve ends with its newest value. */
  private static int last(int column, int columns, int points) {
    return (int) ((long) (column + 1) * points / columns) - 1;
  }
}

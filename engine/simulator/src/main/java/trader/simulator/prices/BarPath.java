package trader.simulator.prices;

import java.util.List;

/**
 * Turns bars into trades: open, then the extreme that is nearer to the open, then the other one,
 * then close, at even distances of time, a quarter of the volume each. A bar without volume trades
 * nothing.
 */
final class BarPath {
  private static final int POINTS = 4;

  private BarPath() {}

  static void lay(List<long[]> bars, Tape.Builder tape) {
    long interval = interval(bars);
    for (long[] bar : bars) {
      long volume = bar[5];
      if (volume == 0) {
        continue;
      }
      long part = Math.max(1, volume / POINTS);
      boolean lowFirst = bar[1] - bar[3] <= bar[2] - bar[1];
      long[] path = {
        bar[1], lowFirst ? bar[3] : bar[2], lowFirst ? bar[2] : bar[3], bar[4],
      };
      for (int i = 0; i < POINTS; i++) {
        tape.print(bar[0] + i * (interval / POINTS), path[i], part);
      }
    }
  }

  /** The shortest distance between two bars, which gaps cannot stretch. */
  static long interval(List<long[]> bars) {
    long shortest = 60_000_000;
    boolean first = true;
    for (int i = 1; i < bars.size(); i++) {
      long distance = bars.get(i)[0] - bars.get(i - 1)[0];
      if (distance > 0 && (first || distance < shortest)) {
        shortest = distance;
        first = false;
      }
    }
    return shortest;
  }
}

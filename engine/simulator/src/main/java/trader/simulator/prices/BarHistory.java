package trader.simulator.prices;

import java.util.ArrayList;
import java.util.List;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Trade;

/** The bars of one market, kept by the second and put together for every interval on demand. */
public final class BarHistory {
  private final List<Bar> seconds = new ArrayList<>();

  /** Adds a trade, which must not be older than the last one's second. */
  public void add(Trade trade) {
    long second = Math.floorDiv(trade.timeMicros(), 1_000_000L) * 1_000;
    Bar last = seconds.isEmpty() ? null : seconds.getLast();
    if (last == null || last.openMillis() < second) {
      last = new Bar(second, trade.price());
      seconds.add(last);
    }
    last.add(trade);
  }

  /** The start of the first second, or {@link Long#MAX_VALUE} when there is none. */
  public long firstMillis() {
    return seconds.isEmpty() ? Long.MAX_VALUE : seconds.getFirst().openMillis();
  }

  /** The index of the first second that starts at or after a time. */
  private int indexFrom(long millis) {
    int low = 0;
    int high = seconds.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (seconds.get(middle).openMillis() < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The bars of an interval that start in [from, to], oldest first; a bar without trades is flat at
   * the price before it.
   *
   * @param interval the length of a bar
   * @param fromMillis the earliest start
   * @param toMillis the latest start
   * @param limit the most bars
   * @param newest whether the limit keeps the newest instead of the oldest
   */
  public List<Bar> bars(
      BarInterval interval, long fromMillis, long toMillis, int limit, boolean newest) {
    if (seconds.isEmpty()) {
      return List.of();
    }
    long first = interval.openOf(Math.max(fromMillis, firstMillis()));
    if (first < fromMillis) {
      first = interval.after(first);
    }
    if (newest) {
      long latest = interval.openOf(toMillis);
      long reach = limit * (interval.after(latest) - latest);
      long start = interval.openOf(latest - reach);
      first = Math.max(first, start);
    }
    List<Bar> result = new ArrayList<>();
    int index = indexFrom(first);
    long price = index == 0 ? seconds.getFirst().open() : seconds.get(index - 1).close();
    for (long open = first; open <= toMillis; open = interval.after(open)) {
      Bar bar = new Bar(open, price);
      long end = interval.after(open);
      while (index < seconds.size() && seconds.get(index).openMillis() < end) {
        bar.add(seconds.get(index++));
      }
      price = bar.close();
      result.add(bar);
      if (!newest && result.size() == limit) {
        break;
      }
    }
    return result.size() > limit ? result.subList(result.size() - limit, result.size()) : result;
  }

  /** The volume-weighted price of the time from a moment on, or 0 when nothing traded. */
  public long averagePrice(long fromMillis) {
    long volume = 0;
    long quote = 0;
    for (int i = indexFrom(fromMillis); i < seconds.size(); i++) {
      volume += seconds.get(i).volume();
      quote += seconds.get(i).quoteVolume();
    }
    return volume == 0 ? 0 : Decimals.dividedBy(quote, volume);
  }
}

package trader.simulator.krakenfutures;

import trader.simulator.matching.Decimals;
import trader.simulator.prices.Bar;
import trader.simulator.prices.BarInterval;

/** The last 24 hours of a contract; numbers are scaled as in {@link Decimals}. */
record DayStatistics(long open, long high, long low, long last, long volume, long quoteVolume) {
  static DayStatistics of(Contract contract) {
    long now = contract.nowMillis();
    long last = contract.market().lastPrice();
    long open = last;
    long high = last;
    long low = last;
    long volume = 0;
    long quote = 0;
    boolean first = true;
    long dayAgo = now - 86_400_000L;
    for (Bar bar : contract.bars().bars(BarInterval.MINUTE, dayAgo, now, 1_440, true)) {
      open = first ? bar.open() : open;
      first = false;
      high = Math.max(high, bar.high());
      low = Math.min(low, bar.low());
      volume += bar.volume();
      quote += bar.quoteVolume();
    }
    return new DayStatistics(open, high, low, last, volume, quote);
  }

  /** How much the price has risen, in percent. */
  long changePercent() {
    if (open == 0) {
      return 0;
    }
    long rise = last - open;
    long percent = Decimals.dividedBy(Math.abs(rise) * 100, open);
    return rise < 0 ? -percent : percent;
  }
}

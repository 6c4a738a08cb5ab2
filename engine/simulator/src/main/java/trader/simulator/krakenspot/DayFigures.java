package trader.simulator.krakenspot;

import java.util.List;
import trader.simulator.matching.Decimals;
import trader.simulator.prices.Bar;
import trader.simulator.prices.BarInterval;

/** What a pair did in a span that ends now, from its bars; scaled as in Decimals. */
record DayFigures(long open, long high, long low, long volume, long vwap, long count) {
  static final long DAY_MILLIS = 86_400_000;

  /** The figures from a time on, in epoch milliseconds. */
  static DayFigures since(Listing listing, long fromMillis, long nowMillis) {
    List<Bar> bars = listing.bars().bars(BarInterval.MINUTE, fromMillis, nowMillis, 1_441, false);
    long last = listing.market().lastPrice();
    long high = last;
    long low = last;
    long volume = 0;
    long quote = 0;
    long count = 0;
    for (Bar bar : bars) {
      high = Math.max(high, bar.high());
      low = Math.min(low, bar.low());
      volume += bar.volume();
      quote += bar.quoteVolume();
      count += bar.count();
    }
    long vwap = volume == 0 ? last : Decimals.dividedBy(quote, volume);
    return new DayFigures(
        bars.isEmpty() ? last : bars.getFirst().open(), high, low, volume, vwap, count);
  }
}

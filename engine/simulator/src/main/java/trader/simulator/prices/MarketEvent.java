package trader.simulator.prices;

import trader.simulator.matching.Side;

/**
 * Something that a source says happened in the market; prices and quantities are scaled as in
 * {@link trader.simulator.matching.Decimals}, times are the source's own, in epoch microseconds.
 */
public sealed interface MarketEvent {
  /** When it happened, by the source's clock, in epoch microseconds. */
  long timeMicros();

  /** The price that a bar would use: the trade's price, or the middle of a quote. */
  long price();

  /** A trade, with the side that took. */
  record Print(long timeMicros, long price, long quantity, Side aggressor) implements MarketEvent {}

  /** The best bid and ask. */
  record Quote(long timeMicros, long bid, long bidQuantity, long ask, long askQuantity)
      implements MarketEvent {
    @Override
    public long price() {
      return (bid + ask) / 2;
    }
  }
}

package trader.engine.core;

import java.math.BigDecimal;
import trader.control.InstrumentId;

/** Public market data. Prices are in the quote asset, quantities in the base asset. */
public sealed interface MarketEvent extends Event {

  /** What the data is about. */
  InstrumentId instrument();

  /**
   * A public trade.
   *
   * @param venueMicros the venue's own time of the trade, microseconds since the epoch
   * @param buyerIsMaker whether the aggressor sold
   */
  record Trade(
      long atMicros,
      InstrumentId instrument,
      long venueMicros,
      long tradeId,
      BigDecimal price,
      BigDecimal qty,
      boolean buyerIsMaker)
      implements MarketEvent {}

  /** The best bid and ask. */
  record Quote(
      long atMicros,
      InstrumentId instrument,
      BigDecimal bid,
      BigDecimal bidQty,
      BigDecimal ask,
      BigDecimal askQty)
      implements MarketEvent {}

  /** A closed bar of the venue's history, for warming strategies up; oldest first. */
  record PastBar(long atMicros, InstrumentId instrument, Bar bar) implements MarketEvent {}

  /** The stream of market data went up or down. */
  record FeedStatus(long atMicros, InstrumentId instrument, boolean up, String why)
      implements MarketEvent {}
}

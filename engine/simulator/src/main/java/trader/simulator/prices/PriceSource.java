package trader.simulator.prices;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A sequence of market events, ascending in time, of one market. Not safe for threads. */
public interface PriceSource {
  /** What is played, in words that an operator can trust: recorded, real or generated. */
  String description();

  /**
   * The smallest price step in the data, scaled as in {@link trader.simulator.matching.Decimals}.
   */
  long tick();

  /** The smallest quantity step, scaled as in {@link trader.simulator.matching.Decimals}. */
  long step();

  /** The quantity of an ordinary trade, which sizes the liquidity around the price. */
  long typicalQuantity();

  /** How many events there are, or empty when it never ends. */
  OptionalLong size();

  /**
   * How much of its own time an endless source should have behind it when the market opens, in
   * microseconds.
   */
  default long historyMicros() {
    return 6L * 3_600_000_000L;
  }

  /** The next event, or null at the end. */
  @Nullable MarketEvent next();
}

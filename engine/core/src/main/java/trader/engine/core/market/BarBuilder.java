package trader.engine.core.market;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Bar;

/**
 * Builds bars of one interval from trades, by the venue's time. A bar closes when the first trade
 * of a later interval comes; intervals without trades have no bar.
 */
public final class BarBuilder {
  private final long intervalMicros;
  private long openMicros = Long.MIN_VALUE;
  private BigDecimal open = BigDecimal.ZERO;
  private BigDecimal high = BigDecimal.ZERO;
  private BigDecimal low = BigDecimal.ZERO;
  private BigDecimal close = BigDecimal.ZERO;
  private BigDecimal volume = BigDecimal.ZERO;

  /** Builds bars of that length. */
  public BarBuilder(long intervalMicros) {
    this.intervalMicros = intervalMicros;
  }

  /** Takes a trade; answers the bar that it closed, null for none. */
  public @Nullable Bar add(long venueMicros, BigDecimal price, BigDecimal qty) {
    if (openMicros != Long.MIN_VALUE && venueMicros < openMicros + intervalMicros) {
      if (price.compareTo(high) > 0) {
        high = price;
      } else if (price.compareTo(low) < 0) {
        low = price;
      }
      close = price;
      volume = volume.add(qty);
      return null;
    }
    Bar closed =
        openMicros == Long.MIN_VALUE
            ? null
            : new Bar(openMicros, intervalMicros, open, high, low, close, volume);
    openMicros = venueMicros - Math.floorMod(venueMicros, intervalMicros);
    open = price;
    high = price;
    low = price;
    close = price;
    volume = qty;
    return closed;
  }
}

package trader.engine.core.market;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Bar;

/**
 * Builds bars of one interval from trades, by the venue's time. A bar closes when the first trade
 * of a later interval comes; intervals without trades have no bar.
 */
public final class BarBuilder {
  private static final long NONE = Long.MIN_VALUE;
  private final long intervalMicros;
  private long openMicros = NONE;
  private BigDecimal open = BigDecimal.ZERO;
  private BigDecimal high = BigDecimal.ZERO;
  private BigDecimal low = BigDecimal.ZERO;
  private BigDecimal close = BigDecimal.ZERO;
  private BigDecimal volume = BigDecimal.ZERO;

  /** Builds bars of that length. */
  public BarBuilder(long intervalMicros) {
    this.intervalMicros = intervalMicros;
  }

  /** Goes on with a bar that was being built. */
  public void restore(Bar bar) {
    openMicros = bar.openMicros();
    open = bar.open();
    high = bar.high();
    low = bar.low();
    close = bar.close();
    volume = bar.volume();
  }

  /** The bar that is being built, as far as it has come; null for none. */
  public @Nullable Bar running() {
    return openMicros == NONE
        ? null
        : new Bar(openMicros, intervalMicros, open, high, low, close, volume);
  }

  /** Whether the bar that is being built began then. */
  public boolean runs(long sinceMicros) {
    return openMicros != NONE && openMicros == sinceMicros;
  }

  /** Gives the bar that is being built up, since someone has the whole of it. */
  public void drop() {
    openMicros = NONE;
  }

  /** Takes a trade; answers the bar that it closed, null for none. */
  public @Nullable Bar add(long venueMicros, BigDecimal price, BigDecimal qty) {
    if (openMicros != NONE && venueMicros < openMicros + intervalMicros) {
      if (price.compareTo(high) > 0) {
        high = price;
      } else if (price.compareTo(low) < 0) {
        low = price;
      }
      close = price;
      volume = volume.add(qty);
      return null;
    }
    Bar closed = running();
    openMicros = venueMicros - Math.floorMod(venueMicros, intervalMicros);
    open = price;
    high = price;
    low = price;
    close = price;
    volume = qty;
    return closed;
  }
}

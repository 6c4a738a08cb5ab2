package trader.venues.paper;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The newest prices of an instrument; null for what has not been seen. */
record Prices(@Nullable BigDecimal bid, @Nullable BigDecimal ask, @Nullable BigDecimal last) {
  static final Prices NONE = new Prices(null, null, null);

  Prices quoted(BigDecimal newBid, BigDecimal newAsk) {
    return new Prices(newBid, newAsk, last);
  }

  Prices traded(BigDecimal price) {
    return new Prices(bid, ask, price);
  }
}

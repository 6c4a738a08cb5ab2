package trader.engine.core.kit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A position in a perpetual as the model venue keeps it: by its average entry price, with profit
 * rounded to eight decimals, as exchanges do and the core does not.
 */
final class ModelPosition {
  private BigDecimal qty = BigDecimal.ZERO;
  private BigDecimal average = BigDecimal.ZERO;

  BigDecimal qty() {
    return qty;
  }

  BigDecimal average() {
    return average;
  }

  void restore(BigDecimal held, BigDecimal cost) {
    qty = held;
    average = held.signum() == 0 ? BigDecimal.ZERO : cost.divide(held, MathContext.DECIMAL64);
  }

  /** Changes it and answers the profit that this realizes. */
  BigDecimal trade(BigDecimal change, BigDecimal price) {
    BigDecimal left = qty.add(change);
    if (qty.signum() == 0 || qty.signum() == change.signum()) {
      average =
          qty.multiply(average).add(change.multiply(price)).divide(left, MathContext.DECIMAL64);
      qty = left;
      return BigDecimal.ZERO;
    }
    BigDecimal closed = left.signum() == change.signum() ? qty : change.negate();
    BigDecimal realized =
        closed.multiply(price.subtract(average)).setScale(8, RoundingMode.HALF_EVEN);
    if (left.signum() == 0) {
      average = BigDecimal.ZERO;
    } else if (left.signum() == change.signum()) {
      average = price;
    }
    qty = left;
    return realized;
  }
}

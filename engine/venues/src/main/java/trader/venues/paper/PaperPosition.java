package trader.venues.paper;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A position in a perpetual of the paper account: a signed quantity and what it was entered for.
 */
final class PaperPosition {
  private static final int COST_SCALE = 18;
  private BigDecimal qty;
  private BigDecimal cost;

  PaperPosition(BigDecimal qty, BigDecimal cost) {
    this.qty = qty;
    this.cost = cost;
  }

  BigDecimal qty() {
    return qty;
  }

  /** The average entry price; zero where it is flat. */
  BigDecimal averagePrice() {
    return qty.signum() == 0 ? BigDecimal.ZERO : cost.divide(qty, MathContext.DECIMAL64);
  }

  /** How much of {@code wanted}, negative for a sale, would reduce it and not turn it. */
  BigDecimal reducible(BigDecimal wanted) {
    return wanted.signum() == -qty.signum() ? wanted.abs().min(qty.abs()) : BigDecimal.ZERO;
  }

  /** Changes it, negative for a sale, and answers the profit that this realizes. */
  BigDecimal trade(BigDecimal change, BigDecimal price) {
    BigDecimal closed = reducible(change);
    BigDecimal realized = BigDecimal.ZERO;
    if (closed.signum() > 0) {
      BigDecimal signed = qty.signum() > 0 ? closed : closed.negate();
      BigDecimal costOfClosed =
          closed.compareTo(qty.abs()) == 0
              ? cost
              : cost.multiply(signed).divide(qty, COST_SCALE, RoundingMode.HALF_EVEN);
      realized = signed.multiply(price).subtract(costOfClosed);
      qty = qty.subtract(signed);
      cost = cost.subtract(costOfClosed);
    }
    BigDecimal opened = change.signum() > 0 ? change.subtract(closed) : change.add(closed);
    qty = qty.add(opened);
    cost = cost.add(opened.multiply(price));
    return realized;
  }
}

package trader.engine.core.portfolio;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.VenueEvent;

/**
 * What a venue says of one execution of an order, as it is booked.
 *
 * @param quote paid or received before fees, in the quote asset
 * @param fee in {@code feeAsset}
 * @param realized the profit that the venue booked for it, where it says so; only on perpetuals
 */
public record Execution(
    String tradeId,
    BigDecimal price,
    BigDecimal qty,
    BigDecimal quote,
    BigDecimal fee,
    String feeAsset,
    @Nullable BigDecimal realized) {

  /** An execution that was reported. */
  public static Execution of(VenueEvent.Filled fill) {
    return of(
        fill.tradeId(),
        fill.price(),
        fill.qty(),
        fill.quote(),
        fill.fee(),
        fill.feeAsset(),
        fill.realized());
  }

  /** An execution of the account's history. */
  public static Execution of(PastFill fill) {
    return of(
        fill.tradeId(),
        fill.price(),
        fill.qty(),
        fill.quote(),
        fill.fee(),
        fill.feeAsset(),
        fill.realized());
  }

  private static Execution of(
      String tradeId,
      BigDecimal price,
      BigDecimal qty,
      @Nullable BigDecimal quote,
      BigDecimal fee,
      String feeAsset,
      @Nullable BigDecimal realized) {
    BigDecimal paid = quote == null ? price.multiply(qty) : quote;
    return new Execution(tradeId, price, qty, paid, fee, feeAsset, realized);
  }
}

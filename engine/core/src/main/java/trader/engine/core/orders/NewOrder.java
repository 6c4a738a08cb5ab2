package trader.engine.core.orders;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;

/**
 * An order as it is intended; durable before it is sent.
 *
 * @param qty in the base asset, a multiple of the lot size
 * @param price limit price, null unless the type is {@code LIMIT}
 * @param stopPrice trigger price, null unless the type is {@code STOP_LOSS}
 * @param stopDistance for an entry: how far below its price the protective stop belongs, in the
 *     quote asset; null for others
 * @param strategy the strategy, operator or rule that caused it
 * @param cause why, in words that make the decision traceable
 * @param intendedMicros when it was decided
 */
public record NewOrder(
    ClientOrderId id,
    Account account,
    InstrumentId instrument,
    Side side,
    OrderType type,
    Purpose purpose,
    BigDecimal qty,
    @Nullable BigDecimal price,
    @Nullable BigDecimal stopPrice,
    @Nullable BigDecimal stopDistance,
    String strategy,
    String cause,
    long intendedMicros) {

  /** Throws {@link IllegalArgumentException} where a price does not fit the type. */
  public NewOrder {
    if (qty.signum() <= 0) {
      throw new IllegalArgumentException("order " + id + ": quantity " + qty + " is not positive");
    }
    if ((price != null) != (type == OrderType.LIMIT)) {
      throw new IllegalArgumentException(
          "order " + id + ": a limit order, and no other, has a price");
    }
    if ((stopPrice != null) != (type == OrderType.STOP_LOSS)) {
      throw new IllegalArgumentException("order " + id + ": a stop, and no other, has a trigger");
    }
  }
}

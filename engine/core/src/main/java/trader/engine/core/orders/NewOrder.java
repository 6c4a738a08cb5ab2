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
 * @param stopPrice trigger price, null unless the type waits for one
 * @param stopDistance for an entry: how far below its price the protective stop belongs, in the
 *     quote asset; null for others
 * @param strategy the strategy, operator or rule that caused it
 * @param cause why, in words that make the decision traceable
 * @param intendedMicros when it was decided
 * @param reduceOnly whether the venue must not let it open or turn a position; only perpetuals have
 *     that, and no entry
 * @param postOnly whether the venue must refuse it where it would take; only limit orders
 * @param trace the decision that it comes from, shared by every order that follows from it; empty
 *     where there was none
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
    long intendedMicros,
    boolean reduceOnly,
    boolean postOnly,
    String trace) {

  /** Throws {@link IllegalArgumentException} where a price or flag does not fit the order. */
  public NewOrder {
    // Journals of versions that had no traces are read too.
    trace = trace == null ? "" : trace;
    if (qty.signum() <= 0) {
      throw new IllegalArgumentException("order " + id + ": quantity " + qty + " is not positive");
    }
    if ((price != null) != (type == OrderType.LIMIT)) {
      throw new IllegalArgumentException(
          "order " + id + ": a limit order, and no other, has a price");
    }
    if ((stopPrice != null) != type.triggers()) {
      throw new IllegalArgumentException(
          "order " + id + ": a stop or take-profit, and no other, has a trigger");
    }
    if (postOnly && type != OrderType.LIMIT) {
      throw new IllegalArgumentException("order " + id + ": only a limit order can be post-only");
    }
    if (reduceOnly && purpose == Purpose.ENTRY) {
      throw new IllegalArgumentException("order " + id + ": an entry cannot be reduce-only");
    }
  }

  /** An order that may rest or take, and open or reduce, and that no decision is known of. */
  public NewOrder(
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
    this(
        id,
        account,
        instrument,
        side,
        type,
        purpose,
        qty,
        price,
        stopPrice,
        stopDistance,
        strategy,
        cause,
        intendedMicros,
        false,
        false,
        "");
  }

  /** The same order of another quantity and other prices: what a replace leaves of it. */
  public NewOrder amended(
      BigDecimal newQty, @Nullable BigDecimal newPrice, @Nullable BigDecimal newStopPrice) {
    return new NewOrder(
        id,
        account,
        instrument,
        side,
        type,
        purpose,
        newQty,
        newPrice,
        newStopPrice,
        stopDistance,
        strategy,
        cause,
        intendedMicros,
        reduceOnly,
        postOnly,
        trace);
  }
}

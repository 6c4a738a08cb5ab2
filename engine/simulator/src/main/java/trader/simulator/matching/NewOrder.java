package trader.simulator.matching;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for; numbers are scaled as in {@link Decimals}, 0 where they do not apply.
 *
 * @param account whose order
 * @param symbol the instrument
 * @param clientOrderId the client's own id
 * @param side buy or sell
 * @param type how it comes to trade
 * @param timeInForce how long it stays
 * @param quantity of base; 0 when {@code quoteQuantity} is given
 * @param quoteQuantity of quote to spend or receive, of MARKET orders
 * @param price the limit
 * @param stopPrice the trigger
 * @param trailingDelta the trigger's distance from the best price seen, in basis points
 * @param icebergQuantity the part that is shown
 * @param selfTradePrevention which order expires in a self-trade
 * @param strategyId the client's own mark
 * @param strategyType the client's own mark
 */
public record NewOrder(
    String account,
    String symbol,
    String clientOrderId,
    Side side,
    OrderType type,
    TimeInForce timeInForce,
    long quantity,
    long quoteQuantity,
    long price,
    long stopPrice,
    int trailingDelta,
    long icebergQuantity,
    SelfTradePrevention selfTradePrevention,
    @Nullable Long strategyId,
    @Nullable Long strategyType) {

  /** A limit order that stays until filled or cancelled. */
  public static NewOrder limit(
      String account, String symbol, String id, Side side, long quantity, long price) {
    return of(account, symbol, id, side, OrderType.LIMIT, TimeInForce.GTC, quantity, price, 0);
  }

  /** A market order for a quantity of base. */
  public static NewOrder market(
      String account, String symbol, String id, Side side, long quantity) {
    return of(account, symbol, id, side, OrderType.MARKET, TimeInForce.GTC, quantity, 0, 0);
  }

  /** An order of any type without the rarer options. */
  public static NewOrder of(
      String account,
      String symbol,
      String id,
      Side side,
      OrderType type,
      TimeInForce timeInForce,
      long quantity,
      long price,
      long stopPrice) {
    return new NewOrder(
        account,
        symbol,
        id,
        side,
        type,
        timeInForce,
        quantity,
        0,
        price,
        stopPrice,
        0,
        0,
        SelfTradePrevention.EXPIRE_MAKER,
        null,
        null);
  }
}

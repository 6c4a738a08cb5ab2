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
 * @param quantity of base; 0 when {@code quoteQuantity} is given or a position is to be closed
 * @param quoteQuantity of quote to spend or receive, of MARKET orders
 * @param price the limit
 * @param stopPrice the trigger
 * @param trailingDelta the trigger's distance from the best price seen, in basis points
 * @param icebergQuantity the part that is shown
 * @param selfTradePrevention which order expires in a self-trade
 * @param strategyId the client's own mark
 * @param strategyType the client's own mark
 * @param terms what it says about a position
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
    @Nullable Long strategyType,
    PositionTerms terms) {

  /** An order that says nothing about a position. */
  public NewOrder(
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
    this(
        account,
        symbol,
        clientOrderId,
        side,
        type,
        timeInForce,
        quantity,
        quoteQuantity,
        price,
        stopPrice,
        trailingDelta,
        icebergQuantity,
        selfTradePrevention,
        strategyId,
        strategyType,
        PositionTerms.NONE);
  }

  /** Whether it may only make a position smaller. */
  public boolean reduceOnly() {
    return terms.reduceOnly();
  }

  /** The same order with other terms. */
  public NewOrder with(PositionTerms newTerms) {
    return new NewOrder(
        account,
        symbol,
        clientOrderId,
        side,
        type,
        timeInForce,
        quantity,
        quoteQuantity,
        price,
        stopPrice,
        trailingDelta,
        icebergQuantity,
        selfTradePrevention,
        strategyId,
        strategyType,
        newTerms);
  }

  /** The same order with another quantity, limit and trigger. */
  public NewOrder amended(long newQuantity, long newPrice, long newStopPrice) {
    return new NewOrder(
        account,
        symbol,
        clientOrderId,
        side,
        type,
        timeInForce,
        newQuantity,
        quoteQuantity,
        newPrice,
        newStopPrice,
        trailingDelta,
        icebergQuantity,
        selfTradePrevention,
        strategyId,
        strategyType,
        terms);
  }

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

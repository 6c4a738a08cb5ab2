package trader.simulator.krakenspot;

import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.SelfTradePrevention;
import trader.simulator.matching.Side;
import trader.simulator.matching.TimeInForce;

/**
 * A new order as a client asks for it; numbers are scaled as in {@link Decimals}, 0 where they do
 * not apply.
 *
 * @param type the venue's name of it, such as {@code stop-loss}
 * @param volume of base, or of quote where {@code inQuote}
 * @param limit the limit price
 * @param trigger the trigger price
 * @param expireMicros when it expires, 0 for never
 * @param deadlineMicros by when it must reach the matching engine, 0 for any time
 * @param closing the order to place when this one is filled
 */
record OrderRequest(
    Listing listing,
    Side side,
    String type,
    long volume,
    boolean inQuote,
    long limit,
    long trigger,
    int trailingBps,
    TimeInForce timeInForce,
    boolean postOnly,
    long expireMicros,
    long deadlineMicros,
    long shown,
    SelfTradePrevention prevention,
    @Nullable String clientId,
    @Nullable Integer userref,
    String flags,
    boolean validateOnly,
    @Nullable Form closing) {

  static boolean isTriggered(String type) {
    return type.startsWith("stop-loss")
        || type.startsWith("take-profit")
        || type.equals("trailing-stop");
  }

  static boolean hasLimit(String type) {
    return type.equals("limit") || type.equals("iceberg") || type.endsWith("-limit");
  }

  /** The same with another quantity and other prices. */
  OrderRequest amended(long quantity, long newLimit, long newTrigger) {
    return new OrderRequest(
        listing,
        side,
        type,
        quantity,
        inQuote,
        newLimit,
        newTrigger,
        trailingBps,
        timeInForce,
        postOnly,
        expireMicros,
        0,
        shown,
        prevention,
        clientId,
        userref,
        flags,
        false,
        closing);
  }

  /** The same for the matching engine, working at once where its trigger has been passed. */
  NewOrder order(String account, String internalId, boolean passed) {
    return new NewOrder(
        account,
        listing.market().instrument().symbol(),
        internalId,
        side,
        matchingType(passed),
        timeInForce,
        inQuote ? 0 : volume,
        inQuote ? volume : 0,
        limit,
        passed ? 0 : trigger,
        trailingBps,
        shown,
        prevention,
        null,
        null);
  }

  private OrderType matchingType(boolean passed) {
    return switch (type) {
      case "market" -> OrderType.MARKET;
      case "stop-loss", "trailing-stop" -> passed ? OrderType.MARKET : OrderType.STOP_LOSS;
      case "take-profit" -> passed ? OrderType.MARKET : OrderType.TAKE_PROFIT;
      case "stop-loss-limit" -> passed ? OrderType.LIMIT : OrderType.STOP_LOSS_LIMIT;
      case "take-profit-limit" -> passed ? OrderType.LIMIT : OrderType.TAKE_PROFIT_LIMIT;
      default -> postOnly ? OrderType.LIMIT_MAKER : OrderType.LIMIT;
    };
  }
}

package trader.venues.binance.futures;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;

/** The parameters of calls that change something, as query strings. */
final class FuturesCalls {
  static final String ORDER = "/fapi/v1/order";
  static final String ALGO_ORDER = "/fapi/v1/algoOrder";

  private FuturesCalls() {}

  /** Whether an order goes to the list of conditional orders. */
  static boolean isConditional(NewOrder order) {
    return order.type().triggers();
  }

  static String placePath(NewOrder order) {
    return isConditional(order) ? ALGO_ORDER : ORDER;
  }

  static String place(NewOrder order) {
    StringBuilder query = new StringBuilder(200);
    if (isConditional(order)) {
      query
          .append("algoType=CONDITIONAL&type=")
          .append(order.type() == OrderType.STOP_LOSS ? "STOP_MARKET" : "TAKE_PROFIT_MARKET")
          .append("&clientAlgoId=")
          .append(order.id().value());
      decimal(query, "triggerPrice", Objects.requireNonNull(order.stopPrice()));
    } else {
      query
          .append("type=")
          .append(order.type().name())
          .append("&newOrderRespType=ACK&newClientOrderId=")
          .append(order.id().value());
      if (order.type() == OrderType.LIMIT) {
        query.append("&timeInForce=").append(order.postOnly() ? "GTX" : "GTC");
        decimal(query, "price", order.price());
      }
    }
    query
        .append("&symbol=")
        .append(order.instrument().symbol())
        .append("&side=")
        .append(order.side().name());
    decimal(query, "quantity", order.qty());
    if (order.reduceOnly()) {
      query.append("&reduceOnly=true");
    }
    return query.toString();
  }

  private static void decimal(StringBuilder query, String name, @Nullable BigDecimal value) {
    if (value != null) {
      // More decimals than the contract has are refused, be they zeros.
      query.append('&').append(name).append('=').append(value.stripTrailingZeros().toPlainString());
    }
  }
}

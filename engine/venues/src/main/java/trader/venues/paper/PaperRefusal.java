package trader.venues.paper;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;

/** Why an order is not taken: a code, and words. */
record PaperRefusal(String code, String why) {

  /** Null where the account takes the order at these prices. */
  static @Nullable PaperRefusal of(PaperOrder order, Prices market, PaperAccount account) {
    NewOrder intent = order.intent();
    BigDecimal price = order.fillPrice(market);
    if (intent.type() == OrderType.MARKET && price == null) {
      return new PaperRefusal(
          "no-price", "no quote of " + intent.instrument() + " has been seen yet");
    }
    if (order.triggeredAt(market.last())) {
      return new PaperRefusal(
          "would-trigger", "the last price " + market.last() + " is past the trigger");
    }
    if (intent.reduceOnly() && account.reducible(order).signum() == 0) {
      return new PaperRefusal("reduce-only", "there is no position that it would reduce");
    }
    BigDecimal needed =
        order.buys() && price != null && !intent.reduceOnly()
            ? order.qty().multiply(price)
            : order.locked();
    if (!account.has(order.givenAsset(), needed)) {
      return new PaperRefusal(
          "insufficient-balance",
          "needs "
              + needed.toPlainString()
              + " "
              + order.givenAsset()
              + ", free are "
              + account.balance(order.givenAsset()).free().toPlainString());
    }
    return null;
  }
}

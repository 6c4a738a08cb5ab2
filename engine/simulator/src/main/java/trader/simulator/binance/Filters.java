package trader.simulator.binance;

import java.util.List;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.Side;
import trader.simulator.matching.StopDirection;

/** Checks orders against a symbol's filters, with the venue's arithmetic and texts. */
final class Filters {
  private Filters() {}

  /** Refuses an order that a filter does not admit. */
  static void check(Listing listing, NewOrder order, List<Order> open, long nowMillis) {
    SymbolRules rules = listing.rules();
    if (!rules.types().contains(order.type())) {
      throw ApiError.rejected(unsupported(order.type()));
    }
    prices(listing, rules, order, nowMillis);
    lots(rules, order);
    notional(listing, rules, order, nowMillis);
    if (order.icebergQuantity() > 0) {
      long parts = (order.quantity() + order.icebergQuantity() - 1) / order.icebergQuantity();
      if (parts > rules.icebergParts()) {
        throw ApiError.filter("ICEBERG_PARTS");
      }
    }
    trailing(rules, order);
    counts(rules, order, open);
  }

  private static String unsupported(OrderType type) {
    String words =
        switch (type) {
          case LIMIT, LIMIT_MAKER -> "Limit";
          case MARKET -> "Market";
          case STOP_LOSS -> "Stop loss";
          case STOP_LOSS_LIMIT -> "Stop loss limit";
          case TAKE_PROFIT -> "Take profit";
          case TAKE_PROFIT_LIMIT -> "Take profit limit";
        };
    return words + " orders are not supported for this symbol.";
  }

  private static void prices(Listing listing, SymbolRules rules, NewOrder order, long nowMillis) {
    boolean limited = order.type().hasLimit();
    if ((limited && !rules.price().admits(order.price()))
        || (order.stopPrice() > 0 && !rules.price().admits(order.stopPrice()))) {
      throw ApiError.filter("PRICE_FILTER");
    }
    if (limited) {
      SymbolRules.Percent percent = rules.percent();
      long reference = listing.feed().averagePrice(percent.averageMinutes(), nowMillis);
      boolean buy = order.side() == Side.BUY;
      long up = Decimals.times(reference, buy ? percent.bidUp() : percent.askUp());
      long down = Decimals.times(reference, buy ? percent.bidDown() : percent.askDown());
      if (order.price() > up || order.price() < down) {
        throw ApiError.filter("PERCENT_PRICE_BY_SIDE");
      }
    }
  }

  private static void lots(SymbolRules rules, NewOrder order) {
    if (order.quantity() == 0) {
      return;
    }
    if (!rules.lot().admits(order.quantity())
        || (order.icebergQuantity() > 0 && !rules.lot().admits(order.icebergQuantity()))) {
      throw ApiError.filter("LOT_SIZE");
    }
    if (order.type() == OrderType.MARKET && !rules.marketLot().admits(order.quantity())) {
      throw ApiError.filter("MARKET_LOT_SIZE");
    }
  }

  private static void notional(Listing listing, SymbolRules rules, NewOrder order, long nowMillis) {
    SymbolRules.Notional notional = rules.notional();
    boolean market = !order.type().hasLimit();
    long value = order.quoteQuantity();
    if (order.quantity() > 0) {
      long price =
          market
              ? listing.feed().averagePrice(notional.averageMinutes(), nowMillis)
              : order.price();
      value = product(price, order.quantity());
    }
    if (((!market || notional.minToMarket()) && value < notional.min())
        || ((!market || notional.maxToMarket()) && value > notional.max())) {
      throw ApiError.filter("NOTIONAL");
    }
  }

  private static long product(long price, long quantity) {
    try {
      return Decimals.times(price, quantity);
    } catch (ArithmeticException e) {
      throw ApiError.filter("NOTIONAL");
    }
  }

  private static void trailing(SymbolRules rules, NewOrder order) {
    int delta = order.trailingDelta();
    if (delta == 0) {
      return;
    }
    SymbolRules.Trailing trailing = rules.trailing();
    boolean above = StopDirection.isUpwards(order.side(), order.type());
    if (delta < (above ? trailing.minAbove() : trailing.minBelow())
        || delta > (above ? trailing.maxAbove() : trailing.maxBelow())) {
      throw ApiError.filter("TRAILING_DELTA");
    }
  }

  private static void counts(SymbolRules rules, NewOrder order, List<Order> open) {
    long orders = open.stream().filter(o -> o.symbol().equals(order.symbol())).count();
    if (orders >= rules.maxOrders()) {
      throw ApiError.filter("MAX_NUM_ORDERS");
    }
    long waiting =
        open.stream()
            .filter(o -> o.symbol().equals(order.symbol()))
            .filter(o -> o.type().isContingent() && !o.isWorking())
            .count();
    if (order.type().isContingent() && waiting >= rules.maxAlgoOrders()) {
      throw ApiError.filter("MAX_NUM_ALGO_ORDERS");
    }
  }
}

package trader.simulator.matching;

import org.jspecify.annotations.Nullable;

/** Whether an order can be accepted as things stand; each check throws where it cannot. */
final class Acceptance {
  private final Markets markets;
  private final OrderRegistry registry;
  private final Settlement settlement;

  Acceptance(Markets markets, OrderRegistry registry, Settlement settlement) {
    this.markets = markets;
    this.registry = registry;
    this.settlement = settlement;
  }

  /** Checks a new order. */
  void check(NewOrder request) {
    checkWithoutFunds(request);
    refuse(settlement.refusal(markets.required(request.symbol()), request));
  }

  /** Checks all but whether the account can pay for it. */
  void checkWithoutFunds(NewOrder request) {
    Market market = openMarket(request.symbol());
    if (registry.isOpen(request.account(), request.clientOrderId())) {
      throw new RejectedException(Rejection.DUPLICATE_CLIENT_ORDER_ID);
    }
    if (request.type().hasLimit() && Decimals.times(request.price(), request.quantity()) <= 0) {
      throw new RejectedException(Rejection.ZERO_NOTIONAL);
    }
    checkMaker(market, request);
    if (request.type().isContingent()
        && !settlement.reachedTriggersWork()
        && market.hasReached(request)) {
      throw new RejectedException(Rejection.WOULD_TRIGGER_IMMEDIATELY);
    }
  }

  /** Checks a change of an open order. */
  void checkAmended(Order order, NewOrder amended) {
    Market market = openMarket(order.symbol());
    checkMaker(market, amended);
    refuse(settlement.amendRefusal(market, order, amended));
  }

  /** Checks that the legs of a list lie on their sides of the last price. */
  void checkAway(NewOrder above, NewOrder below) {
    long last = markets.required(above.symbol()).lastPrice();
    if (!isAway(above, last) || !isAway(below, last)) {
      throw new RejectedException(Rejection.BAD_LIST_PRICES);
    }
  }

  private static boolean isAway(NewOrder leg, long last) {
    if (leg.type().isContingent()) {
      return leg.stopPrice() == 0 || !StopBook.isReached(leg, last, last);
    }
    return leg.side() == Side.SELL ? leg.price() > last : leg.price() < last;
  }

  private Market openMarket(String symbol) {
    Market market = markets.required(symbol);
    if (!market.isOpen()) {
      throw new RejectedException(Rejection.MARKET_CLOSED);
    }
    return market;
  }

  private static void checkMaker(Market market, NewOrder request) {
    if (request.type() == OrderType.LIMIT_MAKER
        && market.wouldTake(request.side(), request.price())) {
      throw new RejectedException(Rejection.WOULD_MATCH_IMMEDIATELY);
    }
  }

  private static void refuse(@Nullable Rejection refusal) {
    if (refusal != null) {
      throw new RejectedException(refusal);
    }
  }
}

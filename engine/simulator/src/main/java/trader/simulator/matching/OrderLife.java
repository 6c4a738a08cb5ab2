package trader.simulator.matching;

import org.jspecify.annotations.Nullable;

/**
 * What happens to an order between its acceptance and its end. Markets tell it what they execute
 * and trigger; it keeps accounts, books and lists in step and tells the listener.
 */
final class OrderLife {
  private final Markets markets;
  private final OrderRegistry registry;
  private final Settlement settlement;
  private final AccountNews news;
  private final ExchangeListener listener;
  private long nextPreventedMatchId = 1;

  OrderLife(
      Markets markets,
      OrderRegistry registry,
      Settlement settlement,
      AccountNews news,
      ExchangeListener listener) {
    this.markets = markets;
    this.registry = registry;
    this.settlement = settlement;
    this.news = news;
    this.listener = listener;
  }

  ExchangeListener listener() {
    return listener;
  }

  Settlement settlement() {
    return settlement;
  }

  /** Begins an accepted order: it works, or waits for its trigger. */
  void start(Market market, Order order, long nowMicros) {
    if (order.type().isContingent()) {
      if (order.request().trailingDelta() > 0 && order.request().stopPrice() == 0) {
        order.trailingBest = market.lastPrice();
        order.trailingMicros = nowMicros;
      }
      listener.onAccepted(order);
      if (curb(order, nowMicros)) {
        await(market, order, nowMicros);
      }
    } else {
      order.works(nowMicros);
      listener.onAccepted(order);
      if (curb(order, nowMicros)) {
        market.work(order, nowMicros);
      }
    }
  }

  private void await(Market market, Order order, long nowMicros) {
    if (settlement.reachedTriggersWork() && market.hasReached(order.request())) {
      triggered(market, order, nowMicros);
    } else {
      market.await(order);
    }
  }

  /**
   * Makes an open order what it is to be from now on. It keeps its place in the queue only when
   * nothing but its quantity falls.
   */
  void amend(Market market, Order order, NewOrder amended, long nowMicros) {
    boolean staysInLine =
        order.isWorking()
            && amended.price() == order.price()
            && amended.quantity() <= order.quantity();
    if (!staysInLine) {
      market.forget(order);
    }
    settlement.release(market.instrument(), order);
    order.amended(amended, nowMicros);
    settlement.reserve(market, order);
    listener.onAmended(order);
    if (curb(order, nowMicros) && !staysInLine) {
      if (order.isWorking()) {
        market.work(order, nowMicros);
      } else {
        await(market, order, nowMicros);
      }
    }
  }

  /** Shrinks an order to what its position allows; whether it is still open. */
  private boolean curb(Order order, long nowMicros) {
    long allowed = settlement.allowed(order);
    if (allowed < 0) {
      expire(order, ExpiryReason.WOULD_NOT_REDUCE_POSITION, nowMicros);
      return false;
    }
    long excess = order.remaining() - allowed;
    if (excess > 0) {
      order.resize(order.quantity() - excess);
      listener.onReduced(order, excess);
    }
    return true;
  }

  /** A market has executed a part of an order. */
  void filled(
      Market market,
      Order order,
      long tradeId,
      long price,
      long quantity,
      boolean isMaker,
      long nowMicros) {
    Fill fill =
        settlement.execute(
            market.instrument(), order, tradeId, price, quantity, isMaker, nowMicros);
    registry.filled(order, fill);
    expireOtherLeg(order, nowMicros);
    if (order.status() == OrderStatus.FILLED) {
      end(order, OrderStatus.FILLED, null, nowMicros);
    }
    listener.onFill(order, fill);
    if (!order.status().isOpen()) {
      closeList(order);
    }
    if (settlement.keepsPositions()) {
      news.moved(order.account(), order.symbol());
      for (Order other : registry.open(order.account())) {
        if (other.symbol().equals(order.symbol()) && other.status().isOpen()) {
          curb(other, nowMicros);
        }
      }
    }
  }

  /** A market's prices have reached an order's trigger. */
  void triggered(Market market, Order order, long nowMicros) {
    expireOtherLeg(order, nowMicros);
    ExpiryReason refusal = settlement.activate(market, order);
    if (refusal != null) {
      expire(order, refusal, nowMicros);
      return;
    }
    order.works(nowMicros);
    listener.onTriggered(order);
    if (curb(order, nowMicros)) {
      market.work(order, nowMicros);
    }
  }

  private void expireOtherLeg(Order order, long nowMicros) {
    OrderList list = order.list();
    if (list != null && list.otherThan(order).status().isOpen()) {
      Order other = list.otherThan(order);
      end(other, OrderStatus.EXPIRED, ExpiryReason.OCO_TRIGGER, nowMicros);
      listener.onExpired(other, ExpiryReason.OCO_TRIGGER);
    }
  }

  void expire(Order order, ExpiryReason reason, long nowMicros) {
    end(order, OrderStatus.EXPIRED, reason, nowMicros);
    listener.onExpired(order, reason);
    closeList(order);
  }

  /** Cancels an order alone; its list is to be closed when all of it is over. */
  void cancel(Order order, String cancelId, long nowMicros) {
    end(order, OrderStatus.CANCELED, null, nowMicros);
    listener.onCanceled(order, cancelId);
  }

  /** Ends the taker, the maker or both instead of a self-trade; whether the taker goes on. */
  boolean preventSelfTrade(Order taker, Order maker, long nowMicros) {
    long matchId = nextPreventedMatchId++;
    SelfTradePrevention mode = taker.request().selfTradePrevention();
    long quantity = Math.min(taker.remaining(), maker.remaining());
    if (mode != SelfTradePrevention.EXPIRE_TAKER) {
      prevent(maker, taker, matchId, quantity, nowMicros);
    }
    if (mode != SelfTradePrevention.EXPIRE_MAKER) {
      prevent(taker, maker, matchId, quantity, nowMicros);
      return false;
    }
    return true;
  }

  private void prevent(Order expired, Order other, long matchId, long quantity, long nowMicros) {
    expired.prevented(matchId, quantity);
    end(expired, OrderStatus.EXPIRED_IN_MATCH, ExpiryReason.SELF_TRADE_PREVENTION, nowMicros);
    listener.onPrevented(expired, other);
    closeList(expired);
  }

  private void end(Order order, OrderStatus status, @Nullable ExpiryReason reason, long nowMicros) {
    Market market = markets.required(order.symbol());
    market.forget(order);
    settlement.release(market.instrument(), order);
    order.ends(status, reason, nowMicros);
    registry.closed(order);
  }

  /** Closes the list of an order where all of it is over. */
  void closeList(Order order) {
    OrderList list = order.list();
    if (list != null && list.isDone() && registry.closeList(list)) {
      listener.onList(list);
    }
  }
}

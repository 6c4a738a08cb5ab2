package trader.simulator.matching;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An exchange without a protocol: accounts, markets and orders. All methods belong to one thread;
 * the listener hears what happens during each call.
 */
public final class Exchange {
  private final ExchangeListener listener;
  private final Ledger ledger = new Ledger();
  private final Settlement settlement;
  private final Map<String, Market> markets = new LinkedHashMap<>();
  private final OrderRegistry registry = new OrderRegistry();
  private long nextPreventedMatchId = 1;

  /** An exchange with no markets yet. */
  public Exchange(Fees fees, ExchangeListener listener) {
    this.listener = listener;
    this.settlement = new Settlement(ledger, fees);
  }

  /** Opens a market; house sizes are drawn from the seed around a typical quantity. */
  public Market addMarket(
      Instrument instrument, long seed, long typicalQuantity, long firstTradeId) {
    Market market = new Market(instrument, this, seed, typicalQuantity, firstTradeId);
    markets.put(instrument.symbol(), market);
    return market;
  }

  /** The market of a symbol. */
  public Optional<Market> market(String symbol) {
    return Optional.ofNullable(markets.get(symbol));
  }

  /** All markets in the order in which they were opened. */
  public List<Market> markets() {
    return List.copyOf(markets.values());
  }

  /** Who owns what. */
  public Ledger ledger() {
    return ledger;
  }

  /** All orders. */
  public OrderRegistry orders() {
    return registry;
  }

  ExchangeListener listener() {
    return listener;
  }

  Settlement settlement() {
    return settlement;
  }

  private Market required(String symbol) {
    Market market = markets.get(symbol);
    if (market == null) {
      throw new IllegalArgumentException("no market " + symbol);
    }
    return market;
  }

  /**
   * Checks an order as {@link #place} does and changes nothing.
   *
   * @throws RejectedException when it would not be accepted
   */
  public void check(NewOrder request) {
    Market market = checkWithoutFunds(request);
    if (!hasFunds(market, request)) {
      throw new RejectedException(Rejection.INSUFFICIENT_BALANCE);
    }
  }

  private Market checkWithoutFunds(NewOrder request) {
    Market market = required(request.symbol());
    if (!market.isOpen()) {
      throw new RejectedException(Rejection.MARKET_CLOSED);
    }
    if (registry.isOpen(request.account(), request.clientOrderId())) {
      throw new RejectedException(Rejection.DUPLICATE_CLIENT_ORDER_ID);
    }
    if (request.type().hasLimit() && Decimals.times(request.price(), request.quantity()) <= 0) {
      throw new RejectedException(Rejection.ZERO_NOTIONAL);
    }
    if (request.type() == OrderType.LIMIT_MAKER
        && market.wouldTake(request.side(), request.price())) {
      throw new RejectedException(Rejection.WOULD_MATCH_IMMEDIATELY);
    }
    if (request.type().isContingent()
        && request.stopPrice() > 0
        && StopBook.isReached(request, market.lastPrice(), market.lastPrice())) {
      throw new RejectedException(Rejection.WOULD_TRIGGER_IMMEDIATELY);
    }
    return market;
  }

  private boolean hasFunds(Market market, NewOrder request) {
    String asset = Settlement.spends(market.instrument(), request.side());
    long need;
    if (request.type() != OrderType.MARKET) {
      need = Settlement.need(request, request.quantity());
    } else if (request.side() == Side.BUY) {
      need =
          request.quantity() == 0
              ? request.quoteQuantity()
              : market.quoteFor(Side.BUY, request.quantity());
    } else {
      need =
          request.quantity() == 0
              ? Decimals.dividedBy(request.quoteQuantity(), Math.max(1, market.lastPrice()))
              : request.quantity();
    }
    return ledger.isFree(request.account(), asset, need);
  }

  /**
   * Accepts an order and matches it.
   *
   * @throws RejectedException when it is not accepted; then nothing has changed
   */
  public Order place(NewOrder request, long nowMicros) {
    check(request);
    Market market = required(request.symbol());
    Order order = registry.create(request, nowMicros);
    settlement.lock(market.instrument(), order, Settlement.need(request, request.quantity()));
    start(market, order, nowMicros);
    finish(market, nowMicros);
    return order;
  }

  private void start(Market market, Order order, long nowMicros) {
    if (order.type().isContingent()) {
      if (order.request().trailingDelta() > 0 && order.request().stopPrice() == 0) {
        order.trailingBest = market.lastPrice();
        order.trailingMicros = nowMicros;
      }
      listener.onAccepted(order);
      market.await(order);
    } else {
      order.works(nowMicros);
      listener.onAccepted(order);
      market.work(order, nowMicros);
    }
  }

  /**
   * Accepts two orders of which one cancels the other; their funds are locked once.
   *
   * @throws RejectedException when the pair is not accepted; then nothing has changed
   */
  public OrderList placeOneCancelsOther(
      String clientListId, NewOrder above, NewOrder below, long nowMicros) {
    Market market = required(above.symbol());
    if (!isAway(above, market.lastPrice()) || !isAway(below, market.lastPrice())) {
      throw new RejectedException(Rejection.BAD_LIST_PRICES);
    }
    checkWithoutFunds(above);
    checkWithoutFunds(below);
    if (above.clientOrderId().equals(below.clientOrderId())) {
      throw new RejectedException(Rejection.DUPLICATE_CLIENT_ORDER_ID);
    }
    long aboveNeed = Settlement.need(above, above.quantity());
    long belowNeed = Settlement.need(below, below.quantity());
    String asset = Settlement.spends(market.instrument(), above.side());
    if (!ledger.isFree(above.account(), asset, Math.max(aboveNeed, belowNeed))) {
      throw new RejectedException(Rejection.INSUFFICIENT_BALANCE);
    }
    boolean belowWaits = below.type().isContingent();
    Order second = registry.create(below, nowMicros);
    Order first = registry.create(above, nowMicros);
    OrderList list = registry.createList(clientListId, List.of(second, first), nowMicros);
    Order primary = belowWaits ? first : second;
    long primaryNeed = belowWaits ? aboveNeed : belowNeed;
    settlement.lock(market.instrument(), primary, primaryNeed);
    long extra = Math.max(0, Math.max(aboveNeed, belowNeed) - primaryNeed);
    settlement.lock(market.instrument(), list.otherThan(primary), extra);
    listener.onList(list);
    start(market, list.otherThan(primary), nowMicros);
    start(market, primary, nowMicros);
    finish(market, nowMicros);
    return list;
  }

  private static boolean isAway(NewOrder leg, long last) {
    if (leg.type().isContingent()) {
      return leg.stopPrice() == 0 || !StopBook.isReached(leg, last, last);
    }
    return leg.side() == Side.SELL ? leg.price() > last : leg.price() < last;
  }

  /** Cancels an open order, and with it the other leg of its list. Returns what was cancelled. */
  public List<Order> cancel(Order order, String cancelId, long nowMicros) {
    List<Order> all = order.list() == null ? List.of(order) : order.list().orders();
    List<Order> canceled = new ArrayList<>(all.size());
    for (Order each : all) {
      if (each.status().isOpen()) {
        end(each, OrderStatus.CANCELED, null, nowMicros);
        listener.onCanceled(each, cancelId);
        canceled.add(each);
      }
    }
    closeList(order);
    finish(required(order.symbol()), nowMicros);
    return canceled;
  }

  /** Tells the listener of the balances that a call has touched; every operation ends here. */
  private void finish(Market market, long nowMicros) {
    market.trigger(nowMicros);
    flush(nowMicros);
  }

  /** Tells the listener of balances touched from outside an order, such as a deposit. */
  public void flush(long nowMicros) {
    ledger.drainTouched().forEach((a, assets) -> listener.onBalances(a, assets, nowMicros));
  }

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
    OrderList list = order.list();
    if (list != null) {
      expireOther(list.otherThan(order), nowMicros);
    }
    if (order.status() == OrderStatus.FILLED) {
      end(order, OrderStatus.FILLED, null, nowMicros);
    }
    listener.onFill(order, fill);
    if (!order.status().isOpen()) {
      closeList(order);
    }
  }

  void triggered(Market market, Order order, long nowMicros) {
    OrderList list = order.list();
    if (list != null) {
      expireOther(list.otherThan(order), nowMicros);
      long need = Settlement.need(order.request(), order.quantity());
      settlement.lock(market.instrument(), order, Math.max(0, need - order.locked));
    }
    order.works(nowMicros);
    listener.onTriggered(order);
    if (!order.type().hasLimit() && order.side() == Side.BUY) {
      settlement.release(market.instrument(), order);
    }
    market.work(order, nowMicros);
  }

  private void expireOther(Order other, long nowMicros) {
    if (other.status().isOpen()) {
      end(other, OrderStatus.EXPIRED, ExpiryReason.OCO_TRIGGER, nowMicros);
      listener.onExpired(other, ExpiryReason.OCO_TRIGGER);
    }
  }

  void expire(Order order, ExpiryReason reason, long nowMicros) {
    end(order, OrderStatus.EXPIRED, reason, nowMicros);
    listener.onExpired(order, reason);
    closeList(order);
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
    Market market = required(order.symbol());
    market.forget(order);
    settlement.release(market.instrument(), order);
    order.ends(status, reason, nowMicros);
    registry.closed(order);
  }

  private void closeList(Order order) {
    OrderList list = order.list();
    if (list != null && list.isDone() && registry.closeList(list)) {
      listener.onList(list);
    }
  }

  /** Lets the outside source trade in a market. */
  public void print(Market market, long price, long quantity, Side aggressor, long nowMicros) {
    market.print(price, quantity, aggressor, nowMicros);
    flush(nowMicros);
  }

  /** Lets the outside source quote in a market. */
  public void quote(
      Market market, long bid, long bidQuantity, long ask, long askQuantity, long nowMicros) {
    market.quote(bid, bidQuantity, ask, askQuantity, nowMicros);
    flush(nowMicros);
  }
}

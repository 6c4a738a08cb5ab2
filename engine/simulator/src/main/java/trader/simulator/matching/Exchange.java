package trader.simulator.matching;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An exchange without a protocol: accounts, markets and orders. All methods belong to one thread;
 * the listener hears what happens during each call.
 */
public final class Exchange {
  private final ExchangeListener listener;
  private final Ledger ledger = new Ledger();
  private final Settlement settlement;
  private final @Nullable MarginAccounts margins;
  private final Map<String, Market> markets = new LinkedHashMap<>();
  private final OrderRegistry registry = new OrderRegistry();
  private final Map<String, Set<String>> movedPositions = new LinkedHashMap<>();
  private String liquidationPrefix = "";
  private long nextPreventedMatchId = 1;
  private long nextLiquidation = 1;

  /** An exchange for assets themselves, with no markets yet. */
  public Exchange(Fees fees, ExchangeListener listener) {
    this.listener = listener;
    this.settlement = new SpotSettlement(ledger, fees, symbol -> required(symbol).lastPrice());
    this.margins = null;
  }

  /** An exchange for linear contracts, with no markets yet. */
  public Exchange(Fees fees, DerivativeTerms terms, ExchangeListener listener) {
    this.listener = listener;
    MarginAccounts accounts =
        new MarginAccounts(ledger, terms, symbol -> required(symbol).markPrice());
    this.settlement = new DerivativeSettlement(accounts, terms, fees);
    this.margins = accounts;
    this.liquidationPrefix = terms.liquidationPrefix();
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

  /**
   * Positions and margins.
   *
   * @throws IllegalStateException when assets themselves are traded here
   */
  public MarginAccounts margins() {
    if (margins == null) {
      throw new IllegalStateException("a spot exchange has no margin accounts");
    }
    return margins;
  }

  /**
   * Takes an account's commissions from a third asset from here on, as long as it has enough of it.
   *
   * @throws IllegalStateException when contracts are traded here
   */
  public void payFeesIn(ThirdAsset asset, String account) {
    if (!(settlement instanceof SpotSettlement spot)) {
      throw new IllegalStateException("commissions of contracts are taken from the collateral");
    }
    spot.payIn(asset, account);
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
    Rejection refusal = settlement.refusal(market, request);
    if (refusal != null) {
      throw new RejectedException(refusal);
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
        && !settlement.reachedTriggersWork()
        && isReached(market, request)) {
      throw new RejectedException(Rejection.WOULD_TRIGGER_IMMEDIATELY);
    }
    return market;
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
    settlement.reserve(market, order);
    start(market, order, nowMicros);
    finish(market, nowMicros);
    return order;
  }

  private static boolean isReached(Market market, NewOrder request) {
    long price = market.triggerPrice(request);
    return request.stopPrice() > 0 && StopBook.isReached(request, price, price);
  }

  /**
   * Changes the quantity, limit and trigger of an open order. It keeps its place in the queue only
   * when nothing but its quantity falls.
   *
   * @throws RejectedException when the change is not accepted; then nothing has changed
   * @throws IllegalArgumentException when the order is not open, or has executed that much already
   */
  public void amend(Order order, long quantity, long price, long stopPrice, long nowMicros) {
    if (!order.status().isOpen() || quantity <= order.executed()) {
      throw new IllegalArgumentException(
          "order " + order.id() + " cannot become " + Decimals.text(quantity));
    }
    Market market = required(order.symbol());
    NewOrder amended = order.request().amended(quantity, price, stopPrice);
    if (!market.isOpen()) {
      throw new RejectedException(Rejection.MARKET_CLOSED);
    }
    if (order.type() == OrderType.LIMIT_MAKER && market.wouldTake(order.side(), price)) {
      throw new RejectedException(Rejection.WOULD_MATCH_IMMEDIATELY);
    }
    Rejection refusal = settlement.amendRefusal(market, order, amended);
    if (refusal != null) {
      throw new RejectedException(refusal);
    }
    boolean staysInLine =
        order.isWorking() && price == order.price() && quantity <= order.quantity();
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
    finish(market, nowMicros);
  }

  private void start(Market market, Order order, long nowMicros) {
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
    if (settlement.reachedTriggersWork() && isReached(market, order.request())) {
      triggered(market, order, nowMicros);
    } else {
      market.await(order);
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

  /**
   * Accepts two orders of which one cancels the other; their funds are locked once.
   *
   * @throws RejectedException when the pair is not accepted; then nothing has changed
   */
  public OrderList placeOneCancelsOther(
      String clientListId, NewOrder above, NewOrder below, long nowMicros) {
    if (!(settlement instanceof SpotSettlement spot)) {
      throw new IllegalStateException("order lists need a spot exchange");
    }
    Market market = required(above.symbol());
    if (!isAway(above, market.lastPrice()) || !isAway(below, market.lastPrice())) {
      throw new RejectedException(Rejection.BAD_LIST_PRICES);
    }
    checkWithoutFunds(above);
    checkWithoutFunds(below);
    if (above.clientOrderId().equals(below.clientOrderId())) {
      throw new RejectedException(Rejection.DUPLICATE_CLIENT_ORDER_ID);
    }
    long aboveNeed = SpotSettlement.need(above, above.quantity());
    long belowNeed = SpotSettlement.need(below, below.quantity());
    String asset = SpotSettlement.spends(market.instrument(), above.side());
    if (!ledger.isFree(above.account(), asset, Math.max(aboveNeed, belowNeed))) {
      throw new RejectedException(Rejection.INSUFFICIENT_BALANCE);
    }
    boolean belowWaits = below.type().isContingent();
    Order second = registry.create(below, nowMicros);
    Order first = registry.create(above, nowMicros);
    OrderList list = registry.createList(clientListId, List.of(second, first), nowMicros);
    Order primary = belowWaits ? first : second;
    long primaryNeed = belowWaits ? aboveNeed : belowNeed;
    spot.lock(market.instrument(), primary, primaryNeed);
    long extra = Math.max(0, Math.max(aboveNeed, belowNeed) - primaryNeed);
    spot.lock(market.instrument(), list.otherThan(primary), extra);
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
    liquidateAll(nowMicros);
    flush(nowMicros);
  }

  /** Tells the listener of balances touched from outside an order, such as a deposit. */
  public void flush(long nowMicros) {
    ledger.drainTouched().forEach((a, assets) -> listener.onBalances(a, assets, nowMicros));
    if (!movedPositions.isEmpty()) {
      Map<String, Set<String>> moved = new LinkedHashMap<>(movedPositions);
      movedPositions.clear();
      moved.forEach((a, symbols) -> listener.onPositions(a, symbols, nowMicros));
    }
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
    if (margins != null) {
      moved(order.account(), order.symbol());
      for (Order other : registry.open(order.account())) {
        if (other.symbol().equals(order.symbol()) && other.status().isOpen()) {
          curb(other, nowMicros);
        }
      }
    }
  }

  private void moved(String account, String symbol) {
    movedPositions.computeIfAbsent(account, k -> new LinkedHashSet<>()).add(symbol);
  }

  void triggered(Market market, Order order, long nowMicros) {
    OrderList list = order.list();
    if (list != null) {
      expireOther(list.otherThan(order), nowMicros);
    }
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
    liquidateAll(nowMicros);
    flush(nowMicros);
  }

  /** Lets the outside source quote in a market. */
  public void quote(
      Market market, long bid, long bidQuantity, long ask, long askQuantity, long nowMicros) {
    market.quote(bid, bidQuantity, ask, askQuantity, nowMicros);
    liquidateAll(nowMicros);
    flush(nowMicros);
  }

  /** Sets the price at which a market's positions are valued from now on. */
  public void mark(Market market, long price, long nowMicros) {
    market.mark(price, nowMicros);
    liquidateAll(nowMicros);
    flush(nowMicros);
  }

  /**
   * Lets every position of a market pay (or with a negative rate receive, when long) a fraction of
   * its value at the mark price, and returns the payments.
   */
  public List<FundingPayment> fund(Market market, long rate, long nowMicros) {
    MarginAccounts accounts = margins();
    String symbol = market.instrument().symbol();
    List<FundingPayment> payments = new ArrayList<>(2);
    for (String account : accounts.holders(symbol)) {
      long quantity = accounts.position(account, symbol).quantity();
      long mark = market.markPrice();
      long amount = -Decimals.signedTimes(Decimals.signedTimes(mark, quantity), rate);
      accounts.fund(account, amount);
      FundingPayment payment =
          new FundingPayment(
              account, symbol, rate, mark, quantity, amount, accounts.collateral(), nowMicros);
      payments.add(payment);
      listener.onFunding(payment);
    }
    liquidateAll(nowMicros);
    flush(nowMicros);
    return payments;
  }

  /** Closes an account's positions as if its margin did not cover them, as far as the book goes. */
  public void liquidateNow(String account, long nowMicros) {
    liquidate(account, nowMicros);
    markets.values().forEach(market -> market.trigger(nowMicros));
    liquidateAll(nowMicros);
    flush(nowMicros);
  }

  /** Closes the positions of accounts below their maintenance margin, as far as the book goes. */
  private void liquidateAll(long nowMicros) {
    List<String> due = settlement.toLiquidate();
    while (!due.isEmpty()) {
      boolean closedAny = false;
      for (String account : due) {
        closedAny |= liquidate(account, nowMicros);
      }
      if (!closedAny) {
        return;
      }
      markets.values().forEach(m -> m.trigger(nowMicros));
      due = settlement.toLiquidate();
    }
  }

  private boolean liquidate(String account, long nowMicros) {
    for (Order order : registry.open(account)) {
      if (order.status().isOpen()) {
        expire(order, ExpiryReason.LIQUIDATION, nowMicros);
      }
    }
    boolean closedAny = false;
    for (Position position : margins().positions(account)) {
      Market market = required(position.symbol());
      Side side = position.quantity() > 0 ? Side.SELL : Side.BUY;
      long quantity = Math.abs(position.quantity());
      String id = liquidationPrefix + nextLiquidation++;
      NewOrder request =
          NewOrder.market(account, position.symbol(), id, side, quantity)
              .with(new PositionTerms(true, false, TriggerBy.LAST));
      Order order = registry.create(request, nowMicros);
      order.liquidates();
      order.works(nowMicros);
      listener.onAccepted(order);
      market.liquidate(order, nowMicros);
      closedAny |= order.executed() > 0;
    }
    return closedAny;
  }
}

package trader.simulator.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An exchange without a protocol: accounts, markets and orders. All methods belong to one thread;
 * the listener hears what happens during each call.
 */
public final class Exchange {
  private final ExchangeListener listener;
  private final Ledger ledger = new Ledger();
  private final Markets markets = new Markets();
  private final OrderRegistry registry = new OrderRegistry();
  private final Settlement settlement;
  private final Acceptance acceptance;
  private final AccountNews news;
  private final OrderLife life;
  private final @Nullable MarginAccounts margins;
  private final @Nullable Liquidations liquidations;

  /** An exchange for assets themselves, with no markets yet. */
  public Exchange(Fees fees, ExchangeListener listener) {
    this.listener = listener;
    settlement = new SpotSettlement(ledger, fees, symbol -> markets.required(symbol).lastPrice());
    acceptance = new Acceptance(markets, registry, settlement);
    news = new AccountNews(ledger, listener);
    life = new OrderLife(markets, registry, settlement, news, listener);
    margins = null;
    liquidations = null;
  }

  /** An exchange for linear contracts, with no markets yet. */
  public Exchange(Fees fees, DerivativeTerms terms, ExchangeListener listener) {
    this.listener = listener;
    MarginAccounts accounts =
        new MarginAccounts(ledger, terms, symbol -> markets.required(symbol).markPrice());
    settlement = new DerivativeSettlement(accounts, terms, fees);
    acceptance = new Acceptance(markets, registry, settlement);
    news = new AccountNews(ledger, listener);
    life = new OrderLife(markets, registry, settlement, news, listener);
    margins = accounts;
    liquidations =
        new Liquidations(markets, registry, settlement, accounts, life, terms.liquidationPrefix());
  }

  /** Opens a market; house sizes are drawn from the seed around a typical quantity. */
  public Market addMarket(
      Instrument instrument, long seed, long typicalQuantity, long firstTradeId) {
    Market market = new Market(instrument, life, seed, typicalQuantity, firstTradeId);
    markets.add(market);
    return market;
  }

  /** The market of a symbol. */
  public Optional<Market> market(String symbol) {
    return markets.find(symbol);
  }

  /** All markets in the order in which they were opened. */
  public List<Market> markets() {
    return List.copyOf(markets.all());
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
    return required(margins);
  }

  private static <T> T required(@Nullable T ofContracts) {
    if (ofContracts == null) {
      throw new IllegalStateException("a spot exchange has no margin accounts");
    }
    return ofContracts;
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

  /**
   * Checks an order as {@link #place} does and changes nothing.
   *
   * @throws RejectedException when it would not be accepted
   */
  public void check(NewOrder request) {
    acceptance.check(request);
  }

  /**
   * Accepts an order and matches it.
   *
   * @throws RejectedException when it is not accepted; then nothing has changed
   */
  public Order place(NewOrder request, long nowMicros) {
    acceptance.check(request);
    Market market = markets.required(request.symbol());
    Order order = registry.create(request, nowMicros);
    settlement.reserve(market, order);
    life.start(market, order, nowMicros);
    finish(market, nowMicros);
    return order;
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
    Market market = markets.required(order.symbol());
    NewOrder amended = order.request().amended(quantity, price, stopPrice);
    acceptance.checkAmended(order, amended);
    life.amend(market, order, amended, nowMicros);
    finish(market, nowMicros);
  }

  /**
   * Accepts two orders of which one cancels the other; their funds are locked once.
   *
   * @throws RejectedException when the pair is not accepted; then nothing has changed
   * @throws IllegalStateException when contracts are traded here
   */
  public OrderList placeOneCancelsOther(
      String clientListId, NewOrder above, NewOrder below, long nowMicros) {
    if (!(settlement instanceof SpotSettlement spot)) {
      throw new IllegalStateException("order lists need a spot exchange");
    }
    Market market = markets.required(above.symbol());
    OrderList list =
        new OrderLists(acceptance, spot, ledger, registry, life)
            .place(market, clientListId, above, below, nowMicros);
    finish(market, nowMicros);
    return list;
  }

  /** Cancels an open order, and with it the other leg of its list. Returns what was cancelled. */
  public List<Order> cancel(Order order, String cancelId, long nowMicros) {
    List<Order> all = order.list() == null ? List.of(order) : order.list().orders();
    List<Order> canceled = new ArrayList<>(all.size());
    for (Order each : all) {
      if (each.status().isOpen()) {
        life.cancel(each, cancelId, nowMicros);
        canceled.add(each);
      }
    }
    life.closeList(order);
    finish(markets.required(order.symbol()), nowMicros);
    return canceled;
  }

  /** What an order's own prices have set off is worked to the end; every order call ends here. */
  private void finish(Market market, long nowMicros) {
    market.trigger(nowMicros);
    settle(nowMicros);
  }

  /** Liquidates whom prices have left without margin, then tells what accounts have become. */
  private void settle(long nowMicros) {
    if (liquidations != null) {
      liquidations.liquidateDue(nowMicros);
    }
    flush(nowMicros);
  }

  /** Tells the listener of balances touched from outside an order, such as a deposit. */
  public void flush(long nowMicros) {
    news.flush(nowMicros);
  }

  /** Lets the outside source trade in a market. */
  public void print(Market market, long price, long quantity, Side aggressor, long nowMicros) {
    market.print(price, quantity, aggressor, nowMicros);
    settle(nowMicros);
  }

  /** Lets the outside source quote in a market. */
  public void quote(
      Market market, long bid, long bidQuantity, long ask, long askQuantity, long nowMicros) {
    market.quote(bid, bidQuantity, ask, askQuantity, nowMicros);
    settle(nowMicros);
  }

  /** Sets the price at which a market's positions are valued from now on. */
  public void mark(Market market, long price, long nowMicros) {
    market.mark(price, nowMicros);
    settle(nowMicros);
  }

  /**
   * Lets every position of a market pay (or with a negative rate receive, when long) a fraction of
   * its value at the mark price, and returns the payments.
   */
  public List<FundingPayment> fund(Market market, long rate, long nowMicros) {
    MarginAccounts accounts = margins();
    List<FundingPayment> payments = new ArrayList<>(2);
    for (String account : accounts.holders(market.instrument().symbol())) {
      FundingPayment payment = accounts.fund(market, account, rate, nowMicros);
      payments.add(payment);
      listener.onFunding(payment);
    }
    settle(nowMicros);
    return payments;
  }

  /** Closes an account's positions as if its margin did not cover them, as far as the book goes. */
  public void liquidateNow(String account, long nowMicros) {
    required(liquidations).liquidate(account, nowMicros);
    markets.trigger(nowMicros);
    settle(nowMicros);
  }
}

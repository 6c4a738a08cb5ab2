package trader.simulator.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settles linear contracts in one collateral asset. Only working orders that could make a position
 * larger need margin; what waits for a trigger is judged when it is triggered.
 */
final class DerivativeSettlement implements Settlement {
  private final MarginAccounts accounts;
  private final DerivativeTerms terms;
  private final Fees fees;

  DerivativeSettlement(MarginAccounts accounts, DerivativeTerms terms, Fees fees) {
    this.accounts = accounts;
    this.terms = terms;
    this.fees = fees;
  }

  @Override
  public @Nullable Rejection refusal(Market market, NewOrder request) {
    if (request.terms().onlyReduces()) {
      boolean judgedLater = request.type().isContingent() && !terms.waitingFollowPosition();
      return judgedLater || reducible(request) > 0 ? null : Rejection.WOULD_NOT_REDUCE_POSITION;
    }
    return request.type().isContingent() || covers(market, request, request.quantity(), 0)
        ? null
        : Rejection.INSUFFICIENT_BALANCE;
  }

  @Override
  public @Nullable Rejection amendRefusal(Market market, Order order, NewOrder amended) {
    if (amended.terms().onlyReduces() || !order.isWorking()) {
      return null;
    }
    return covers(market, amended, amended.quantity() - order.executed(), order.locked)
        ? null
        : Rejection.INSUFFICIENT_BALANCE;
  }

  private boolean covers(Market market, NewOrder request, long quantity, long released) {
    long notional =
        request.type().hasLimit()
            ? Decimals.timesUp(request.price(), quantity)
            : market.quoteFor(request.side(), quantity);
    return accounts.covers(request.account(), request.symbol(), request.side(), notional, released);
  }

  /** How much of the position an order on its side can close; 0 when it could only add to it. */
  private long reducible(NewOrder request) {
    long held = accounts.position(request.account(), request.symbol()).quantity();
    return Math.max(0, request.side() == Side.SELL ? held : -held);
  }

  @Override
  public void reserve(Market market, Order order) {
    boolean waits = order.type().isContingent() && !order.isWorking();
    if (!waits && order.type().hasLimit() && !order.request().terms().onlyReduces()) {
      set(order, Decimals.timesUp(order.price(), order.remaining()));
    }
  }

  @Override
  public void release(Instrument instrument, Order order) {
    set(order, 0);
  }

  private void set(Order order, long reserve) {
    if (reserve != order.locked) {
      accounts.reserve(order.account(), order.symbol(), order.side(), reserve - order.locked);
      order.locked = reserve;
    }
  }

  @Override
  public @Nullable ExpiryReason activate(Market market, Order order) {
    NewOrder request = order.request();
    if (request.terms().onlyReduces()) {
      long reducible = reducible(request);
      if (reducible > 0 && request.terms().closePosition()) {
        order.resize(reducible);
      }
      return reducible > 0 ? null : ExpiryReason.WOULD_NOT_REDUCE_POSITION;
    }
    if (!covers(market, request, order.remaining(), 0)) {
      return ExpiryReason.INSUFFICIENT_BALANCES;
    }
    if (request.type().hasLimit()) {
      set(order, Decimals.timesUp(order.price(), order.remaining()));
    }
    return null;
  }

  @Override
  public long affordable(Instrument instrument, Order order, long price, long quantity) {
    return quantity;
  }

  @Override
  public Fill execute(
      Instrument instrument,
      Order order,
      long tradeId,
      long price,
      long quantity,
      boolean isMaker,
      long nowMicros) {
    String account = order.account();
    if (order.locked > 0) {
      long rest = Decimals.timesUp(order.price(), order.remaining() - quantity);
      set(order, Math.min(order.locked, rest));
    }
    long notional = Decimals.times(price, quantity);
    long commission = fees.of(notional, isMaker);
    long realized =
        accounts.trade(account, order.symbol(), order.side(), quantity, notional, nowMicros);
    accounts.charge(account, commission);
    Fill fill =
        new Fill(
            tradeId,
            order.id(),
            instrument.symbol(),
            order.side(),
            price,
            quantity,
            notional,
            commission,
            terms.collateral(),
            realized,
            isMaker,
            nowMicros);
    order.fill(fill, instrument.step());
    return fill;
  }

  @Override
  public long allowed(Order order) {
    boolean waits = order.type().isContingent() && !order.isWorking();
    if (!order.request().terms().onlyReduces() || (waits && !terms.waitingFollowPosition())) {
      return order.remaining();
    }
    long reducible = reducible(order.request());
    return reducible == 0 ? -1 : Math.min(order.remaining(), reducible);
  }

  @Override
  public boolean reachedTriggersWork() {
    return terms.reachedTriggersWork();
  }

  @Override
  public boolean keepsPositions() {
    return true;
  }

  @Override
  public List<String> toLiquidate() {
    accounts.coverShortfalls();
    return accounts.belowMaintenance();
  }
}

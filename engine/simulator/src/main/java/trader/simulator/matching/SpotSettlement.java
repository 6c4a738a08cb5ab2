package trader.simulator.matching;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Moves funds for orders: locks at acceptance, pays at execution, releases what is left. Every
 * execution goes through the house account, so two clients' executions cancel out there.
 */
final class SpotSettlement implements Settlement {
  private final Ledger ledger;
  private final Fees fees;
  private final Function<String, Long> lastPrice;
  private final Set<String> payingThird = new HashSet<>();
  private @Nullable ThirdAsset third;

  SpotSettlement(Ledger ledger, Fees fees, Function<String, Long> lastPrice) {
    this.ledger = ledger;
    this.fees = fees;
    this.lastPrice = lastPrice;
  }

  /** An account's commissions are taken from that asset from here on, while there is enough. */
  void payIn(ThirdAsset asset, String account) {
    third = asset;
    payingThird.add(account);
  }

  /** The asset that an order spends. */
  static String spends(Instrument instrument, Side side) {
    return side == Side.BUY ? instrument.quote() : instrument.base();
  }

  /** What an order needs locked for a quantity; 0 for orders that execute at any price at once. */
  static long need(NewOrder order, long quantity) {
    if (order.type() == OrderType.MARKET) {
      return 0;
    }
    if (order.side() == Side.SELL) {
      return quantity;
    }
    long price = order.type().hasLimit() ? order.price() : order.stopPrice();
    return Decimals.timesUp(price, quantity);
  }

  /** What an order needs locked for a quantity, with the commission that it may owe beside it. */
  private long needWithFee(NewOrder order, long quantity) {
    long need = need(order, quantity);
    return order.side() == Side.BUY ? need + fees.beside(need) : need;
  }

  @Override
  public @Nullable Rejection refusal(Market market, NewOrder request) {
    String asset = spends(market.instrument(), request.side());
    long need;
    if (request.type() != OrderType.MARKET) {
      need = needWithFee(request, request.quantity());
    } else if (request.side() == Side.BUY) {
      long paid =
          request.quantity() == 0
              ? request.quoteQuantity()
              : market.quoteFor(Side.BUY, request.quantity());
      need = paid + fees.beside(paid);
    } else {
      need =
          request.quantity() == 0
              ? Decimals.dividedBy(request.quoteQuantity(), Math.max(1, market.lastPrice()))
              : request.quantity();
    }
    return ledger.isFree(request.account(), asset, need) ? null : Rejection.INSUFFICIENT_BALANCE;
  }

  @Override
  public @Nullable Rejection amendRefusal(Market market, Order order, NewOrder amended) {
    long need = needWithFee(amended, amended.quantity() - order.executed());
    String asset = spends(market.instrument(), order.side());
    return ledger.isFree(order.account(), asset, need - order.locked)
        ? null
        : Rejection.INSUFFICIENT_BALANCE;
  }

  @Override
  public void reserve(Market market, Order order) {
    lock(market.instrument(), order, needWithFee(order.request(), order.remaining()));
  }

  void lock(Instrument instrument, Order order, long amount) {
    ledger.lock(order.account(), spends(instrument, order.side()), amount);
    order.locked += amount;
  }

  @Override
  public void release(Instrument instrument, Order order) {
    if (order.locked > 0) {
      ledger.unlock(order.account(), spends(instrument, order.side()), order.locked);
      order.locked = 0;
    }
  }

  /** Takes over what the other leg of a list had locked; a buy at any price pays as it goes. */
  @Override
  public @Nullable ExpiryReason activate(Market market, Order order) {
    if (order.list() != null) {
      long need = need(order.request(), order.quantity());
      lock(market.instrument(), order, Math.max(0, need - order.locked));
    }
    if (!order.type().hasLimit() && order.side() == Side.BUY) {
      release(market.instrument(), order);
    }
    return null;
  }

  @Override
  public long affordable(Instrument instrument, Order order, long price, long quantity) {
    String asset = spends(instrument, order.side());
    long free = ledger.free(order.account(), asset);
    if (order.side() == Side.SELL) {
      return Math.min(quantity, Decimals.floorTo(free, instrument.step()));
    }
    long paid = Decimals.times(price, quantity);
    if (paid + fees.beside(paid) <= free) {
      return quantity;
    }
    long spendable =
        fees.inQuote()
            ? Decimals.dividedBy(free, Decimals.ONE + Math.max(fees.maker(), fees.taker()))
            : free;
    return Decimals.floorTo(Decimals.dividedBy(spendable, price), instrument.step());
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
      long keep =
          Math.min(order.locked, needWithFee(order.request(), order.remaining() - quantity));
      ledger.unlock(account, spends(instrument, order.side()), order.locked - keep);
      order.locked = keep;
    }
    long paid = Decimals.times(price, quantity);
    boolean buy = order.side() == Side.BUY;
    String received = buy ? instrument.base() : instrument.quote();
    String charged = fees.inQuote() ? instrument.quote() : received;
    long commission = fees.of(buy && !fees.inQuote() ? quantity : paid, isMaker);
    ThirdAsset other = payingThird.contains(account) ? third : null;
    if (other != null && !received.equals(other.asset())) {
      long owed = other.of(fees.of(paid, isMaker), instrument.quote(), lastPrice);
      if (owed > 0 && ledger.isFree(account, other.asset(), owed)) {
        charged = other.asset();
        commission = owed;
      }
    }
    ledger.move(account, Ledger.HOUSE, spends(instrument, order.side()), buy ? paid : quantity);
    ledger.move(Ledger.HOUSE, account, received, buy ? quantity : paid);
    ledger.move(account, Ledger.FEES, charged, commission);
    Fill fill =
        new Fill(
            tradeId,
            order.id(),
            instrument.symbol(),
            order.side(),
            price,
            quantity,
            paid,
            commission,
            charged,
            0,
            isMaker,
            nowMicros);
    order.fill(fill, instrument.step());
    return fill;
  }

  @Override
  public long allowed(Order order) {
    return order.remaining();
  }

  @Override
  public boolean reachedTriggersWork() {
    return false;
  }

  @Override
  public boolean keepsPositions() {
    return false;
  }

  @Override
  public List<String> toLiquidate() {
    return List.of();
  }
}

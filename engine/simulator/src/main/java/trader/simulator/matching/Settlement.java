package trader.simulator.matching;

/**
 * Moves funds for orders: locks at acceptance, pays at execution, releases what is left. Every
 * execution goes through the house account, so two clients' executions cancel out there.
 */
final class Settlement {
  private final Ledger ledger;
  private final Fees fees;

  Settlement(Ledger ledger, Fees fees) {
    this.ledger = ledger;
    this.fees = fees;
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

  void lock(Instrument instrument, Order order, long amount) {
    ledger.lock(order.account(), spends(instrument, order.side()), amount);
    order.locked += amount;
  }

  void release(Instrument instrument, Order order) {
    if (order.locked > 0) {
      ledger.unlock(order.account(), spends(instrument, order.side()), order.locked);
      order.locked = 0;
    }
  }

  /** How much of a quantity an order without a lock can still pay for at a price. */
  long affordable(Instrument instrument, Order order, long price, long quantity) {
    String asset = spends(instrument, order.side());
    long free = ledger.free(order.account(), asset);
    if (order.side() == Side.SELL) {
      return Math.min(quantity, Decimals.floorTo(free, instrument.step()));
    }
    if (Decimals.times(price, quantity) <= free) {
      return quantity;
    }
    return Decimals.floorTo(Decimals.dividedBy(free, price), instrument.step());
  }

  Fill execute(
      Instrument instrument,
      Order order,
      long tradeId,
      long price,
      long quantity,
      boolean isMaker,
      long nowMicros) {
    String account = order.account();
    if (order.locked > 0) {
      long keep = Math.min(order.locked, need(order.request(), order.remaining() - quantity));
      ledger.unlock(account, spends(instrument, order.side()), order.locked - keep);
      order.locked = keep;
    }
    long paid = Decimals.times(price, quantity);
    boolean buy = order.side() == Side.BUY;
    String received = buy ? instrument.base() : instrument.quote();
    long commission = fees.of(buy ? quantity : paid, isMaker);
    ledger.move(account, Ledger.HOUSE, spends(instrument, order.side()), buy ? paid : quantity);
    ledger.move(Ledger.HOUSE, account, received, buy ? quantity : paid);
    ledger.move(account, Ledger.FEES, received, commission);
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
            received,
            isMaker,
            nowMicros);
    order.fill(fill, instrument.step());
    return fill;
  }
}

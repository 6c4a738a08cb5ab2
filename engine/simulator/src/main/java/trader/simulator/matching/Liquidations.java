package trader.simulator.matching;

import java.util.List;

/** Closes positions that their margin does not cover any more, as far as the book goes. */
final class Liquidations {
  private final Markets markets;
  private final OrderRegistry registry;
  private final Settlement settlement;
  private final MarginAccounts margins;
  private final OrderLife life;
  private final String prefix;
  private long next = 1;

  /** {@code prefix} begins the client order ids of what the venue orders itself. */
  Liquidations(
      Markets markets,
      OrderRegistry registry,
      Settlement settlement,
      MarginAccounts margins,
      OrderLife life,
      String prefix) {
    this.markets = markets;
    this.registry = registry;
    this.settlement = settlement;
    this.margins = margins;
    this.life = life;
    this.prefix = prefix;
  }

  /** Closes the positions of accounts below their maintenance margin. */
  void liquidateDue(long nowMicros) {
    List<String> due = settlement.toLiquidate();
    while (!due.isEmpty()) {
      boolean closedAny = false;
      for (String account : due) {
        closedAny |= liquidate(account, nowMicros);
      }
      if (!closedAny) {
        return;
      }
      markets.trigger(nowMicros);
      due = settlement.toLiquidate();
    }
  }

  /** Closes an account's positions, whatever its margin; whether anything was closed. */
  boolean liquidate(String account, long nowMicros) {
    for (Order order : registry.open(account)) {
      if (order.status().isOpen()) {
        life.expire(order, ExpiryReason.LIQUIDATION, nowMicros);
      }
    }
    boolean closedAny = false;
    for (Position position : margins.positions(account)) {
      Market market = markets.required(position.symbol());
      Side side = position.quantity() > 0 ? Side.SELL : Side.BUY;
      long quantity = Math.abs(position.quantity());
      NewOrder request =
          NewOrder.market(account, position.symbol(), prefix + next++, side, quantity)
              .with(new PositionTerms(true, false, TriggerBy.LAST));
      Order order = registry.create(request, nowMicros);
      order.liquidates();
      order.works(nowMicros);
      life.listener().onAccepted(order);
      market.liquidate(order, nowMicros);
      closedAny |= order.executed() > 0;
    }
    return closedAny;
  }
}

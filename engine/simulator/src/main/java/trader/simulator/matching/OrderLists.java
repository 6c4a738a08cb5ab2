package trader.simulator.matching;

import java.util.List;

/** Takes pairs of orders of which one cancels the other; their funds are locked once. */
final class OrderLists {
  private final Acceptance acceptance;
  private final SpotSettlement settlement;
  private final Ledger ledger;
  private final OrderRegistry registry;
  private final OrderLife life;

  OrderLists(
      Acceptance acceptance,
      SpotSettlement settlement,
      Ledger ledger,
      OrderRegistry registry,
      OrderLife life) {
    this.acceptance = acceptance;
    this.settlement = settlement;
    this.ledger = ledger;
    this.registry = registry;
    this.life = life;
  }

  /** Throws {@link RejectedException} where the pair is not accepted; nothing has changed then. */
  OrderList place(
      Market market, String clientListId, NewOrder above, NewOrder below, long nowMicros) {
    acceptance.checkAway(above, below);
    acceptance.checkWithoutFunds(above);
    acceptance.checkWithoutFunds(below);
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
    settlement.lock(market.instrument(), primary, primaryNeed);
    long extra = Math.max(0, Math.max(aboveNeed, belowNeed) - primaryNeed);
    settlement.lock(market.instrument(), list.otherThan(primary), extra);
    life.listener().onList(list);
    life.start(market, list.otherThan(primary), nowMicros);
    life.start(market, primary, nowMicros);
    return list;
  }
}

package trader.simulator.matching;

/** Why an order ended without its owner asking. */
public enum ExpiryReason {
  UNFILLED_IOC_QUANTITY_EXPIRED,
  UNFILLED_FOK_ORDER_EXPIRED,
  INSUFFICIENT_LIQUIDITY,
  INSUFFICIENT_BALANCES,
  SELF_TRADE_PREVENTION,
  OCO_TRIGGER,
  WOULD_NOT_REDUCE_POSITION,
  LIQUIDATION
}

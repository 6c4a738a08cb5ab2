package trader.simulator.matching;

/** Why an order was not accepted. */
public enum Rejection {
  INSUFFICIENT_BALANCE,
  DUPLICATE_CLIENT_ORDER_ID,
  MARKET_CLOSED,
  WOULD_MATCH_IMMEDIATELY,
  WOULD_TRIGGER_IMMEDIATELY,
  ZERO_NOTIONAL,
  BAD_LIST_PRICES
}

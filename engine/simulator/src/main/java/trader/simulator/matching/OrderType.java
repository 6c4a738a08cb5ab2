package trader.simulator.matching;

/** How an order comes to trade. */
public enum OrderType {
  LIMIT,
  LIMIT_MAKER,
  MARKET,
  STOP_LOSS,
  STOP_LOSS_LIMIT,
  TAKE_PROFIT,
  TAKE_PROFIT_LIMIT;

  /** Whether it waits for a trigger before it works. */
  public boolean isContingent() {
    return switch (this) {
      case STOP_LOSS, STOP_LOSS_LIMIT, TAKE_PROFIT, TAKE_PROFIT_LIMIT -> true;
      case LIMIT, LIMIT_MAKER, MARKET -> false;
    };
  }

  /** Whether it has a limit price once it works. */
  public boolean hasLimit() {
    return switch (this) {
      case LIMIT, LIMIT_MAKER, STOP_LOSS_LIMIT, TAKE_PROFIT_LIMIT -> true;
      case MARKET, STOP_LOSS, TAKE_PROFIT -> false;
    };
  }

  /** Whether the trigger protects against a loss (else it takes a profit). */
  public boolean isStopLoss() {
    return this == STOP_LOSS || this == STOP_LOSS_LIMIT;
  }
}

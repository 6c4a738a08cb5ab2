package trader.simulator.binance;

import trader.simulator.matching.Rejection;

/** The venue's words for what the matching engine refuses. */
final class Rejections {
  private Rejections() {}

  static ApiError of(Rejection rejection) {
    return ApiError.rejected(
        switch (rejection) {
          case INSUFFICIENT_BALANCE -> "Account has insufficient balance for requested action.";
          case DUPLICATE_CLIENT_ORDER_ID -> "Duplicate order sent.";
          case MARKET_CLOSED -> "Market is closed.";
          case WOULD_MATCH_IMMEDIATELY -> "Order would immediately match and take.";
          case WOULD_TRIGGER_IMMEDIATELY -> "Order would trigger immediately.";
          case ZERO_NOTIONAL -> "Price * QTY is zero or less.";
          case BAD_LIST_PRICES -> "The relationship of the prices for the orders is not correct.";
          case WOULD_NOT_REDUCE_POSITION -> "ReduceOnly Order is rejected.";
        });
  }
}

package trader.simulator.binancefutures;

import trader.simulator.matching.Order;
import trader.simulator.matching.OrderStatus;

/**
 * How conditional orders are told. The engine keeps one order from its placement to its last
 * execution; the venue has a conditional order, which ends when it is triggered, and then a plain
 * one with a number and a client id of its own.
 */
final class Algos {
  private static final long FIRST_ID = 2_146_000;

  private Algos() {}

  static boolean isAlgo(Order order) {
    return order.type().isContingent();
  }

  /** Whether it is a conditional order that has not been triggered and is not over. */
  static boolean isWaiting(Order order) {
    return isAlgo(order) && !order.isWorking();
  }

  /** Whether clients see it among plain orders. */
  static boolean isPlain(Order order) {
    return !isAlgo(order) || order.isWorking();
  }

  static long id(Order order) {
    return FIRST_ID + order.id();
  }

  static long orderId(long algoId) {
    return algoId - FIRST_ID;
  }

  /** The client id of the plain order. */
  static String plainClientId(Order order) {
    return isAlgo(order) ? "algo-" + id(order) : order.clientOrderId();
  }

  /** The state of the conditional order. */
  static String status(Order order) {
    if (order.isWorking()) {
      return order.status().isOpen() ? "TRIGGERED" : "FINISHED";
    }
    return order.status() == OrderStatus.NEW
        ? "NEW"
        : order.status() == OrderStatus.CANCELED
            ? "CANCELED"
            : order.expiryReason() == null ? "EXPIRED" : rejectedOrExpired(order);
  }

  private static String rejectedOrExpired(Order order) {
    return reason(order).isEmpty() ? "EXPIRED" : "REJECTED";
  }

  /** Why the venue did not take the order that was triggered, empty where it did. */
  static String reason(Order order) {
    return switch (order.expiryReason()) {
      case INSUFFICIENT_BALANCES -> "Margin is insufficient.";
      case WOULD_NOT_REDUCE_POSITION -> "ReduceOnly Order is rejected.";
      case null, default -> "";
    };
  }

  /** What the venue calls its type. */
  static String type(Order order) {
    boolean trailing = order.request().trailingDelta() > 0;
    return switch (order.type()) {
      case STOP_LOSS -> trailing ? "TRAILING_STOP_MARKET" : "STOP_MARKET";
      case STOP_LOSS_LIMIT -> "STOP";
      case TAKE_PROFIT -> "TAKE_PROFIT_MARKET";
      case TAKE_PROFIT_LIMIT -> "TAKE_PROFIT";
      case LIMIT, LIMIT_MAKER, MARKET -> plainType(order);
    };
  }

  /** What the venue calls the type of the plain order. */
  static String plainType(Order order) {
    return order.type().hasLimit() ? "LIMIT" : "MARKET";
  }
}

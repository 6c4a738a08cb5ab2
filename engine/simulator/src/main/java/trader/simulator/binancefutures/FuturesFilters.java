package trader.simulator.binancefutures;

import java.util.List;
import trader.simulator.binance.ApiError;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Level;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.Side;
import trader.simulator.matching.TimeInForce;

/** Checks orders against a contract's filters, with the venue's codes and texts. */
final class FuturesFilters {
  private FuturesFilters() {}

  /** Refuses an order that a filter does not admit. */
  static void check(Contract contract, NewOrder order, List<Order> open) {
    ContractRules rules = contract.rules();
    price(rules, order.type().hasLimit() ? order.price() : 0);
    price(rules, order.stopPrice());
    if (!order.terms().closePosition()) {
      quantity(rules, order);
      notional(contract, rules, order);
    }
    if (!order.type().isContingent()) {
      percent(contract, rules, order);
    }
    if (order.type() == OrderType.LIMIT && order.timeInForce() == TimeInForce.FOK) {
      fillable(contract, order);
    }
    counts(rules, order, open);
  }

  private static void price(ContractRules rules, long price) {
    if (price == 0) {
      return;
    }
    if (price > rules.maxPrice()) {
      throw ApiError.of(-4002, "Price greater than max price.");
    }
    if (price < rules.minPrice()) {
      throw ApiError.of(-4013, "Price less than min price.");
    }
    if (price % rules.tick() != 0) {
      throw ApiError.of(-4014, "Price not increased by tick size.");
    }
  }

  private static void quantity(ContractRules rules, NewOrder order) {
    long quantity = order.quantity();
    if (quantity % rules.step() != 0) {
      throw ApiError.of(-1111, "Precision is over the maximum defined for this asset.");
    }
    if (quantity < rules.minQuantity()) {
      throw ApiError.of(-4003, "Quantity less than or equal to zero.");
    }
    if (quantity > (order.type().hasLimit() ? rules.maxQuantity() : rules.maxMarketQuantity())) {
      throw ApiError.of(-4005, "Quantity greater than max quantity.");
    }
  }

  private static void notional(Contract contract, ContractRules rules, NewOrder order) {
    if (order.reduceOnly()) {
      return;
    }
    long price =
        order.type().hasLimit()
            ? order.price()
            : order.stopPrice() > 0 ? order.stopPrice() : contract.market().markPrice();
    if (Decimals.times(price, order.quantity()) < rules.minNotional()) {
      throw ApiError.of(
          -4164,
          "Order's notional must be no smaller than "
              + Decimals.toBigDecimal(rules.minNotional()).stripTrailingZeros().toPlainString()
              + " (unless you choose reduce only).");
    }
  }

  private static void percent(Contract contract, ContractRules rules, NewOrder order) {
    long mark = contract.market().markPrice();
    long most = Decimals.times(mark, rules.up());
    long least = Decimals.times(mark, rules.down());
    boolean buy = order.side() == Side.BUY;
    if (order.type() == OrderType.MARKET) {
      long best = contract.market().best(order.side().opposite()).price();
      if (best > 0 && (buy ? best > most : best < least)) {
        throw ApiError.of(
            -4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit.");
      }
    } else if (buy && order.price() > most) {
      throw ApiError.of(-4016, "Limit price can't be higher than " + Decimals.text(most) + ".");
    } else if (!buy && order.price() < least) {
      throw ApiError.of(-4024, "Limit price can't be lower than " + Decimals.text(least) + ".");
    }
  }

  private static void fillable(Contract contract, NewOrder order) {
    long rest = order.quantity();
    boolean buy = order.side() == Side.BUY;
    for (Level level : contract.market().levels(order.side().opposite(), 5_000)) {
      if (rest <= 0 || (buy ? level.price() > order.price() : level.price() < order.price())) {
        break;
      }
      rest -= level.quantity();
    }
    if (rest > 0) {
      throw ApiError.of(
          -5021,
          "Due to the order could not be filled immediately, the FOK order has been rejected. The"
              + " order will not be recorded in the order history");
    }
  }

  private static void counts(ContractRules rules, NewOrder order, List<Order> open) {
    boolean algo = order.type().isContingent();
    long same =
        open.stream()
            .filter(o -> o.symbol().equals(order.symbol()) && Algos.isWaiting(o) == algo)
            .count();
    if (algo && same >= rules.maxAlgoOrders()) {
      throw ApiError.of(-4045, "Reach max stop order limit.");
    }
    if (!algo && same >= rules.maxOrders()) {
      throw ApiError.of(-2025, "Reach max open order limit.");
    }
  }
}

package trader.simulator.binancefutures;

import trader.simulator.matching.Decimals;
import trader.simulator.matching.Fill;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.TriggerBy;
import trader.simulator.net.Json;

/** Writes orders and executions as REST tells them. */
final class FuturesJson {
  private FuturesJson() {}

  static String timeInForce(NewOrder request) {
    return request.type() == OrderType.LIMIT_MAKER ? "GTX" : request.timeInForce().name();
  }

  static String workingType(NewOrder request) {
    return request.terms().triggerBy() == TriggerBy.MARK ? "MARK_PRICE" : "CONTRACT_PRICE";
  }

  static long average(Order order) {
    return order.executed() == 0 ? 0 : Decimals.dividedBy(order.quoteExecuted(), order.executed());
  }

  /** A plain order; {@code acknowledged} tells it as it was before anything was matched. */
  static void order(Json out, Contract contract, Order order, boolean acknowledged) {
    NewOrder request = order.request();
    int price = contract.pricePlaces();
    int quantity = contract.quantityPlaces();
    long executed = acknowledged ? 0 : order.executed();
    out.open()
        .put("orderId", order.id())
        .put("symbol", order.symbol())
        .put("status", acknowledged ? "NEW" : order.status().name())
        .put("clientOrderId", Algos.plainClientId(order))
        .putDecimal("price", order.price(), price)
        .putDecimal("avgPrice", acknowledged ? 0 : average(order), price)
        .putDecimal("origQty", order.quantity(), quantity)
        .putDecimal("executedQty", executed, quantity)
        .putDecimal("cumQty", executed, quantity)
        .putDecimal("cumQuote", acknowledged ? 0 : order.quoteExecuted(), 5)
        .put("timeInForce", timeInForce(request))
        .put("type", Algos.plainType(order))
        .put("reduceOnly", request.reduceOnly())
        .put("closePosition", request.terms().closePosition())
        .put("side", order.side().name())
        .put("positionSide", "BOTH")
        .putDecimal("stopPrice", request.stopPrice(), price)
        .put("workingType", workingType(request))
        .put("priceProtect", false)
        .put("origType", Algos.type(order))
        .put("priceMatch", "NONE")
        .put("selfTradePreventionMode", request.selfTradePrevention().name())
        .put("goodTillDate", 0)
        .putTime("time", order.createdMicros())
        .putTime("updateTime", order.updatedMicros())
        .close();
  }

  /** A conditional order. */
  static void algo(Json out, Contract contract, Order order) {
    NewOrder request = order.request();
    int price = contract.pricePlaces();
    out.open()
        .put("algoId", Algos.id(order))
        .put("clientAlgoId", order.clientOrderId())
        .put("algoType", "CONDITIONAL")
        .put("orderType", Algos.type(order))
        .put("symbol", order.symbol())
        .put("side", order.side().name())
        .put("positionSide", "BOTH")
        .put("timeInForce", timeInForce(request))
        .putDecimal("quantity", request.quantity(), contract.quantityPlaces())
        .put("algoStatus", Algos.status(order));
    if (order.isWorking()) {
      out.put("actualOrderId", Long.toString(order.id()))
          .putDecimal("actualPrice", average(order), price);
    } else {
      out.put("actualOrderId", "");
    }
    out.putDecimal("triggerPrice", request.stopPrice(), price)
        .putDecimal("price", request.price(), price)
        .putNull("icebergQuantity")
        .put("selfTradePreventionMode", request.selfTradePrevention().name())
        .put("workingType", workingType(request))
        .put("priceMatch", "NONE")
        .put("closePosition", request.terms().closePosition())
        .put("priceProtect", false)
        .put("reduceOnly", request.reduceOnly())
        .put("activatePrice", "")
        .put("callbackRate", callback(request))
        .putTime("createTime", order.createdMicros())
        .putTime("updateTime", order.updatedMicros())
        .put("triggerTime", order.isWorking() ? order.workingMicros() / 1_000 : 0)
        .put("goodTillDate", 0)
        .close();
  }

  private static String callback(NewOrder request) {
    return request.trailingDelta() == 0
        ? ""
        : Decimals.toBigDecimal(request.trailingDelta() * Decimals.ONE / 100)
            .stripTrailingZeros()
            .toPlainString();
  }

  /** An execution. */
  static void trade(Json out, Contract contract, Fill fill) {
    boolean buyer = fill.side() == trader.simulator.matching.Side.BUY;
    out.open()
        .put("symbol", fill.symbol())
        .put("id", fill.tradeId())
        .put("orderId", fill.orderId())
        .put("side", fill.side().name())
        .putDecimal("price", fill.price(), contract.pricePlaces())
        .putDecimal("qty", fill.quantity(), contract.quantityPlaces())
        .putDecimal("realizedPnl", fill.realizedProfit())
        .putDecimal("quoteQty", fill.quoteQuantity())
        .putDecimal("commission", fill.commission())
        .put("commissionAsset", fill.commissionAsset())
        .putTime("time", fill.timeMicros())
        .put("buyer", buyer)
        .put("maker", fill.isMaker())
        .put("positionSide", "BOTH")
        .close();
  }
}

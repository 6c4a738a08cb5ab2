package trader.simulator.binance;

import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Fill;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderList;
import trader.simulator.net.Json;

/** Writes orders, executions and order lists in the shapes of the venue's answers. */
final class OrderJson {
  /** How much a new order's answer tells. */
  enum Detail {
    ACK,
    RESULT,
    FULL
  }

  private OrderJson() {}

  static long listId(Order order) {
    OrderList list = order.list();
    return list == null ? -1 : list.id();
  }

  /** The answer to a new order, as an object. */
  static void placed(Json out, Order order, Detail detail) {
    out.open();
    head(out, order)
        .put("clientOrderId", order.clientOrderId())
        .putTime("transactTime", order.updatedMicros());
    if (detail != Detail.ACK) {
      amounts(out, order);
      if (order.isWorking()) {
        out.putTime("workingTime", order.workingMicros());
      }
      optional(out, order);
      if (order.expiryReason() != null) {
        out.put("expiryReason", order.expiryReason().name());
      }
      if (detail == Detail.FULL) {
        fills(out, order);
      }
    }
    out.close();
  }

  private static Json head(Json out, Order order) {
    return out.put("symbol", order.symbol())
        .put("orderId", order.id())
        .put("orderListId", listId(order));
  }

  private static void amounts(Json out, Order order) {
    NewOrder request = order.request();
    out.putDecimal("price", order.price())
        .putDecimal("origQty", order.quantity())
        .putDecimal("executedQty", order.executed())
        .putDecimal("origQuoteOrderQty", request.quoteQuantity())
        .putDecimal("cummulativeQuoteQty", order.quoteExecuted())
        .put("status", order.status().name())
        .put("timeInForce", request.timeInForce().name())
        .put("type", order.type().name())
        .put("side", order.side().name());
  }

  private static void optional(Json out, Order order) {
    NewOrder request = order.request();
    if (request.stopPrice() > 0) {
      out.putDecimal("stopPrice", request.stopPrice());
    }
    if (request.icebergQuantity() > 0) {
      out.putDecimal("icebergQty", request.icebergQuantity());
    }
    marks(out, order);
    out.put("selfTradePreventionMode", request.selfTradePrevention().name());
  }

  private static void marks(Json out, Order order) {
    NewOrder request = order.request();
    if (request.trailingDelta() > 0) {
      out.put("trailingDelta", request.trailingDelta());
      if (order.trailingMicros() >= 0) {
        out.putTime("trailingTime", order.trailingMicros());
      } else {
        out.put("trailingTime", -1);
      }
    }
    if (request.strategyId() != null) {
      out.put("strategyId", request.strategyId());
    }
    if (request.strategyType() != null) {
      out.put("strategyType", request.strategyType());
    }
    if (order.preventedMatchId() >= 0) {
      out.put("preventedMatchId", order.preventedMatchId());
      out.putDecimal("preventedQuantity", order.preventedQuantity());
    }
  }

  private static void fills(Json out, Order order) {
    out.name("fills").openArray();
    for (Fill fill : order.fills()) {
      out.open()
          .putDecimal("price", fill.price())
          .putDecimal("qty", fill.quantity())
          .putDecimal("commission", fill.commission())
          .put("commissionAsset", fill.commissionAsset())
          .put("tradeId", fill.tradeId())
          .close();
    }
    out.closeArray();
  }

  /** The report of a cancel: {@code clientOrderId} is the cancel's. */
  static void canceled(Json out, Order order, String cancelId) {
    out.open().put("symbol", order.symbol()).put("origClientOrderId", order.clientOrderId());
    out.put("orderId", order.id())
        .put("orderListId", listId(order))
        .put("clientOrderId", cancelId)
        .putTime("transactTime", order.updatedMicros());
    amounts(out, order);
    optional(out, order);
    out.close();
  }

  /** An order that has been made smaller. */
  static void amended(Json out, Order order) {
    out.open()
        .put("symbol", order.symbol())
        .put("orderId", order.id())
        .put("orderListId", listId(order))
        .put("origClientOrderId", order.clientOrderId())
        .put("clientOrderId", order.clientOrderId())
        .putDecimal("price", order.price())
        .putDecimal("qty", order.quantity())
        .putDecimal("executedQty", order.executed())
        .putDecimal("preventedQty", order.preventedQuantity())
        .putDecimal("cumulativeQuoteQty", order.quoteExecuted())
        .put("status", order.status().name())
        .put("timeInForce", order.request().timeInForce().name())
        .put("type", order.type().name())
        .put("side", order.side().name())
        .put("selfTradePreventionMode", order.request().selfTradePrevention().name())
        .close();
  }

  /** An order as queries tell it. */
  static void queried(Json out, Order order) {
    NewOrder request = order.request();
    out.open();
    head(out, order)
        .put("clientOrderId", order.clientOrderId())
        .putDecimal("price", order.price())
        .putDecimal("origQty", order.quantity())
        .putDecimal("executedQty", order.executed())
        .putDecimal("cummulativeQuoteQty", order.quoteExecuted())
        .put("status", order.status().name())
        .put("timeInForce", request.timeInForce().name())
        .put("type", order.type().name())
        .put("side", order.side().name())
        .putDecimal("stopPrice", request.stopPrice())
        .putDecimal("icebergQty", request.icebergQuantity())
        .putTime("time", order.createdMicros())
        .putTime("updateTime", order.updatedMicros())
        .put("isWorking", order.isWorking());
    if (order.isWorking()) {
      out.putTime("workingTime", order.workingMicros());
    }
    out.putDecimal("origQuoteOrderQty", request.quoteQuantity());
    marks(out, order);
    out.put("selfTradePreventionMode", request.selfTradePrevention().name());
    out.close();
  }

  /** An execution as {@code myTrades} tells it. */
  static void trade(Json out, Fill fill, long listId) {
    out.open()
        .put("symbol", fill.symbol())
        .put("id", fill.tradeId())
        .put("orderId", fill.orderId())
        .put("orderListId", listId)
        .putDecimal("price", fill.price())
        .putDecimal("qty", fill.quantity())
        .putDecimal("quoteQty", fill.quoteQuantity())
        .putDecimal("commission", fill.commission())
        .put("commissionAsset", fill.commissionAsset())
        .putTime("time", fill.timeMicros())
        .put("isBuyer", fill.side() == trader.simulator.matching.Side.BUY)
        .put("isMaker", fill.isMaker())
        .put("isBestMatch", true)
        .close();
  }

  /** An order list without reports; the object stays open for them when asked. */
  static void list(Json out, OrderList list, long transactionMicros) {
    boolean done = list.isDone();
    out.put("orderListId", list.id())
        .put("contingencyType", "OCO")
        .put("listStatusType", done ? "ALL_DONE" : "EXEC_STARTED")
        .put("listOrderStatus", done ? "ALL_DONE" : "EXECUTING")
        .put("listClientOrderId", list.clientListId())
        .putTime("transactionTime", transactionMicros)
        .put("symbol", list.symbol())
        .name("orders")
        .openArray();
    for (Order order : list.orders()) {
      out.open()
          .put("symbol", order.symbol())
          .put("orderId", order.id())
          .put("clientOrderId", order.clientOrderId())
          .close();
    }
    out.closeArray();
  }

  /** A list with its orders' reports: of the cancel when there was one, else of the placing. */
  static void listWithReports(
      Json out, OrderList list, long transactionMicros, @Nullable String cancelId) {
    out.open();
    list(out, list, transactionMicros);
    out.name("orderReports").openArray();
    for (Order order : list.orders()) {
      if (cancelId == null) {
        placed(out, order, Detail.RESULT);
      } else {
        canceled(out, order, cancelId);
      }
    }
    out.closeArray().close();
  }
}

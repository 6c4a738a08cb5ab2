package trader.simulator.krakenfutures;

import trader.simulator.matching.Fill;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderStatus;
import trader.simulator.matching.Side;
import trader.simulator.net.Json;

/** An order in the shapes in which the venue tells it. */
final class OrderJson {
  private OrderJson() {}

  static String side(Side side) {
    return side == Side.BUY ? "buy" : "sell";
  }

  /** An order as it stands, as answers to commands and queries tell it. */
  static void command(Json out, Order order, Ticket ticket) {
    command(out, order, ticket, order.executed());
  }

  /** The same with what had been executed at some time. */
  static void command(Json out, Order order, Ticket ticket, long executed) {
    if (ticket.isTrigger() && !order.isWorking()) {
      trigger(out, order, ticket);
      return;
    }
    out.open().put("orderId", ticket.id());
    clientId(out, "cliOrdId", ticket);
    out.put("type", ticket.type())
        .put("symbol", order.symbol())
        .put("side", side(order.side()))
        .putNumber("quantity", order.quantity())
        .putNumber("filled", executed);
    if (order.price() > 0) {
      out.putNumber("limitPrice", order.price());
    }
    if (order.request().stopPrice() > 0) {
      out.putNumber("stopPrice", order.request().stopPrice());
    }
    out.put("reduceOnly", order.request().reduceOnly())
        .put("timestamp", Times.iso(order.createdMicros()))
        .put("lastUpdateTimestamp", Times.iso(order.updatedMicros()))
        .close();
  }

  private static void clientId(Json out, String name, Ticket ticket) {
    if (ticket.clientId() == null) {
      out.putNull(name);
    } else {
      out.put(name, ticket.clientId());
    }
  }

  private static void trigger(Json out, Order order, Ticket ticket) {
    NewOrder request = order.request();
    out.open().put("uid", ticket.id());
    clientId(out, "clientId", ticket);
    out.put("type", ticket.type())
        .put("symbol", order.symbol())
        .put("side", side(order.side()))
        .putNumber("quantity", order.quantity());
    if (order.price() > 0) {
      out.putNumber("limitPrice", order.price());
    } else {
      out.putNull("limitPrice");
    }
    boolean above = (order.side() == Side.BUY) == order.type().isStopLoss();
    out.putNumber("triggerPrice", request.stopPrice())
        .put("triggerSide", above ? "trigger_above" : "trigger_below")
        .put("triggerSignal", ticket.signal() + "_price")
        .put("reduceOnly", request.reduceOnly())
        .put("timestamp", Times.iso(order.createdMicros()))
        .put("lastUpdateTimestamp", Times.iso(order.updatedMicros()))
        .close();
  }

  /** One event of an answer to a command. */
  static CharSequence event(String type, Order order, Ticket ticket, long executed) {
    Json out = new Json();
    boolean trigger = ticket.isTrigger() && !order.isWorking();
    out.open().put("type", type);
    if (type.equals("CANCEL")) {
      out.put("uid", ticket.id());
    }
    out.name(trigger ? "orderTrigger" : "order");
    command(out, order, ticket, executed);
    return out.putNull("reducedQuantity").close().text();
  }

  static CharSequence rejected(String reason, Order order, Ticket ticket) {
    Json out = new Json();
    out.open().put("type", "REJECT").put("uid", ticket.id()).put("reason", reason).name("order");
    command(out, order, ticket);
    return out.close().text();
  }

  /** A refusal before matching knew the order. */
  static CharSequence refused(String reason, NewOrder request, Ticket ticket) {
    Json out = new Json();
    out.open().put("type", "REJECT").put("uid", ticket.id()).put("reason", reason).name("order");
    out.open().put("orderId", ticket.id());
    if (ticket.clientId() != null) {
      out.put("cliOrdId", ticket.clientId());
    }
    out.put("type", ticket.type())
        .put("symbol", request.symbol())
        .put("side", side(request.side()))
        .putNumber("quantity", request.quantity())
        .put("filled", 0);
    if (request.price() > 0) {
      out.putNumber("limitPrice", request.price());
    }
    return out.put("reduceOnly", request.reduceOnly()).close().close().text();
  }

  /** An execution in an answer to a command, with the order as it was before. */
  static CharSequence execution(Order order, Ticket ticket, Fill fill, String fillId) {
    Json out = new Json();
    out.open()
        .put("type", "EXECUTION")
        .put("executionId", fillId)
        .putNumber("price", fill.price())
        .putNumber("amount", fill.quantity())
        .putNull("orderPriorEdit")
        .name("orderPriorExecution");
    command(out, order, ticket, order.executed() - fill.quantity());
    return out.putNull("takerReducedQuantity").close().text();
  }

  /** An open order as openorders tells it: some ids by one name, some by the other. */
  static void open(Json out, Order order, Ticket ticket) {
    boolean waits = ticket.isTrigger() && !order.isWorking();
    out.open().put("order_id", ticket.id());
    if (ticket.clientId() != null) {
      out.put(waits ? "cli_ord_id" : "cliOrdId", ticket.clientId());
    }
    out.put("symbol", order.symbol())
        .put("side", side(order.side()))
        .put("orderType", ticket.isTrigger() && order.isWorking() ? "lmt" : listed(ticket.type()));
    if (order.price() > 0) {
      out.putNumber("limitPrice", order.price());
    }
    if (waits) {
      out.putNumber("stopPrice", order.request().stopPrice()).put("triggerSignal", ticket.signal());
    }
    out.putNumber("unfilledSize", order.remaining())
        .putNumber("filledSize", order.executed())
        .put("receivedTime", Times.iso(order.createdMicros()))
        .put("status", order.executed() > 0 ? "partiallyFilled" : "untouched")
        .put("reduceOnly", order.request().reduceOnly())
        .put("lastUpdateTime", Times.iso(order.updatedMicros()))
        .close();
  }

  private static String listed(String type) {
    return switch (type) {
      case "post", "ioc", "fok" -> "lmt";
      case "stp" -> "stop";
      default -> type;
    };
  }

  /** An order as the open_orders feed tells it: {@code qty} is what is left. */
  static void feed(Json out, Order order, Ticket ticket) {
    boolean waits = ticket.isTrigger() && !order.isWorking();
    out.open()
        .put("instrument", order.symbol())
        .put("time", Math.floorDiv(order.createdMicros(), 1_000L))
        .put("last_update_time", Math.floorDiv(order.updatedMicros(), 1_000L))
        .putNumber("qty", order.status() == OrderStatus.FILLED ? 0 : order.remaining())
        .putNumber("filled", order.executed())
        .putNumber("limit_price", order.price())
        .putNumber("stop_price", waits ? order.request().stopPrice() : 0)
        .put("type", waits ? listed(ticket.type()) : "limit")
        .put("order_id", ticket.id());
    if (ticket.clientId() != null) {
      out.put("cli_ord_id", ticket.clientId());
    }
    out.put("direction", order.side() == Side.BUY ? 0 : 1)
        .put("reduce_only", order.request().reduceOnly());
    if (waits) {
      out.put("triggerSignal", ticket.signal());
    }
    out.close();
  }

  /** An execution as fills tells it. */
  static void fill(Json out, Order order, Ticket ticket, Fill fill, String fillId) {
    out.open()
        .put("fill_id", fillId)
        .put("symbol", fill.symbol())
        .put("side", side(fill.side()))
        .put("order_id", ticket.id());
    if (ticket.clientId() != null) {
      out.put("cliOrdId", ticket.clientId());
    }
    out.putNumber("size", fill.quantity())
        .putNumber("price", fill.price())
        .put("fillTime", Times.iso(fill.timeMicros()))
        .put("fillType", fillType(order, fill))
        .putNumber("fee_paid", fill.commission())
        .put("fee_currency", fill.commissionAsset())
        .close();
  }

  static String fillType(Order order, Fill fill) {
    return order.isLiquidation() ? "liquidation" : fill.isMaker() ? "maker" : "taker";
  }
}

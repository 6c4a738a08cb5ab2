package trader.simulator.krakenfutures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Order;
import trader.simulator.matching.Side;
import trader.simulator.net.Json;

/** What ever happened to orders, as the history calls tell it; numbers are texts there. */
final class OrderHistory {
  /** In which of the calls an event is told. */
  enum Kind {
    ORDERS,
    EXECUTIONS,
    TRIGGERS
  }

  /** One event. */
  record Entry(Kind kind, String account, long timeMicros, String json) {}

  private final Venue venue;
  private final List<Entry> entries = new ArrayList<>();

  OrderHistory(Venue venue) {
    this.venue = venue;
  }

  /** The events of an account and a kind, oldest first. */
  List<Entry> of(Kind kind, String account) {
    return entries.stream().filter(e -> e.kind() == kind && e.account().equals(account)).toList();
  }

  void order(String event, Order order, Ticket ticket, String reason) {
    boolean trigger = ticket.isTrigger() && !order.isWorking();
    long now = Math.max(order.updatedMicros(), order.createdMicros());
    Json out = begin(now);
    String name = trigger ? event.replace("Order", "OrderTrigger") : event;
    out.name(name).open().name(trigger ? "orderTrigger" : "order");
    write(out, order, ticket);
    out.put("reason", reason).put("reducedQuantity", "").close();
    end(trigger ? Kind.TRIGGERS : Kind.ORDERS, order.account(), now, out);
  }

  void execution(Order order, Ticket ticket, Fill fill, String fillId) {
    Json out = begin(fill.timeMicros());
    out.name("Execution").open().name("execution").open().put("uid", fillId);
    out.name(fill.isMaker() ? "makerOrder" : "takerOrder");
    write(out, order, ticket);
    out.put("timestamp", Math.floorDiv(fill.timeMicros(), 1_000L))
        .put("quantity", plain(fill.quantity()))
        .put("price", plain(fill.price()))
        .put("limitFilled", fill.isMaker())
        .put("usdValue", plain(fill.quoteQuantity()))
        .name("orderData")
        .open()
        .put("fee", plain(fill.commission()))
        .put("positionSize", "")
        .close()
        .close()
        .put("takerReducedQuantity", "")
        .close();
    end(Kind.EXECUTIONS, order.account(), fill.timeMicros(), out);
  }

  private Json begin(long timeMicros) {
    return new Json()
        .open()
        .put("uid", venue.tickets().newId())
        .put("timestamp", Math.floorDiv(timeMicros, 1_000L))
        .name("event")
        .open();
  }

  private void end(Kind kind, String account, long timeMicros, Json out) {
    entries.add(new Entry(kind, account, timeMicros, out.close().close().toString()));
  }

  private static String plain(long scaled) {
    return new Json().number(scaled).toString();
  }

  private static void write(Json out, Order order, Ticket ticket) {
    out.open()
        .put("uid", ticket.id())
        .put("accountUid", order.account())
        .put("tradeable", order.symbol())
        .put("direction", order.side() == Side.BUY ? "Buy" : "Sell")
        .put("quantity", plain(order.quantity()))
        .put("filled", plain(order.executed()))
        .put("timestamp", Math.floorDiv(order.createdMicros(), 1_000L))
        .put("limitPrice", plain(order.price()))
        .put("orderType", type(ticket))
        .put("clientId", ticket.clientId() == null ? "" : ticket.clientId())
        .put("reduceOnly", order.request().reduceOnly())
        .put("lastUpdateTimestamp", Math.floorDiv(order.updatedMicros(), 1_000L));
    if (order.request().stopPrice() > 0) {
      out.put("triggerPrice", Decimals.toBigDecimal(order.request().stopPrice()).toPlainString());
    }
    out.close();
  }

  private static String type(Ticket ticket) {
    return switch (ticket.type()) {
      case "lmt" -> "Limit";
      case "post" -> "Post";
      case "ioc" -> "IoC";
      case "fok" -> "FoK";
      case "mkt" -> "Market";
      default -> ticket.type().toUpperCase(Locale.ROOT);
    };
  }
}

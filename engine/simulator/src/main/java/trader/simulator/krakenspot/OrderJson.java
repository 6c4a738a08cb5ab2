package trader.simulator.krakenspot;

import trader.simulator.matching.Decimals;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Order;
import trader.simulator.matching.Side;
import trader.simulator.net.Json;

/** Orders and executions as REST tells them: {@code price} is what was paid, not the limit. */
final class OrderJson {
  private OrderJson() {}

  static String side(Side side) {
    return side == Side.BUY ? "buy" : "sell";
  }

  /** The order in words, such as {@code buy 0.01000000 XBTUSD @ limit 58500.1}. */
  static String words(OrderRequest request, long volume) {
    String head =
        side(request.side())
            + " "
            + Decimals.text(volume)
            + " "
            + request.listing().names().altname()
            + " @ "
            + request.type().replace("-limit", "").replace('-', ' ');
    String limit = price(request, request.limit());
    return switch (request.type()) {
      case "market" -> head;
      case "limit", "iceberg" -> head + " " + limit;
      case "trailing-stop" -> head + " +" + bps(request);
      default ->
          head
              + " "
              + price(request, request.trigger())
              + (request.limit() > 0 ? " -> limit " + limit : "");
    };
  }

  private static String bps(OrderRequest request) {
    return Texts.decimals(request.trailingBps() * (Decimals.ONE / 100), 4) + "%";
  }

  private static String price(OrderRequest request, long price) {
    return Texts.decimals(price, request.listing().priceDecimals());
  }

  /** Writes an order under its id. */
  static void write(Json out, Ticket ticket) {
    OrderRequest request = ticket.request();
    boolean triggered = OrderRequest.isTriggered(request.type());
    long first = triggered ? request.trigger() : request.limit();
    long second = triggered ? request.limit() : 0;
    out.name(ticket.txid()).open().putNull("refid");
    out.put("userref", request.userref() == null ? 0 : request.userref());
    if (ticket.clientId() != null) {
      out.put("cl_ord_id", ticket.clientId());
    }
    out.put("status", ticket.status())
        .name("opentm")
        .raw(Texts.seconds(ticket.openedMicros()))
        .put("starttm", 0)
        .name("expiretm")
        .raw(request.expireMicros() == 0 ? "0" : Texts.seconds(request.expireMicros()))
        .name("descr")
        .open()
        .put("pair", request.listing().names().altname())
        .put("type", side(request.side()))
        .put("ordertype", request.type())
        .put(
            "price",
            request.trailingBps() > 0
                ? "+" + bps(request)
                : first == 0 ? "0" : price(request, first))
        .put("price2", second == 0 ? "0" : price(request, second))
        .put("leverage", "none")
        .put("order", words(request, ticket.volume()))
        .put("close", "")
        .close()
        .put("vol", Decimals.text(ticket.volume()))
        .put("vol_exec", Decimals.text(ticket.executed()))
        .put("cost", Texts.decimals(ticket.cost(), 5))
        .put("fee", Texts.decimals(ticket.fee(), 5))
        .put("price", Texts.decimals(average(ticket), 5))
        .put("stopprice", Texts.decimals(request.trigger(), 5))
        .put("limitprice", "0.00000")
        .put("misc", "")
        .put("oflags", request.flags().isEmpty() ? "fciq" : request.flags());
    if (!ticket.isOpen()) {
      out.name("closetm").raw(Texts.seconds(ticket.closedMicros()));
      if (ticket.reason() == null) {
        out.putNull("reason");
      } else {
        out.put("reason", ticket.reason());
      }
    }
    Order order = ticket.order();
    if (order != null && !order.fills().isEmpty()) {
      out.name("trades").openArray();
      order.fills().forEach(f -> out.value(Ids.trade(f.orderId(), f.tradeId())));
      out.closeArray();
    }
    out.close();
  }

  /** The average price of what was executed. */
  static long average(Ticket ticket) {
    return ticket.executed() == 0 ? 0 : Decimals.dividedBy(ticket.cost(), ticket.executed());
  }

  /** Writes an execution under its id. */
  static void write(Json out, Ticket ticket, Fill fill) {
    OrderRequest request = ticket.request();
    out.name(Ids.trade(fill.orderId(), fill.tradeId()))
        .open()
        .put("ordertxid", ticket.txid())
        .put("postxid", "TKH2SE-M7IF5-CFI7LT")
        .put("pair", request.listing().names().key())
        .name("time")
        .raw(Texts.seconds(fill.timeMicros()))
        .put("type", side(fill.side()))
        .put("ordertype", request.type())
        .put("price", Texts.decimals(fill.price(), 5))
        .put("cost", Texts.decimals(fill.quoteQuantity(), 5))
        .put("fee", Texts.decimals(fill.commission(), 5))
        .put("vol", Decimals.text(fill.quantity()))
        .put("margin", "0.00000")
        .put("leverage", "0")
        .put("misc", "")
        .put("trade_id", fill.tradeId())
        .put("maker", fill.isMaker())
        .name("ledgers")
        .openArray()
        .value(Ids.ledger(2 * fill.tradeId()))
        .value(Ids.ledger(2 * fill.tradeId() + 1))
        .closeArray()
        .close();
  }
}

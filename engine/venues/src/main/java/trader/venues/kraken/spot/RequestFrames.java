package trader.venues.kraken.spot;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Action;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Side;

/** Writes the requests of WebSocket version 2. Nothing in them needs escaping. */
final class RequestFrames {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}");
  private static final int LONGEST_ID = 18;

  private RequestFrames() {}

  /** Whether the venue takes an id: a UUID, or text of 18 characters at most. */
  static boolean fits(ClientOrderId id) {
    return id.value().length() <= LONGEST_ID || UUID.matcher(id.value()).matches();
  }

  /** A new order; {@code deadline} is when it is of no use any more, as RFC 3339. */
  static String place(long id, NewOrder order, Pair pair, String deadline, String token) {
    StringBuilder out = new StringBuilder(320);
    out.append("{\"method\":\"add_order\",\"params\":{\"order_type\":\"")
        .append(type(order.type()))
        .append("\",\"side\":\"")
        .append(order.side() == Side.BUY ? "buy" : "sell")
        .append("\",\"symbol\":\"")
        .append(pair.name())
        .append('"');
    number(out, "order_qty", order.qty());
    number(out, "limit_price", order.price());
    if (order.price() != null) {
      out.append(",\"time_in_force\":\"gtc\"");
    }
    if (order.postOnly()) {
      out.append(",\"post_only\":true");
    }
    if (order.stopPrice() != null) {
      out.append(",\"triggers\":{\"reference\":\"last\",\"price_type\":\"static\"");
      number(out, "price", order.stopPrice());
      out.append('}');
    }
    text(out, "cl_ord_id", order.id().value());
    text(out, "deadline", deadline);
    return end(out, id, token);
  }

  private static String type(OrderType type) {
    return switch (type) {
      case MARKET -> "market";
      case LIMIT -> "limit";
      case STOP_LOSS -> "stop-loss";
      case TAKE_PROFIT -> "take-profit";
    };
  }

  /** By which an order is named: orders made by hand have the venue's id only. */
  private static String field(ClientOrderId order) {
    return Replies.isVenuesId(order) ? "order_id" : "cl_ord_id";
  }

  static String cancel(long id, ClientOrderId order, String token) {
    StringBuilder out =
        new StringBuilder(160)
            .append("{\"method\":\"cancel_order\",\"params\":{\"")
            .append(field(order))
            .append("\":[\"")
            .append(order.value())
            .append("\"]");
    return end(out, id, token);
  }

  static String amend(long id, Action.Replace replace, String deadline, String token) {
    StringBuilder out = new StringBuilder(240).append("{\"method\":\"amend_order\",\"params\":{");
    out.append('"').append(field(replace.order())).append("\":\"");
    out.append(replace.order().value()).append('"');
    number(out, "order_qty", replace.qty());
    number(out, "limit_price", replace.price());
    number(out, "trigger_price", replace.stopPrice());
    text(out, "deadline", deadline);
    return end(out, id, token);
  }

  /** A subscription of a private channel. */
  static String subscribe(long id, String channel, String token) {
    StringBuilder out =
        new StringBuilder(200)
            .append("{\"method\":\"subscribe\",\"params\":{\"channel\":\"")
            .append(channel)
            .append("\",\"snapshot\":true");
    if (channel.equals("executions")) {
      out.append(",\"snap_orders\":true,\"snap_trades\":true,\"order_status\":true");
    }
    return end(out, id, token);
  }

  /**
   * A change of subscriptions of a public channel; {@code more} is further parameters, or empty.
   */
  static String market(
      long id, String method, String channel, Collection<String> symbols, String more) {
    return String.format(
        Locale.ROOT,
        "{\"method\":\"%s\",\"params\":{\"channel\":\"%s\",\"symbol\":[\"%s\"]%s},\"req_id\":%d}",
        method,
        channel,
        String.join("\",\"", symbols),
        more,
        id);
  }

  static String ping(long id) {
    return "{\"method\":\"ping\",\"req_id\":" + id + "}";
  }

  private static void number(StringBuilder out, String name, @Nullable BigDecimal value) {
    if (value != null) {
      out.append(",\"").append(name).append("\":").append(value.toPlainString());
    }
  }

  private static void text(StringBuilder out, String name, String value) {
    out.append(",\"").append(name).append("\":\"").append(value).append('"');
  }

  private static String end(StringBuilder out, long id, String token) {
    return out.append(",\"token\":\"")
        .append(token)
        .append("\"},\"req_id\":")
        .append(id)
        .append('}')
        .toString();
  }
}

package trader.venues.kraken.spot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Bar;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.Side;

/**
 * Reads the results of REST calls. Throws {@link IllegalArgumentException} naming what is missing
 * or not as the venue documents it.
 */
final class Replies {
  private static final String FOREIGN_CHARACTERS = "[^a-zA-Z0-9_-]";
  private static final int LONGEST_ID = 36;
  private static final Pattern VENUES_ID = Pattern.compile("O[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}");

  private Replies() {}

  /** The bars that are closed, oldest first: the venue names the start of the last such. */
  static List<Bar> closedBars(JsonNode result, long intervalMicros) {
    long last = result.path("last").asLong(0);
    List<Bar> bars = new ArrayList<>();
    result.properties().stream()
        .filter(entry -> entry.getValue().isArray())
        .forEach(entry -> {
          for (JsonNode row : entry.getValue()) {
            if (row.path(0).asLong(Long.MAX_VALUE) <= last) {
              bars.add(bar(row, intervalMicros));
            }
          }
        });
    return bars;
  }

  private static Bar bar(JsonNode row, long intervalMicros) {
    return new Bar(
        row.path(0).asLong() * 1_000_000,
        intervalMicros,
        number(row.path(1), "open"),
        number(row.path(2), "high"),
        number(row.path(3), "low"),
        number(row.path(4), "close"),
        number(row.path(6), "volume"));
  }

  /** Orders by their ids; those of pairs that cannot be ours are left out. */
  static List<VenueOrder> orders(JsonNode orders, Pairs pairs) {
    List<VenueOrder> all = new ArrayList<>();
    if (!orders.isObject()) {
      throw new IllegalArgumentException("the orders are missing or not an object");
    }
    orders
        .properties()
        .forEach(entry -> {
          JsonNode order = entry.getValue();
          Pair pair = pairs.named(text(order.path("descr"), "pair"));
          if (pair != null) {
            all.add(order(entry.getKey(), order, pair));
          }
        });
    return all;
  }

  /** {@code price} of an order is what was paid on average; the limit stands in its description. */
  private static VenueOrder order(String txid, JsonNode order, Pair pair) {
    JsonNode description = order.path("descr");
    String type = text(description, "ordertype");
    boolean triggered = type.startsWith("stop-loss") || type.startsWith("take-profit");
    BigDecimal first = price(description, "price");
    BigDecimal second = price(description, "price2");
    String id = order.path("cl_ord_id").asString("");
    return new VenueOrder(
        foreignId(id.isEmpty() ? txid : id),
        txid,
        pair.rules().instrument(),
        Side.valueOf(text(description, "type").toUpperCase(Locale.ROOT)),
        status(order),
        decimal(order, "vol"),
        decimal(order, "vol_exec"),
        triggered ? second : first,
        triggered ? first : BigDecimal.ZERO);
  }

  /** A price that is relative, as of a trailing stop, is no price. */
  private static BigDecimal price(JsonNode description, String field) {
    String text = description.path(field).asString("0");
    return text.isEmpty() || "+-#".indexOf(text.charAt(0)) >= 0 || text.endsWith("%")
        ? BigDecimal.ZERO
        : number(description.path(field), field);
  }

  private static VenueOrder.Status status(JsonNode order) {
    String status = text(order, "status");
    return switch (status) {
      case "pending", "open" -> VenueOrder.Status.WORKING;
      case "closed" -> VenueOrder.Status.FILLED;
      case "canceled" -> VenueOrder.Status.CANCELLED;
      case "expired" -> VenueOrder.Status.EXPIRED;
      default -> throw new IllegalArgumentException("order status '" + status + "' is not known");
    };
  }

  /** Executions, oldest first. */
  static List<PastFill> fills(JsonNode trades, Pairs pairs) {
    List<PastFill> all = new ArrayList<>();
    if (!trades.isObject()) {
      throw new IllegalArgumentException("the trades are missing or not an object");
    }
    trades
        .properties()
        .forEach(entry -> {
          JsonNode trade = entry.getValue();
          Pair pair = pairs.named(text(trade, "pair"));
          if (pair != null) {
            all.add(fill(entry.getKey(), trade, pair));
          }
        });
    all.sort(Comparator.comparingLong(PastFill::venueMicros));
    return all;
  }

  private static PastFill fill(String id, JsonNode trade, Pair pair) {
    return new PastFill(
        pair.rules().instrument(),
        text(trade, "ordertxid"),
        id,
        text(trade, "type").equals("buy"),
        decimal(trade, "price"),
        decimal(trade, "vol"),
        decimal(trade, "fee"),
        pair.rules().quoteAsset(),
        trade.path("maker").asBoolean(false),
        seconds(trade, "time"),
        null,
        trade.has("cost") ? decimal(trade, "cost") : null);
  }

  /** What is on hold is locked. */
  static List<AssetBalance> balances(JsonNode result, Pairs pairs) {
    List<AssetBalance> all = new ArrayList<>();
    if (!result.isObject()) {
      throw new IllegalArgumentException("the balances are missing or not an object");
    }
    result
        .properties()
        .forEach(entry -> {
          BigDecimal total = decimal(entry.getValue(), "balance");
          BigDecimal held =
              entry.getValue().has("hold_trade")
                  ? decimal(entry.getValue(), "hold_trade")
                  : BigDecimal.ZERO;
          all.add(new AssetBalance(pairs.asset(entry.getKey()), total.subtract(held), held));
        });
    return all;
  }

  /** An id as the venue has it; people's own tools use characters that ours never do. */
  static ClientOrderId foreignId(String id) {
    String plain = id.replaceAll(FOREIGN_CHARACTERS, "_");
    return new ClientOrderId(plain.substring(0, Math.min(LONGEST_ID, plain.length())));
  }

  /** Whether an id is the venue's own, as of an order that was made without one of its client. */
  static boolean isVenuesId(ClientOrderId id) {
    return VENUES_ID.matcher(id.value()).matches();
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isString()) {
      throw new IllegalArgumentException("'" + field + "' is missing or not a text");
    }
    return value.asString();
  }

  static BigDecimal decimal(JsonNode node, String field) {
    return number(node.path(field), field);
  }

  private static BigDecimal number(JsonNode value, String field) {
    if (value.isNumber()) {
      return value.decimalValue();
    }
    if (!value.isString()) {
      throw new IllegalArgumentException("'" + field + "' is missing or not a decimal");
    }
    try {
      return new BigDecimal(value.asString());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "'%s' is '%s', no number", field, value.asString()), e);
    }
  }

  private static long seconds(JsonNode node, String field) {
    return decimal(node, field).movePointRight(6).longValue();
  }
}

package trader.venues.binance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Bar;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.Side;
import trader.venues.net.Decimals;

/**
 * Turns the venue's answers into the core's values. Each method throws {@link
 * IllegalArgumentException} for a body that is not what the venue documents.
 */
public final class Replies {
  /** The name of this venue in instrument ids. */
  static final String VENUE = "BINANCE";

  private static final String FOREIGN_CHARACTERS = "[^a-zA-Z0-9_-]";
  private static final String SYMBOL = "[A-Z0-9]{2,30}";
  private static final BigDecimal NO_LIMIT = new BigDecimal("1e18");

  private Replies() {}

  /** What an exchangeInfo says of the request weight that a minute allows, 0 where nothing. */
  static int weightPerMinute(JsonNode exchangeInfo) {
    for (JsonNode limit : exchangeInfo.path("rateLimits")) {
      if (limit.path("rateLimitType").asString("").equals("REQUEST_WEIGHT")
          && limit.path("interval").asString("").equals("MINUTE")) {
        return limit.path("limit").asInt(0) / Math.max(1, limit.path("intervalNum").asInt(1));
      }
    }
    return 0;
  }

  static List<InstrumentRules> rules(JsonNode exchangeInfo) {
    List<InstrumentRules> listed = new ArrayList<>();
    for (JsonNode symbol : array(exchangeInfo.path("symbols"), "symbols")) {
      listed.add(rulesOf(symbol));
    }
    return listed;
  }

  private static InstrumentRules rulesOf(JsonNode symbol) {
    String name = text(symbol, "symbol");
    // A filter that is zero, or is not there, is off: then only the asset's precision limits.
    BigDecimal tick = precision(symbol, "quotePrecision");
    BigDecimal lot = precision(symbol, "baseAssetPrecision");
    BigDecimal minQty = BigDecimal.ZERO;
    BigDecimal maxQty = NO_LIMIT;
    BigDecimal minNotional = BigDecimal.ZERO;
    for (JsonNode filter : array(symbol.path("filters"), "filters")) {
      switch (text(filter, "filterType")) {
        case "PRICE_FILTER" -> tick = unlessOff(decimal(filter, "tickSize"), tick);
        case "LOT_SIZE" -> {
          lot = unlessOff(decimal(filter, "stepSize"), lot);
          minQty = decimal(filter, "minQty");
          maxQty = unlessOff(decimal(filter, "maxQty"), NO_LIMIT).min(maxQty);
        }
        case "MARKET_LOT_SIZE" ->
            maxQty = unlessOff(decimal(filter, "maxQty"), NO_LIMIT).min(maxQty);
        case "NOTIONAL", "MIN_NOTIONAL" -> minNotional = decimal(filter, "minNotional");
        default -> {}
      }
    }
    return new InstrumentRules(
        new InstrumentId(name, VENUE),
        text(symbol, "baseAsset"),
        text(symbol, "quoteAsset"),
        tick.stripTrailingZeros(),
        lot.stripTrailingZeros(),
        minQty,
        maxQty,
        minNotional,
        text(symbol, "status").equals("TRADING"));
  }

  private static BigDecimal unlessOff(BigDecimal limit, BigDecimal otherwise) {
    return limit.signum() > 0 ? limit : otherwise;
  }

  private static BigDecimal precision(JsonNode symbol, String field) {
    return BigDecimal.ONE.movePointLeft(symbol.path(field).asInt(8));
  }

  /** The bars that are closed at {@code serverMillis}, oldest first. */
  static List<Bar> closedBars(JsonNode klines, long intervalMicros, long serverMillis) {
    List<Bar> bars = new ArrayList<>();
    for (JsonNode kline : array(klines, "klines")) {
      if (kline.path(6).asLong(Long.MAX_VALUE) < serverMillis) {
        bars.add(
            new Bar(
                kline.path(0).asLong() * 1_000,
                intervalMicros,
                number(kline.path(1), "open"),
                number(kline.path(2), "high"),
                number(kline.path(3), "low"),
                number(kline.path(4), "close"),
                number(kline.path(5), "volume")));
      }
    }
    return bars;
  }

  static VenueOrder order(JsonNode order) {
    return new VenueOrder(
        Incarnations.ours(text(order, "clientOrderId")),
        order.path("orderId").asString(),
        new InstrumentId(text(order, "symbol"), VENUE),
        Side.valueOf(text(order, "side")),
        status(text(order, "status")),
        decimal(order, "origQty"),
        decimal(order, "executedQty"),
        decimal(order, "price"),
        order.has("stopPrice") ? decimal(order, "stopPrice") : BigDecimal.ZERO);
  }

  private static VenueOrder.Status status(String status) {
    return switch (status) {
      case "NEW", "PARTIALLY_FILLED", "PENDING_NEW", "PENDING_CANCEL" -> VenueOrder.Status.WORKING;
      case "FILLED" -> VenueOrder.Status.FILLED;
      case "CANCELED" -> VenueOrder.Status.CANCELLED;
      case "EXPIRED", "EXPIRED_IN_MATCH" -> VenueOrder.Status.EXPIRED;
      case "REJECTED" -> VenueOrder.Status.REJECTED;
      default -> throw new IllegalArgumentException("order status '" + status + "' is not known");
    };
  }

  /** Orders for symbols that are not of the form BTCUSDT cannot be ours, and are left out. */
  static List<VenueOrder> orders(JsonNode orders) {
    List<VenueOrder> all = new ArrayList<>();
    for (JsonNode order : array(orders, "openOrders")) {
      if (text(order, "symbol").matches(SYMBOL)) {
        all.add(order(order));
      }
    }
    return all;
  }

  static List<AssetBalance> balances(JsonNode account) {
    List<AssetBalance> all = new ArrayList<>();
    for (JsonNode balance : array(account.path("balances"), "balances")) {
      all.add(
          new AssetBalance(
              text(balance, "asset"), decimal(balance, "free"), decimal(balance, "locked")));
    }
    return all;
  }

  static List<PastFill> fills(JsonNode trades) {
    List<PastFill> all = new ArrayList<>();
    for (JsonNode trade : array(trades, "myTrades")) {
      all.add(
          new PastFill(
              new InstrumentId(text(trade, "symbol"), VENUE),
              trade.path("orderId").asString(),
              trade.path("id").asString(),
              trade.path("isBuyer").asBoolean(),
              decimal(trade, "price"),
              decimal(trade, "qty"),
              decimal(trade, "commission"),
              text(trade, "commissionAsset"),
              trade.path("isMaker").asBoolean(),
              trade.path("time").asLong() * 1_000,
              null,
              trade.path("quoteQty").isString() ? decimal(trade, "quoteQty") : null));
    }
    return all;
  }

  /** An id as the venue has it; people's own tools use characters that ours never do. */
  public static ClientOrderId foreignId(String id) {
    String plain = id.replaceAll(FOREIGN_CHARACTERS, "_");
    return new ClientOrderId(plain.substring(0, Math.min(36, plain.length())));
  }

  /** A member that must be a text. */
  public static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isString()) {
      throw new IllegalArgumentException("'" + field + "' is missing or not a text");
    }
    return value.asString();
  }

  /** A member that must be a decimal text. */
  public static BigDecimal decimal(JsonNode node, String field) {
    return number(node.path(field), field);
  }

  private static BigDecimal number(JsonNode value, String field) {
    if (!value.isString()) {
      throw new IllegalArgumentException("'" + field + "' is missing or not a decimal text");
    }
    try {
      return Decimals.of(value.asString());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "'%s' is '%s', no number", field, value.asString()), e);
    }
  }

  /** The node, which must be an array. */
  public static JsonNode array(JsonNode node, String name) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("'" + name + "' is missing or not an array");
    }
    return node;
  }
}

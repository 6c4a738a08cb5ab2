package trader.simulator.binance;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.SelfTradePrevention;
import trader.simulator.matching.Side;
import trader.simulator.matching.TimeInForce;

/** Reads new orders from parameters, with the venue's rules of which type needs and bars which. */
final class OrderRequests {
  /** What a new order may carry. */
  static final Set<String> PARAMETERS =
      Set.of(
          "symbol",
          "side",
          "type",
          "timeInForce",
          "quantity",
          "quoteOrderQty",
          "price",
          "newClientOrderId",
          "strategyId",
          "strategyType",
          "stopPrice",
          "trailingDelta",
          "icebergQty",
          "newOrderRespType",
          "selfTradePreventionMode",
          "computeCommissionRates");

  private OrderRequests() {}

  /** Reads one; {@code generatedId} is its client id when none was sent. */
  static NewOrder read(Params params, String account, String generatedId) {
    String symbol = params.mandatory("symbol");
    Side side = side(params.mandatory("side"));
    OrderType type = type(params.mandatory("type"));
    checkShape(params, type);
    TimeInForce tif = timeInForce(params.optional("timeInForce"));
    long iceberg = params.decimal("icebergQty");
    long quantity = params.decimal("quantity");
    if (iceberg > 0 && tif != TimeInForce.GTC) {
      throw ApiError.rejected("Unsupported order combination");
    }
    if (iceberg > quantity) {
      throw ApiError.rejected("IcebergQty exceeds QTY.");
    }
    String id = params.clientId("newClientOrderId");
    return new NewOrder(
        account,
        symbol,
        id == null ? generatedId : id,
        side,
        type,
        tif,
        quantity,
        params.decimal("quoteOrderQty"),
        params.decimal("price"),
        params.decimal("stopPrice"),
        params.count("trailingDelta").orElse(0),
        iceberg,
        prevention(params.optional("selfTradePreventionMode")),
        boxed(params, "strategyId"),
        strategyType(params));
  }

  private static void checkShape(Params params, OrderType type) {
    switch (type) {
      case LIMIT -> {
        params.mandatory("timeInForce");
        quantityAndPrice(params);
        params.forbid("stopPrice", "trailingDelta", "quoteOrderQty");
      }
      case LIMIT_MAKER -> {
        quantityAndPrice(params);
        params.forbid("timeInForce", "stopPrice", "trailingDelta", "quoteOrderQty");
      }
      case MARKET -> {
        if (!params.has("quantity") && !params.has("quoteOrderQty")) {
          throw ApiError.eitherMandatory("quantity", "quoteOrderQty");
        }
        if (params.has("quantity")) {
          positive(params, "quantity");
          params.forbid("quoteOrderQty");
        } else {
          positive(params, "quoteOrderQty");
        }
        params.forbid("timeInForce", "price", "stopPrice", "trailingDelta", "icebergQty");
      }
      case STOP_LOSS, TAKE_PROFIT -> {
        positive(params, "quantity");
        trigger(params);
        params.forbid("timeInForce", "price", "icebergQty", "quoteOrderQty");
      }
      case STOP_LOSS_LIMIT, TAKE_PROFIT_LIMIT -> {
        params.mandatory("timeInForce");
        quantityAndPrice(params);
        trigger(params);
        params.forbid("quoteOrderQty");
      }
    }
  }

  private static void quantityAndPrice(Params params) {
    positive(params, "quantity");
    positive(params, "price");
  }

  private static void positive(Params params, String name) {
    if (params.mandatoryDecimal(name) <= 0) {
      throw name.equals("price")
          ? ApiError.filter("PRICE_FILTER")
          : ApiError.filter(name.equals("quantity") ? "LOT_SIZE" : "NOTIONAL");
    }
  }

  private static void trigger(Params params) {
    if (!params.has("stopPrice") && !params.has("trailingDelta")) {
      throw ApiError.eitherMandatory("stopPrice", "trailingDelta");
    }
    if (params.has("stopPrice")) {
      params.mandatoryDecimal("stopPrice");
    }
  }

  static Side side(String text) {
    return switch (text) {
      case "BUY" -> Side.BUY;
      case "SELL" -> Side.SELL;
      default -> throw ApiError.of(-1117, "Invalid side.");
    };
  }

  static OrderType type(String text) {
    for (OrderType type : OrderType.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw ApiError.of(-1116, "Invalid orderType.");
  }

  static TimeInForce timeInForce(@Nullable String text) {
    return switch (text) {
      case null -> TimeInForce.GTC;
      case "GTC" -> TimeInForce.GTC;
      case "IOC" -> TimeInForce.IOC;
      case "FOK" -> TimeInForce.FOK;
      default -> throw ApiError.of(-1115, "Invalid timeInForce.");
    };
  }

  private static SelfTradePrevention prevention(@Nullable String text) {
    return switch (text) {
      case null -> SelfTradePrevention.EXPIRE_MAKER;
      case "EXPIRE_MAKER" -> SelfTradePrevention.EXPIRE_MAKER;
      case "EXPIRE_TAKER" -> SelfTradePrevention.EXPIRE_TAKER;
      case "EXPIRE_BOTH" -> SelfTradePrevention.EXPIRE_BOTH;
      default -> throw ApiError.invalid("selfTradePreventionMode");
    };
  }

  private static @Nullable Long boxed(Params params, String name) {
    var number = params.number(name);
    return number.isPresent() ? (Long) number.getAsLong() : null;
  }

  private static @Nullable Long strategyType(Params params) {
    Long type = boxed(params, "strategyType");
    if (type != null && type < 1_000_000) {
      throw ApiError.of(-1134, "strategyType was less than 1000000.");
    }
    return type;
  }
}

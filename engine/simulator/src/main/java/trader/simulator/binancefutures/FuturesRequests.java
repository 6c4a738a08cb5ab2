package trader.simulator.binancefutures;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.simulator.binance.ApiError;
import trader.simulator.binance.Params;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.PositionTerms;
import trader.simulator.matching.SelfTradePrevention;
import trader.simulator.matching.Side;
import trader.simulator.matching.TimeInForce;
import trader.simulator.matching.TriggerBy;

/** Reads new orders, plain and conditional, from parameters. */
final class FuturesRequests {
  static final Set<String> PLAIN =
      Set.of(
          "symbol",
          "side",
          "positionSide",
          "type",
          "timeInForce",
          "quantity",
          "reduceOnly",
          "price",
          "newClientOrderId",
          "newOrderRespType",
          "priceMatch",
          "selfTradePreventionMode",
          "goodTillDate");

  static final Set<String> ALGO =
      Set.of(
          "algoType",
          "symbol",
          "side",
          "positionSide",
          "type",
          "timeInForce",
          "quantity",
          "price",
          "triggerPrice",
          "workingType",
          "priceMatch",
          "priceProtect",
          "closePosition",
          "reduceOnly",
          "activatePrice",
          "callbackRate",
          "clientAlgoId",
          "selfTradePreventionMode",
          "goodTillDate");

  private static final String ID_RANGE = "^[\\.A-Z\\:/a-z0-9_-]{1,36}$";

  private FuturesRequests() {}

  /** A plain order; {@code generatedId} is its client id when none was sent. */
  static NewOrder plain(Params params, String account, String generatedId) {
    String symbol = params.mandatory("symbol");
    Side side = side(params.mandatory("side"));
    String type = params.mandatory("type");
    positionSide(params);
    OrderType read =
        switch (type) {
          case "LIMIT" -> {
            params.mandatory("timeInForce");
            params.mandatoryDecimal("price");
            yield params.mandatory("timeInForce").equals("GTX")
                ? OrderType.LIMIT_MAKER
                : OrderType.LIMIT;
          }
          case "MARKET" -> {
            params.forbid("timeInForce", "price");
            yield OrderType.MARKET;
          }
          case "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET" ->
              throw ApiError.of(
                  -4120,
                  "Order type not supported for this endpoint. Please use the Algo Order API"
                      + " endpoints instead.");
          default -> throw ApiError.of(-1116, "Invalid orderType.");
        };
    params.mandatoryDecimal("quantity");
    String id = clientId(params, "newClientOrderId");
    return NewOrder.of(
            account,
            symbol,
            id == null ? generatedId : id,
            side,
            read,
            timeInForce(params.optional("timeInForce")),
            params.decimal("quantity"),
            params.decimal("price"),
            0)
        .with(new PositionTerms(params.flag("reduceOnly", false), false, TriggerBy.LAST));
  }

  /** A conditional order; {@code generatedId} is its client id when none was sent. */
  static NewOrder algo(Params params, String account, String generatedId) {
    if (!params.mandatory("algoType").equals("CONDITIONAL")) {
      throw ApiError.invalid("algoType");
    }
    String symbol = params.mandatory("symbol");
    Side side = side(params.mandatory("side"));
    positionSide(params);
    boolean closes = params.flag("closePosition", false);
    boolean reduces = params.flag("reduceOnly", false);
    OrderType type = algoType(params);
    int trailing = 0;
    long trigger;
    if (params.mandatory("type").equals("TRAILING_STOP_MARKET")) {
      trailing = (int) (params.mandatoryDecimal("callbackRate") / 1_000_000);
      trigger = params.decimal("activatePrice");
    } else {
      trigger = params.mandatoryDecimal("triggerPrice");
    }
    if (closes) {
      params.forbid("quantity", "reduceOnly");
    } else {
      params.mandatoryDecimal("quantity");
    }
    if (type.hasLimit()) {
      params.mandatoryDecimal("price");
    } else {
      params.forbid("price");
    }
    String id = clientId(params, "clientAlgoId");
    return new NewOrder(
        account,
        symbol,
        id == null ? generatedId : id,
        side,
        type,
        timeInForce(params.optional("timeInForce")),
        params.decimal("quantity"),
        0,
        params.decimal("price"),
        trigger,
        trailing,
        0,
        SelfTradePrevention.EXPIRE_MAKER,
        null,
        null,
        new PositionTerms(reduces, closes, triggerBy(params)));
  }

  private static OrderType algoType(Params params) {
    return switch (params.mandatory("type")) {
      case "STOP" -> OrderType.STOP_LOSS_LIMIT;
      case "STOP_MARKET", "TRAILING_STOP_MARKET" -> OrderType.STOP_LOSS;
      case "TAKE_PROFIT" -> OrderType.TAKE_PROFIT_LIMIT;
      case "TAKE_PROFIT_MARKET" -> OrderType.TAKE_PROFIT;
      default -> throw ApiError.of(-1116, "Invalid orderType.");
    };
  }

  private static TriggerBy triggerBy(Params params) {
    return switch (params.optional("workingType")) {
      case null -> TriggerBy.LAST;
      case "CONTRACT_PRICE" -> TriggerBy.LAST;
      case "MARK_PRICE" -> TriggerBy.MARK;
      default -> throw ApiError.invalid("workingType");
    };
  }

  static @Nullable String clientId(Params params, String name) {
    String value = params.optional(name);
    if (value != null && !value.matches(ID_RANGE)) {
      throw value.length() > 36
          ? ApiError.of(-4015, "Client order id length should not be more than 36 chars")
          : ApiError.illegal(name, ID_RANGE);
    }
    return value;
  }

  static Side side(String text) {
    return switch (text) {
      case "BUY" -> Side.BUY;
      case "SELL" -> Side.SELL;
      default -> throw ApiError.of(-1117, "Invalid side.");
    };
  }

  /** Accounts here have one position a contract, which is called BOTH. */
  private static void positionSide(Params params) {
    String side = params.optional("positionSide");
    if (side != null && !side.equals("BOTH")) {
      throw ApiError.of(-4061, "Order's position side does not match user's setting.");
    }
    String match = params.optional("priceMatch");
    if (match != null && !match.equals("NONE")) {
      throw ApiError.invalid("priceMatch");
    }
  }

  private static TimeInForce timeInForce(@Nullable String text) {
    return switch (text) {
      case null -> TimeInForce.GTC;
      case "GTC", "GTX" -> TimeInForce.GTC;
      case "IOC" -> TimeInForce.IOC;
      case "FOK" -> TimeInForce.FOK;
      default -> throw ApiError.of(-1115, "Invalid timeInForce.");
    };
  }
}

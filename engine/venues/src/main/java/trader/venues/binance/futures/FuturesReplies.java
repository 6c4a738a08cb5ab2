package trader.venues.binance.futures;

import static trader.venues.binance.Replies.array;
import static trader.venues.binance.Replies.decimal;
import static trader.venues.binance.Replies.foreignId;
import static trader.venues.binance.Replies.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.Side;

/**
 * Turns the venue's answers into the core's values. Each method throws {@link
 * IllegalArgumentException} for a body that is not what the venue documents.
 *
 * <p>A conditional order has one number until it is triggered and a plain order's number from then
 * on. To the core it is one order with one venue id, its conditional one with {@link #ALGO} before
 * it.
 */
final class FuturesReplies {
  /** What the venue ids of conditional orders begin with. */
  static final String ALGO = "algo-";

  private static final String SYMBOL = "[A-Z0-9]{2,30}";
  private static final BigDecimal NO_LIMIT = new BigDecimal("1e18");

  private FuturesReplies() {}

  /** The perpetuals; quarterly contracts are left out. */
  static List<InstrumentRules> rules(JsonNode exchangeInfo) {
    List<InstrumentRules> listed = new ArrayList<>();
    for (JsonNode symbol : array(exchangeInfo.path("symbols"), "symbols")) {
      if (text(symbol, "contractType").equals("PERPETUAL")
          && text(symbol, "symbol").matches(SYMBOL)) {
        listed.add(rulesOf(symbol));
      }
    }
    return listed;
  }

  /** The venue's precisions are for showing; only the filters bind. */
  private static InstrumentRules rulesOf(JsonNode symbol) {
    BigDecimal tick = BigDecimal.ZERO;
    BigDecimal lot = BigDecimal.ZERO;
    BigDecimal minQty = BigDecimal.ZERO;
    BigDecimal maxQty = NO_LIMIT;
    BigDecimal minNotional = BigDecimal.ZERO;
    for (JsonNode filter : array(symbol.path("filters"), "filters")) {
      switch (text(filter, "filterType")) {
        case "PRICE_FILTER" -> tick = decimal(filter, "tickSize");
        case "LOT_SIZE" -> {
          lot = decimal(filter, "stepSize");
          minQty = decimal(filter, "minQty");
          maxQty = maxQty.min(decimal(filter, "maxQty"));
        }
        case "MARKET_LOT_SIZE" -> maxQty = maxQty.min(decimal(filter, "maxQty"));
        case "MIN_NOTIONAL" -> minNotional = decimal(filter, "notional");
        default -> {}
      }
    }
    return new InstrumentRules(
        instrument(symbol),
        text(symbol, "baseAsset"),
        text(symbol, "quoteAsset"),
        tick.stripTrailingZeros(),
        lot.stripTrailingZeros(),
        minQty,
        maxQty,
        minNotional,
        text(symbol, "status").equals("TRADING"),
        InstrumentRules.Kind.LINEAR_PERPETUAL,
        false);
  }

  static InstrumentId instrument(JsonNode node) {
    return new InstrumentId(text(node, "symbol"), BinanceFutures.VENUE);
  }

  /** A plain order. */
  static VenueOrder order(JsonNode order) {
    return new VenueOrder(
        foreignId(text(order, "clientOrderId")),
        order.path("orderId").asString(),
        instrument(order),
        Side.valueOf(text(order, "side")),
        status(text(order, "status")),
        decimal(order, "origQty"),
        decimal(order, "executedQty"),
        decimal(order, "price"),
        BigDecimal.ZERO);
  }

  private static VenueOrder.Status status(String status) {
    return switch (status) {
      case "NEW", "PARTIALLY_FILLED" -> VenueOrder.Status.WORKING;
      case "FILLED" -> VenueOrder.Status.FILLED;
      case "CANCELED" -> VenueOrder.Status.CANCELLED;
      case "EXPIRED", "EXPIRED_IN_MATCH" -> VenueOrder.Status.EXPIRED;
      case "REJECTED" -> VenueOrder.Status.REJECTED;
      default -> throw new IllegalArgumentException("order status '" + status + "' is not known");
    };
  }

  /** A conditional order that has not been triggered. */
  static VenueOrder algo(JsonNode algo) {
    return algo(algo, algoStatus(text(algo, "algoStatus")), BigDecimal.ZERO);
  }

  /** A conditional order that has become a plain one, with that one's state. */
  static VenueOrder algo(JsonNode algo, VenueOrder actual) {
    return algo(algo, actual.status(), actual.executedQty());
  }

  private static VenueOrder algo(JsonNode algo, VenueOrder.Status status, BigDecimal executed) {
    return new VenueOrder(
        foreignId(text(algo, "clientAlgoId")),
        venueId(algo.path("algoId")),
        instrument(algo),
        Side.valueOf(text(algo, "side")),
        status,
        decimal(algo, "quantity"),
        executed,
        decimal(algo, "price"),
        decimal(algo, "triggerPrice"));
  }

  static String venueId(JsonNode algoId) {
    return ALGO + algoId.asString();
  }

  private static VenueOrder.Status algoStatus(String status) {
    return switch (status) {
      case "NEW", "TRIGGERING", "TRIGGERED" -> VenueOrder.Status.WORKING;
      case "CANCELED" -> VenueOrder.Status.CANCELLED;
      case "FINISHED", "EXPIRED", "REJECTED" -> VenueOrder.Status.EXPIRED;
      default ->
          throw new IllegalArgumentException("conditional status '" + status + "' is not known");
    };
  }

  /** The number of the plain order that a conditional one has become, empty before. */
  static String actualId(JsonNode algo) {
    String id = algo.path("actualOrderId").asString("");
    return id.equals("0") ? "" : id;
  }

  static List<JsonNode> ours(JsonNode orders) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode order : array(orders, "orders")) {
      if (text(order, "symbol").matches(SYMBOL)) {
        all.add(order);
      }
    }
    return all;
  }

  static List<AssetBalance> balances(JsonNode balances) {
    List<AssetBalance> all = new ArrayList<>();
    for (JsonNode balance : array(balances, "balance")) {
      all.add(
          new AssetBalance(text(balance, "asset"), decimal(balance, "balance"), BigDecimal.ZERO));
    }
    return all;
  }

  /** Throws for an account in hedge mode, whose positions this engine cannot hold. */
  static List<VenuePosition> positions(JsonNode positions) {
    List<VenuePosition> all = new ArrayList<>();
    for (JsonNode position : array(positions, "positionRisk")) {
      BigDecimal qty = decimal(position, "positionAmt");
      if (qty.signum() != 0) {
        if (!text(position, "positionSide").equals("BOTH")) {
          throw new IllegalArgumentException(AccountMode.HEDGED);
        }
        all.add(new VenuePosition(instrument(position), qty, decimal(position, "entryPrice")));
      }
    }
    return all;
  }

  static List<PastFill> fills(JsonNode trades) {
    List<PastFill> all = new ArrayList<>();
    for (JsonNode trade : array(trades, "userTrades")) {
      all.add(
          new PastFill(
              instrument(trade),
              trade.path("orderId").asString(),
              trade.path("id").asString(),
              text(trade, "side").equals("BUY"),
              decimal(trade, "price"),
              decimal(trade, "qty"),
              decimal(trade, "commission"),
              text(trade, "commissionAsset"),
              trade.path("maker").asBoolean(),
              trade.path("time").asLong() * 1_000,
              trade.path("realizedPnl").isString() ? decimal(trade, "realizedPnl") : null));
    }
    return all;
  }

  static List<PastFunding> funding(JsonNode income) {
    List<PastFunding> all = new ArrayList<>();
    for (JsonNode entry : array(income, "income")) {
      if (text(entry, "incomeType").equals("FUNDING_FEE")) {
        all.add(
            new PastFunding(
                instrument(entry),
                decimal(entry, "income"),
                text(entry, "asset"),
                entry.path("time").asLong() * 1_000));
      }
    }
    return all;
  }

  /** The fill of an order that was conditional goes under that one's venue id. */
  static PastFill under(PastFill fill, String venueOrderId) {
    return new PastFill(
        fill.instrument(),
        venueOrderId,
        fill.tradeId(),
        fill.buy(),
        fill.price(),
        fill.qty(),
        fill.fee(),
        fill.feeAsset(),
        fill.maker(),
        fill.venueMicros(),
        fill.realized());
  }
}

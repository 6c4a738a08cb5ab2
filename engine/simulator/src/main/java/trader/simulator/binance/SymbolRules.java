package trader.simulator.binance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Instrument;
import trader.simulator.matching.OrderType;
import trader.simulator.net.Json;

/**
 * The filters of one symbol; numbers are scaled as in Decimals, 0 switches a bound off.
 *
 * @param price bounds and step of prices
 * @param lot bounds and step of quantities
 * @param marketLot bounds and step of quantities of MARKET orders
 * @param notional bounds of price times quantity
 * @param percent bounds of a limit price around the average price
 * @param icebergParts into how many parts an iceberg may break
 * @param trailing bounds of trailing deltas in basis points
 * @param maxOrders open orders of an account
 * @param maxAlgoOrders open orders of an account that wait for a trigger
 * @param types the order types that are taken
 */
record SymbolRules(
    Range price,
    Range lot,
    Range marketLot,
    Notional notional,
    Percent percent,
    int icebergParts,
    Trailing trailing,
    int maxOrders,
    int maxAlgoOrders,
    Set<OrderType> types) {

  /** A lower bound, an upper bound and a step. */
  record Range(long min, long max, long step) {
    boolean admits(long value) {
      return (min == 0 || value >= min)
          && (max == 0 || value <= max)
          && (step == 0 || value % step == 0);
    }
  }

  /** Bounds of the value of an order. */
  record Notional(
      long min, boolean minToMarket, long max, boolean maxToMarket, int averageMinutes) {}

  /** Multiples of the average price. */
  record Percent(long bidUp, long bidDown, long askUp, long askDown, int averageMinutes) {}

  /** Basis points above and below. */
  record Trailing(int minAbove, int maxAbove, int minBelow, int maxBelow) {}

  static SymbolRules of(Instrument instrument) {
    long one = Decimals.ONE;
    long minNotional =
        switch (instrument.quote()) {
          case "BTC" -> one / 10_000;
          case "ETH" -> one / 1_000;
          case "BNB" -> one / 100;
          default -> 5 * one;
        };
    return new SymbolRules(
        new Range(instrument.tick(), 1_000_000 * one, instrument.tick()),
        new Range(instrument.step(), maxQuantity(instrument), instrument.step()),
        new Range(0, maxQuantity(instrument) / 75, 0),
        new Notional(minNotional, true, 9_000_000 * one, false, 5),
        new Percent(5 * one, one / 5, 5 * one, one / 5, 5),
        10,
        new Trailing(10, 2000, 10, 2000),
        200,
        5,
        Set.of(OrderType.values()));
  }

  private static long maxQuantity(Instrument instrument) {
    return instrument.base().equals("BTC") ? 9_000 * Decimals.ONE : 9_000_000 * Decimals.ONE;
  }

  /**
   * The same rules with one filter changed.
   *
   * @throws IllegalArgumentException when the filter or one of its fields is not known
   */
  SymbolRules with(String filter, Map<String, String> fields) {
    Map<String, String> left = new LinkedHashMap<>(fields);
    SymbolRules changed =
        switch (filter) {
          case "PRICE_FILTER" ->
              new SymbolRules(
                  new Range(
                      take(left, "minPrice", price.min()),
                      take(left, "maxPrice", price.max()),
                      take(left, "tickSize", price.step())),
                  lot,
                  marketLot,
                  notional,
                  percent,
                  icebergParts,
                  trailing,
                  maxOrders,
                  maxAlgoOrders,
                  types);
          case "LOT_SIZE" -> withLots(range(left, lot), marketLot);
          case "MARKET_LOT_SIZE" -> withLots(lot, range(left, marketLot));
          case "NOTIONAL" ->
              withNotional(
                  new Notional(
                      take(left, "minNotional", notional.min()),
                      notional.minToMarket(),
                      take(left, "maxNotional", notional.max()),
                      notional.maxToMarket(),
                      notional.averageMinutes()));
          case "PERCENT_PRICE_BY_SIDE" ->
              withRarer(
                  new Percent(
                      take(left, "bidMultiplierUp", percent.bidUp()),
                      take(left, "bidMultiplierDown", percent.bidDown()),
                      take(left, "askMultiplierUp", percent.askUp()),
                      take(left, "askMultiplierDown", percent.askDown()),
                      percent.averageMinutes()),
                  icebergParts,
                  trailing);
          case "ICEBERG_PARTS" -> withRarer(percent, count(left, "limit", icebergParts), trailing);
          case "TRAILING_DELTA" ->
              withRarer(
                  percent,
                  icebergParts,
                  new Trailing(
                      count(left, "minTrailingAboveDelta", trailing.minAbove()),
                      count(left, "maxTrailingAboveDelta", trailing.maxAbove()),
                      count(left, "minTrailingBelowDelta", trailing.minBelow()),
                      count(left, "maxTrailingBelowDelta", trailing.maxBelow())));
          case "MAX_NUM_ORDERS" ->
              withCounts(take(left, "maxNumOrders", maxOrders * Decimals.ONE), -1);
          case "MAX_NUM_ALGO_ORDERS" ->
              withCounts(-1, take(left, "maxNumAlgoOrders", maxAlgoOrders * Decimals.ONE));
          case "ORDER_TYPES" -> withTypes(types(left.remove("orderTypes")));
          default -> throw new IllegalArgumentException("no filter " + filter + " to change");
        };
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(filter + " has no field " + left.keySet());
    }
    return changed;
  }

  private static Set<OrderType> types(@Nullable String names) {
    if (names == null) {
      throw new IllegalArgumentException("ORDER_TYPES needs \"orderTypes\", separated by spaces");
    }
    Set<OrderType> types = new TreeSet<>();
    for (String name : Pattern.compile(" ").split(names, -1)) {
      types.add(OrderType.valueOf(name));
    }
    return types;
  }

  private static long take(Map<String, String> fields, String name, long otherwise) {
    String text = fields.remove(name);
    return text == null ? otherwise : Decimals.parse(text);
  }

  private static int count(Map<String, String> fields, String name, int otherwise) {
    return (int) (take(fields, name, otherwise * Decimals.ONE) / Decimals.ONE);
  }

  private SymbolRules withRarer(Percent newPercent, int newParts, Trailing newTrailing) {
    return new SymbolRules(
        price,
        lot,
        marketLot,
        notional,
        newPercent,
        newParts,
        newTrailing,
        maxOrders,
        maxAlgoOrders,
        types);
  }

  private static Range range(Map<String, String> fields, Range old) {
    return new Range(
        take(fields, "minQty", old.min()),
        take(fields, "maxQty", old.max()),
        take(fields, "stepSize", old.step()));
  }

  private SymbolRules withLots(Range newLot, Range newMarketLot) {
    return new SymbolRules(
        price,
        newLot,
        newMarketLot,
        notional,
        percent,
        icebergParts,
        trailing,
        maxOrders,
        maxAlgoOrders,
        types);
  }

  private SymbolRules withNotional(Notional changed) {
    return new SymbolRules(
        price,
        lot,
        marketLot,
        changed,
        percent,
        icebergParts,
        trailing,
        maxOrders,
        maxAlgoOrders,
        types);
  }

  private SymbolRules withCounts(long orders, long algoOrders) {
    return new SymbolRules(
        price,
        lot,
        marketLot,
        notional,
        percent,
        icebergParts,
        trailing,
        orders < 0 ? maxOrders : (int) (orders / Decimals.ONE),
        algoOrders < 0 ? maxAlgoOrders : (int) (algoOrders / Decimals.ONE),
        types);
  }

  private SymbolRules withTypes(Set<OrderType> allowed) {
    return new SymbolRules(
        price,
        lot,
        marketLot,
        notional,
        percent,
        icebergParts,
        trailing,
        maxOrders,
        maxAlgoOrders,
        allowed);
  }

  void write(Json out) {
    out.openArray();
    filter(out, "PRICE_FILTER")
        .putDecimal("minPrice", price.min())
        .putDecimal("maxPrice", price.max())
        .putDecimal("tickSize", price.step())
        .close();
    lots(filter(out, "LOT_SIZE"), lot);
    lots(filter(out, "MARKET_LOT_SIZE"), marketLot);
    filter(out, "NOTIONAL")
        .putDecimal("minNotional", notional.min())
        .put("applyMinToMarket", notional.minToMarket())
        .putDecimal("maxNotional", notional.max())
        .put("applyMaxToMarket", notional.maxToMarket())
        .put("avgPriceMins", notional.averageMinutes())
        .close();
    filter(out, "PERCENT_PRICE_BY_SIDE")
        .put("bidMultiplierUp", plain(percent.bidUp()))
        .put("bidMultiplierDown", plain(percent.bidDown()))
        .put("askMultiplierUp", plain(percent.askUp()))
        .put("askMultiplierDown", plain(percent.askDown()))
        .put("avgPriceMins", percent.averageMinutes())
        .close();
    filter(out, "ICEBERG_PARTS").put("limit", icebergParts).close();
    filter(out, "TRAILING_DELTA")
        .put("minTrailingAboveDelta", trailing.minAbove())
        .put("maxTrailingAboveDelta", trailing.maxAbove())
        .put("minTrailingBelowDelta", trailing.minBelow())
        .put("maxTrailingBelowDelta", trailing.maxBelow())
        .close();
    filter(out, "MAX_NUM_ORDERS").put("maxNumOrders", maxOrders).close();
    filter(out, "MAX_NUM_ALGO_ORDERS").put("maxNumAlgoOrders", maxAlgoOrders).close();
    out.closeArray();
  }

  private static Json filter(Json out, String type) {
    return out.open().put("filterType", type);
  }

  private static void lots(Json out, Range range) {
    out.putDecimal("minQty", range.min())
        .putDecimal("maxQty", range.max())
        .putDecimal("stepSize", range.step())
        .close();
  }

  private static String plain(long scaled) {
    return Decimals.toBigDecimal(scaled).stripTrailingZeros().toPlainString();
  }
}

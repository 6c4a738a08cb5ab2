package trader.simulator.binancefutures;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Instrument;
import trader.simulator.net.Json;

/**
 * The filters of one contract; numbers are scaled as in {@link Decimals}.
 *
 * @param minPrice lowest price
 * @param maxPrice highest price
 * @param tick prices are multiples of it
 * @param minQuantity of any order
 * @param maxQuantity of a limit order
 * @param maxMarketQuantity of a market order
 * @param step quantities are multiples of it
 * @param minNotional smallest price times quantity, but for reduce-only orders
 * @param up how far above the mark price a price may be, as a multiple
 * @param down how far below the mark price a price may be, as a multiple
 * @param maxOrders open orders of an account
 * @param maxAlgoOrders open conditional orders of an account
 */
record ContractRules(
    long minPrice,
    long maxPrice,
    long tick,
    long minQuantity,
    long maxQuantity,
    long maxMarketQuantity,
    long step,
    long minNotional,
    long up,
    long down,
    int maxOrders,
    int maxAlgoOrders) {

  /** The filters that can be changed. */
  static final Set<String> FILTERS =
      Set.of(
          "PRICE_FILTER",
          "LOT_SIZE",
          "MARKET_LOT_SIZE",
          "MIN_NOTIONAL",
          "PERCENT_PRICE",
          "MAX_NUM_ORDERS",
          "MAX_NUM_ALGO_ORDERS");

  static ContractRules of(Instrument instrument) {
    long one = Decimals.ONE;
    return new ContractRules(
        instrument.tick(),
        1_000_000 * one,
        instrument.tick(),
        instrument.step(),
        1_000 * one,
        120 * one,
        instrument.step(),
        instrument.base().equals("BTC") ? 100 * one : 5 * one,
        105 * one / 100,
        95 * one / 100,
        200,
        10);
  }

  /**
   * The same rules with one filter changed.
   *
   * @throws IllegalArgumentException when the filter or one of its fields is not known
   */
  ContractRules with(String filter, Map<String, String> fields) {
    Map<String, String> left = new LinkedHashMap<>(fields);
    boolean prices = filter.equals("PRICE_FILTER");
    boolean lots = filter.equals("LOT_SIZE");
    boolean percent = filter.equals("PERCENT_PRICE");
    ContractRules changed =
        new ContractRules(
            prices ? take(left, "minPrice", minPrice) : minPrice,
            prices ? take(left, "maxPrice", maxPrice) : maxPrice,
            prices ? take(left, "tickSize", tick) : tick,
            lots ? take(left, "minQty", minQuantity) : minQuantity,
            lots ? take(left, "maxQty", maxQuantity) : maxQuantity,
            filter.equals("MARKET_LOT_SIZE")
                ? take(left, "maxQty", maxMarketQuantity)
                : maxMarketQuantity,
            lots ? take(left, "stepSize", step) : step,
            filter.equals("MIN_NOTIONAL") ? take(left, "notional", minNotional) : minNotional,
            percent ? take(left, "multiplierUp", up) : up,
            percent ? take(left, "multiplierDown", down) : down,
            filter.equals("MAX_NUM_ORDERS") ? count(left, maxOrders) : maxOrders,
            filter.equals("MAX_NUM_ALGO_ORDERS") ? count(left, maxAlgoOrders) : maxAlgoOrders);
    if (!left.isEmpty() || changed.equals(this)) {
      throw new IllegalArgumentException(
          "filter-change knows PRICE_FILTER minPrice maxPrice tickSize, LOT_SIZE minQty maxQty"
              + " stepSize, MARKET_LOT_SIZE maxQty, MIN_NOTIONAL notional, PERCENT_PRICE"
              + " multiplierUp multiplierDown, MAX_NUM_ORDERS limit and MAX_NUM_ALGO_ORDERS limit"
              + " here, not "
              + filter
              + " "
              + fields);
    }
    return changed;
  }

  private static int count(Map<String, String> left, int otherwise) {
    return (int) (take(left, "limit", otherwise * Decimals.ONE) / Decimals.ONE);
  }

  private static long take(Map<String, String> left, String field, long otherwise) {
    String value = left.remove(field);
    return value == null ? otherwise : Decimals.parse(value);
  }

  void write(Json out) {
    out.openArray();
    filter(out, "PRICE_FILTER")
        .putShort("minPrice", minPrice)
        .putShort("maxPrice", maxPrice)
        .putShort("tickSize", tick)
        .close();
    filter(out, "LOT_SIZE")
        .putShort("minQty", minQuantity)
        .putShort("maxQty", maxQuantity)
        .putShort("stepSize", step)
        .close();
    filter(out, "MARKET_LOT_SIZE")
        .putShort("minQty", minQuantity)
        .putShort("maxQty", maxMarketQuantity)
        .putShort("stepSize", step)
        .close();
    filter(out, "MAX_NUM_ORDERS").put("limit", maxOrders).close();
    filter(out, "MAX_NUM_ALGO_ORDERS").put("limit", maxAlgoOrders).close();
    filter(out, "MIN_NOTIONAL").putShort("notional", minNotional).close();
    filter(out, "PERCENT_PRICE")
        .putShort("multiplierUp", up)
        .putShort("multiplierDown", down)
        .put("multiplierDecimal", "4")
        .close();
    out.closeArray();
  }

  private static Json filter(Json out, String type) {
    return out.open().put("filterType", type);
  }
}

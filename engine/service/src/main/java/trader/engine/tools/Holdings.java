package trader.engine.tools;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trader.control.EngineState;
import trader.control.InstrumentId;
import trader.control.Position;
import trader.control.WorkingOrder;
import trader.engine.settings.EngineSettings;

/** What a state says of positions and orders: which are the engine's own, and which are not. */
final class Holdings {
  private static final String FOREIGN = "foreign";
  private static final String STOP = "stop";
  private static final String LONG = "long";

  /**
   * What the account has and the engine's books do not.
   *
   * @param contract whether it is a position in a perpetual, not coins
   * @param average what it cost on average, where the venue says so; else 0
   */
  record Foreign(
      String symbol, boolean isLong, boolean contract, BigDecimal qty, BigDecimal average) {}

  private Holdings() {}

  /** Positions of this engine. */
  static List<Position> ours(EngineState state) {
    return state.positions().stream().filter(one -> !one.strategy().equals(FOREIGN)).toList();
  }

  /** Open orders of this engine. */
  static List<WorkingOrder> ourOrders(EngineState state) {
    return state.orders().stream().filter(one -> !one.purpose().equals(FOREIGN)).toList();
  }

  /** Open orders that others have placed. */
  static List<WorkingOrder> foreignOrders(EngineState state) {
    return state.orders().stream().filter(one -> one.purpose().equals(FOREIGN)).toList();
  }

  /** Positions of this engine that no stop at the venue protects. */
  static List<Position> stopless(EngineState state) {
    return ours(state).stream().filter(one -> one.stopPrice() == null).toList();
  }

  /** This engine's stops. */
  static List<WorkingOrder> stops(EngineState state) {
    return state.orders().stream().filter(one -> one.purpose().equals(STOP)).toList();
  }

  /** Positions in perpetuals, and on spot what the account holds of a traded asset, not ours. */
  static List<Foreign> foreign(EngineState state, EngineSettings settings) {
    List<Foreign> found = new ArrayList<>();
    state.positions().stream()
        .filter(one -> one.strategy().equals(FOREIGN))
        .map(
            one -> new Foreign(name(one), one.side().equals(LONG), true, one.qty(), one.avgPrice()))
        .forEach(found::add);
    for (InstrumentId id : settings.instruments()) {
      BigDecimal held = beyondOurs(state, id, settings.quoteAsset());
      if (held.signum() > 0) {
        found.add(new Foreign(id.toString(), true, false, held, BigDecimal.ZERO));
      }
    }
    return found;
  }

  /** What the account holds of the base asset beyond what is ours; a contract is no coin. */
  private static BigDecimal beyondOurs(EngineState state, InstrumentId id, String quote) {
    String base = id.symbol().substring(0, id.symbol().length() - quote.length());
    BigDecimal held =
        state.balances().stream()
            .filter(balance -> balance.asset().equals(base) && balance.venue().equals(id.venue()))
            .map(balance -> balance.free().add(balance.locked()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal ours =
        state.positions().stream()
            .filter(one -> one.symbol().equals(id.symbol()) && one.venue().equals(id.venue()))
            .map(Position::qty)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return held.subtract(ours);
  }

  /** A position's whole name, e.g. {@code BTCUSDT.BINANCE}. */
  static String name(Position position) {
    return position.symbol().contains(".")
        ? position.symbol()
        : position.symbol() + "." + position.venue();
  }

  /** An order in words, e.g. {@code stop tb-1-2 of 0.1 BTCUSDT at 98}. */
  static String words(WorkingOrder order) {
    return order.purpose()
        + " "
        + order.clientOrderId()
        + " of "
        + order.qty().toPlainString()
        + " "
        + order.symbol()
        + (order.stopPrice() == null
            ? order.price() == null ? "" : " at " + order.price().toPlainString()
            : " at " + order.stopPrice().toPlainString());
  }

  /** A table of every position. */
  static List<Map<String, Object>> rows(EngineState state) {
    return state.positions().stream()
        .map(one -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("symbol", name(one));
          row.put("side", one.side());
          row.put("qty", one.qty().toPlainString());
          row.put("avg_price", plain(one.avgPrice()));
          row.put("stop_price", one.stopPrice() == null ? "none" : plain(one.stopPrice()));
          row.put(
              "take_profit_price",
              one.takeProfitPrice() == null ? "none" : plain(one.takeProfitPrice()));
          row.put("strategy", one.strategy());
          return row;
        })
        .toList();
  }

  static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}

package trader.venues.binance.futures;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Side;

/** The calls that are about one order. */
final class FuturesCalls {
  private static final String ORDER = "/fapi/v1/order";
  private static final String ALGO_ORDER = "/fapi/v1/algoOrder";

  /**
   * One call, in both of the venue's ways.
   *
   * @param name what it is called in metrics and events
   * @param api its method on the WebSocket API, empty where it is not there
   * @param verb its HTTP method
   * @param path of REST
   * @param parameters what it carries but for what every signed call does, by name
   */
  record Call(
      String name, String api, String verb, String path, SortedMap<String, String> parameters) {

    /** The parameters as a query string. */
    String query() {
      return parameters.entrySet().stream()
          .map(each -> each.getKey() + "=" + each.getValue())
          .collect(Collectors.joining("&"));
    }
  }

  private FuturesCalls() {}

  /** Whether an order goes to the list of conditional orders. */
  static boolean isConditional(NewOrder order) {
    return order.type().triggers();
  }

  static Call place(NewOrder order) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("symbol", order.instrument().symbol());
    parameters.put("side", order.side().name());
    parameters.put("quantity", plain(order.qty()));
    if (order.reduceOnly()) {
      parameters.put("reduceOnly", "true");
    }
    if (isConditional(order)) {
      boolean stop = order.type() == OrderType.STOP_LOSS;
      parameters.put("algoType", "CONDITIONAL");
      parameters.put("type", stop ? "STOP_MARKET" : "TAKE_PROFIT_MARKET");
      parameters.put("clientAlgoId", order.id().value());
      parameters.put("triggerPrice", plain(Objects.requireNonNull(order.stopPrice())));
      return new Call("order.place", "algoOrder.place", "POST", ALGO_ORDER, parameters);
    }
    parameters.put("type", order.type().name());
    parameters.put("newOrderRespType", "ACK");
    parameters.put("newClientOrderId", order.id().value());
    if (order.type() == OrderType.LIMIT) {
      parameters.put("timeInForce", order.postOnly() ? "GTX" : "GTC");
      parameters.put("price", plain(Objects.requireNonNull(order.price())));
    }
    return new Call("order.place", "order.place", "POST", ORDER, parameters);
  }

  /** Cancels a plain order; {@code venueId} is its number, empty where only its own id is known. */
  static Call cancel(InstrumentId instrument, ClientOrderId order, String venueId) {
    return new Call(
        "order.cancel", "order.cancel", "DELETE", ORDER, named(instrument, order, venueId));
  }

  /** Cancels a conditional order that waits. */
  static Call cancelConditional(ClientOrderId order) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("clientAlgoId", order.value());
    return new Call("order.cancel", "algoOrder.cancel", "DELETE", ALGO_ORDER, parameters);
  }

  /** Asks for a plain order, as {@link #cancel}. */
  static Call status(InstrumentId instrument, ClientOrderId order, String venueId) {
    return new Call(
        "order.status", "order.status", "GET", ORDER, named(instrument, order, venueId));
  }

  /** Asks for a conditional order, which only REST tells. */
  static Call statusConditional(ClientOrderId order) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("clientAlgoId", order.value());
    return new Call("order.status", "", "GET", ALGO_ORDER, parameters);
  }

  /** Changes quantity and price of a plain limit order. */
  static Call modify(Action.Replace replace, Side side) {
    SortedMap<String, String> parameters = named(replace.instrument(), replace.order(), "");
    parameters.put("side", side.name());
    parameters.put("quantity", plain(replace.qty()));
    parameters.put("price", plain(Objects.requireNonNull(replace.price())));
    return new Call("order.modify", "order.modify", "PUT", ORDER, parameters);
  }

  private static SortedMap<String, String> named(
      InstrumentId instrument, ClientOrderId order, @Nullable String venueId) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("symbol", instrument.symbol());
    if (venueId == null || venueId.isEmpty()) {
      parameters.put("origClientOrderId", order.value());
    } else {
      parameters.put("orderId", venueId);
    }
    return parameters;
  }

  /** More decimals than the contract has are refused, be they zeros. */
  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}

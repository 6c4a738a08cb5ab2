package trader.simulator.witness;

import java.math.BigDecimal;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderStatus;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.Side;

/**
 * An order as the venue had it at one moment.
 *
 * @param id the venue's id
 * @param clientOrderId the client's id
 * @param symbol the instrument
 * @param side buy or sell
 * @param type how it comes to trade
 * @param status where it stands
 * @param quantity of base
 * @param executed of base
 * @param price the limit, or zero
 * @param stopPrice the trigger, or zero
 * @param isWorking whether it can trade now
 */
public record OrderView(
    long id,
    String clientOrderId,
    String symbol,
    Side side,
    OrderType type,
    OrderStatus status,
    BigDecimal quantity,
    BigDecimal executed,
    BigDecimal price,
    BigDecimal stopPrice,
    boolean isWorking) {

  /** Reads a live order; call it on the venue's thread. */
  public static OrderView of(Order order) {
    return new OrderView(
        order.id(),
        order.clientOrderId(),
        order.symbol(),
        order.side(),
        order.type(),
        order.status(),
        Decimals.toBigDecimal(order.quantity()),
        Decimals.toBigDecimal(order.executed()),
        Decimals.toBigDecimal(order.price()),
        Decimals.toBigDecimal(order.request().stopPrice()),
        order.isWorking());
  }
}

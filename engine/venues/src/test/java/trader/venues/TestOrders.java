package trader.venues;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/** Orders for tests. */
public final class TestOrders {
  public static final InstrumentId BTC = new InstrumentId("BTCUSDT", "BINANCE");

  private TestOrders() {}

  public static NewOrder market(String id, Account account, Side side, String qty) {
    return order(id, account, side, OrderType.MARKET, Purpose.ENTRY, qty, null, null, 0);
  }

  public static NewOrder limit(String id, Account account, Side side, String qty, String price) {
    BigDecimal at = new BigDecimal(price);
    return order(id, account, side, OrderType.LIMIT, Purpose.ENTRY, qty, at, null, 0);
  }

  public static NewOrder stop(String id, Account account, Side side, String qty, String trigger) {
    BigDecimal at = new BigDecimal(trigger);
    return order(id, account, side, OrderType.STOP_LOSS, Purpose.STOP, qty, null, at, 0);
  }

  public static NewOrder withPurpose(NewOrder order, Purpose purpose) {
    return new NewOrder(
        order.id(),
        order.account(),
        order.instrument(),
        order.side(),
        order.type(),
        purpose,
        order.qty(),
        order.price(),
        order.stopPrice(),
        order.stopDistance(),
        order.strategy(),
        order.cause(),
        order.intendedMicros());
  }

  public static Action.Cancel cancel(NewOrder order) {
    return new Action.Cancel(order.account(), order.instrument(), order.id(), null);
  }

  public static Action.Query query(NewOrder order) {
    return new Action.Query(order.account(), order.instrument(), order.id());
  }

  private static NewOrder order(
      String id,
      Account account,
      Side side,
      OrderType type,
      Purpose purpose,
      String qty,
      @Nullable BigDecimal price,
      @Nullable BigDecimal stop,
      long intended) {
    return new NewOrder(
        new ClientOrderId(id),
        account,
        BTC,
        side,
        type,
        purpose,
        new BigDecimal(qty),
        price,
        stop,
        null,
        "test",
        "test",
        intended);
  }
}

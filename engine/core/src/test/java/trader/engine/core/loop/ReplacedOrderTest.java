package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.NOON;
import static trader.engine.core.kit.CoreKit.dec;

import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderState.Trigger;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/** A replace is one intent with one remaining quantity, whatever comes between. */
class ReplacedOrderTest {
  private final Order order = new Order(stop());

  ReplacedOrderTest() {
    order.move(Trigger.ACCEPTED);
  }

  private static NewOrder stop() {
    return new NewOrder(
        ClientOrderId.derive('b', 1, 1),
        Account.LIVE,
        BTC,
        Side.SELL,
        OrderType.STOP_LOSS,
        Purpose.STOP,
        dec("10"),
        null,
        dec("98"),
        null,
        "trend",
        "protects the position",
        NOON);
  }

  @Test
  void fillWhileTheReplaceIsOnItsWayCountsAgainstTheNewQuantity() {
    order.move(Trigger.REPLACE_SENT);
    order.fill("1", dec("98"), dec("3"));
    assertThat(order.state()).isEqualTo(OrderState.REPLACING);
    assertThat(order.replaced(dec("6"), null, dec("97"))).isTrue();
    assertThat(order.state()).isEqualTo(OrderState.WORKING);
    assertThat(order.openQty()).isEqualByComparingTo("3");
    assertThat(order.intent().stopPrice()).isEqualByComparingTo("97");
    order.fill("2", dec("97"), dec("3"));
    assertThat(order.state()).isEqualTo(OrderState.FILLED);
  }

  @Test
  void orderThatIsReplacedToWhatIsFilledAlreadyIsFilled() {
    order.fill("1", dec("98"), dec("6"));
    order.move(Trigger.REPLACE_SENT);
    order.replaced(dec("6"), null, dec("98"));
    assertThat(order.state()).isEqualTo(OrderState.FILLED);
  }

  @Test
  void replaceThatIsRefusedLeavesTheOrderUnknownUntilTheVenueSaysWhatItIs() {
    order.move(Trigger.REPLACE_SENT);
    order.move(Trigger.REPLACE_REFUSED);
    assertThat(order.state()).isEqualTo(OrderState.UNKNOWN);
    assertThat(order.openQty()).isEqualByComparingTo("10");
    order.move(Trigger.ACCEPTED);
    assertThat(order.state()).isEqualTo(OrderState.WORKING);
  }

  @Test
  void lateWordOfAReplaceDoesNotReviveACancelledOrder() {
    order.move(Trigger.REPLACE_SENT);
    order.move(Trigger.CANCEL_SENT);
    order.move(Trigger.CANCELLED);
    assertThat(order.replaced(dec("6"), null, dec("97"))).isFalse();
    assertThat(order.state()).isEqualTo(OrderState.CANCELLED);
    assertThat(order.intent().qty()).isEqualByComparingTo("10");
  }
}

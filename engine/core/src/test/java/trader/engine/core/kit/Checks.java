package trader.engine.core.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import trader.control.GateLevel;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.Checkpoint.PositionRecord;
import trader.engine.core.Event;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/**
 * What must be true of every action and after every event.
 *
 * @param coverage whether open sales must never be more than what is held; not so for a moment
 *     where the venue takes something away that a stop still covers
 */
public record Checks(boolean coverage) {

  /** Everything. */
  public static Checks strict() {
    return new Checks(true);
  }

  /** All but the coverage. */
  public static Checks withoutCoverage() {
    return new Checks(false);
  }

  void submitted(CoreRig rig, NewOrder order) {
    GateLevel gate = rig.gate(order.account());
    switch (order.purpose()) {
      case ENTRY -> assertThat(gate).as("gate for the entry %s", order).isEqualTo(GateLevel.OPEN);
      case EXIT, TAKE_PROFIT ->
          assertThat(gate).as("gate for the exit %s", order).isNotEqualTo(GateLevel.CLOSED);
      case CLOSE, STOP -> assertThat(order.side()).isEqualTo(Side.SELL);
    }
    assertThat(order.reduceOnly())
        .as("only sales in a perpetual are reduce-only: %s", order)
        .isEqualTo(order.side() == Side.SELL && CoreKit.rules(order.instrument()).perpetual());
    assertThat(order.side() == Side.BUY)
        .as("only entries buy: %s", order)
        .isEqualTo(order.purpose() == Purpose.ENTRY);
  }

  void after(CoreRig rig, Event event) {
    if (!coverage) {
      return;
    }
    var checkpoint = rig.core().checkpoint();
    for (OrderRecord record : checkpoint.orders()) {
      assertThat(record.filledQty())
          .as("filled of %s", record.order())
          .isLessThanOrEqualTo(record.order().qty());
    }
    for (PositionRecord position : checkpoint.positions()) {
      assertThat(position.qty().signum()).isNotNegative();
      if (CoreKit.rules(position.instrument()).perpetual()) {
        continue;
      }
      BigDecimal offered =
          checkpoint.orders().stream()
              .filter(record -> !record.state().finished() && !unanswered(record))
              .filter(record -> record.order().side() == Side.SELL)
              .filter(record -> record.order().account() == position.account())
              .filter(record -> record.order().instrument().equals(position.instrument()))
              .map(OrderRecord::openQty)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(offered)
          .as("open sales of %s after %s", position.instrument(), event)
          .isLessThanOrEqualTo(position.qty());
    }
  }

  /** A sale of which the venue knows nothing may have a stop beside it. */
  private static boolean unanswered(OrderRecord sale) {
    return sale.order().type() == OrderType.MARKET
        && sale.state() == OrderState.UNKNOWN
        && sale.venueOrderId() == null;
  }
}

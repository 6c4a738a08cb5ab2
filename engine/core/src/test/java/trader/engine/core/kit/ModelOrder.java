package trader.engine.core.kit;

import java.math.BigDecimal;
import trader.engine.core.VenueOrder;
import trader.engine.core.VenueOrder.Status;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Side;

/** An order as the model venue has it. */
final class ModelOrder {
  NewOrder intent;
  final String venueOrderId;
  Status status = Status.WORKING;
  BigDecimal executed = BigDecimal.ZERO;

  ModelOrder(NewOrder intent, String venueOrderId) {
    this.intent = intent;
    this.venueOrderId = venueOrderId;
  }

  ClientOrderId id() {
    return intent.id();
  }

  boolean works() {
    return status == Status.WORKING;
  }

  boolean buys() {
    return intent.side() == Side.BUY;
  }

  BigDecimal open() {
    return intent.qty().subtract(executed);
  }

  BigDecimal price() {
    return intent.price() == null ? BigDecimal.ZERO : intent.price();
  }

  BigDecimal trigger() {
    return intent.stopPrice() == null ? BigDecimal.ZERO : intent.stopPrice();
  }

  /** What is locked for it: quote for a buy at its limit, base for a resting sale. */
  BigDecimal locks() {
    if (!works() || intent.type() == OrderType.MARKET) {
      return BigDecimal.ZERO;
    }
    return buys() ? open().multiply(price()) : open();
  }

  VenueOrder seen() {
    return new VenueOrder(
        intent.id(),
        venueOrderId,
        intent.instrument(),
        intent.side(),
        status,
        intent.qty(),
        executed,
        price(),
        trigger());
  }
}

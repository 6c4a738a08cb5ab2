package trader.registry;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;

/** The market as it was when an order was decided, by which its execution is judged. */
final class Arrivals {
  private final Map<InstrumentId, MarketEvent.Quote> quotes = new HashMap<>();
  private final Map<InstrumentId, BigDecimal> last = new HashMap<>();

  void take(Event event) {
    switch (event) {
      case MarketEvent.Quote quote -> quotes.put(quote.instrument(), quote);
      case MarketEvent.Trade trade -> last.put(trade.instrument(), trade.price());
      default -> {
        // Nothing else is a price at which one can trade.
      }
    }
  }

  /**
   * The price that the decision reckoned with: an order's own, else that of the other side of the
   * book, else of the last trade; null where there is none.
   */
  @Nullable BigDecimal decided(NewOrder order) {
    if (order.price() != null) {
      return order.price();
    }
    if (order.stopPrice() != null) {
      return order.stopPrice();
    }
    MarketEvent.Quote quote = quotes.get(order.instrument());
    if (quote != null) {
      return order.side() == Side.BUY ? quote.ask() : quote.bid();
    }
    return last.get(order.instrument());
  }
}

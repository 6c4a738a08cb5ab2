package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trader.engine.core.market.Market;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;

/** Knows which stops have been triggered and should have been filled by now. */
final class Triggers {
  private final Map<ClientOrderId, Long> said = new HashMap<>();
  private final Map<ClientOrderId, Long> beyond = new HashMap<>();
  private final long patienceMicros;

  Triggers(long patienceMicros) {
    this.patienceMicros = patienceMicros;
  }

  /** The venue says that it was triggered. */
  void triggered(Order stop, long atMicros) {
    said.putIfAbsent(stop.id(), atMicros);
  }

  /**
   * Whether one of the stops was triggered, by the venue's word or by the last price, and has not
   * been filled in its time. Each is found once, and again where it stays so.
   */
  boolean overdue(List<Order> stops, Market market, long atMicros) {
    boolean overdue = false;
    for (Order stop : stops) {
      BigDecimal trigger = stop.intent().stopPrice();
      if (stop.intent().type() != OrderType.STOP_LOSS
          || stop.state() != OrderState.WORKING
          || trigger == null) {
        continue;
      }
      if (market.hasPrice() && market.last().compareTo(trigger) <= 0) {
        beyond.putIfAbsent(stop.id(), atMicros);
      } else {
        beyond.remove(stop.id());
      }
      Long since = said.getOrDefault(stop.id(), beyond.get(stop.id()));
      if (since != null && atMicros - since >= patienceMicros) {
        said.computeIfPresent(stop.id(), (_, _) -> atMicros);
        beyond.computeIfPresent(stop.id(), (_, _) -> atMicros);
        overdue = true;
      }
    }
    return overdue;
  }

  /** Forgets the stops that are over. */
  void forget(Orders orders) {
    if (!said.isEmpty() || !beyond.isEmpty()) {
      said.keySet().removeIf(id -> over(orders, id));
      beyond.keySet().removeIf(id -> over(orders, id));
    }
  }

  private static boolean over(Orders orders, ClientOrderId id) {
    return orders.find(id).map(order -> order.state().finished()).orElse(true);
  }
}

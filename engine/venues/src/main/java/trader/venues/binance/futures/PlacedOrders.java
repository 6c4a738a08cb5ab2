package trader.venues.binance.futures;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.venues.net.RecentMap;

/** The orders that this session has placed, as it placed them. */
final class PlacedOrders {
  private static final int MOST_REMEMBERED = 10_000;
  private final Map<ClientOrderId, NewOrder> byId = new RecentMap<>(MOST_REMEMBERED);

  void add(NewOrder order) {
    byId.put(order.id(), order);
  }

  /** Null for one of another session. */
  @Nullable NewOrder get(ClientOrderId order) {
    return byId.get(order);
  }

  /** Whether it is on the venue's list of conditional orders; of another's, its venue id tells. */
  boolean isConditional(ClientOrderId order, @Nullable String venueId) {
    NewOrder ours = byId.get(order);
    return ours != null
        ? FuturesCalls.isConditional(ours)
        : venueId != null && venueId.startsWith(FuturesReplies.ALGO);
  }
}

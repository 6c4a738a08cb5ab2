package trader.venues.kraken.futures;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;

/**
 * What the venue has said of the orders that work and of the positions: how much of an order is
 * executed when it ends, and whether anything protects a position.
 */
final class Working {
  /** An order that works, as far as it matters here. */
  private static final class Known {
    private BigDecimal told;
    private BigDecimal seen = BigDecimal.ZERO;
    private boolean stays;
    private final Set<String> fills = new HashSet<>();

    Known(BigDecimal told, boolean stays) {
      this.told = told;
      this.stays = stays;
    }
  }

  private final Map<String, Known> orders = new HashMap<>();
  private final Set<InstrumentId> positions = new HashSet<>();
  private boolean known;

  /** The venue begins to tell all open orders: those that it does not tell have ended. */
  void begin() {
    orders.clear();
    known = true;
  }

  /** The venue is not heard any more: nothing is known. */
  void forget() {
    orders.clear();
    positions.clear();
    known = false;
  }

  /**
   * An order works, and so much of it is filled.
   *
   * @param stays whether it has to outlive this engine, since it protects or is another's
   */
  void order(String venueOrderId, BigDecimal filled, boolean stays) {
    Known order = orders.computeIfAbsent(venueOrderId, k -> new Known(filled, stays));
    order.told = order.told.max(filled);
    order.stays |= stays;
  }

  /** An execution of an order; one that is told twice counts once. */
  void filled(String venueOrderId, String fillId, BigDecimal qty) {
    Known order = orders.get(venueOrderId);
    if (order != null && order.fills.add(fillId)) {
      order.seen = order.seen.add(qty);
    }
  }

  /** How much of an order is known to be executed; null where the order is not known. */
  @Nullable BigDecimal executed(String venueOrderId) {
    Known order = orders.get(venueOrderId);
    return order == null ? null : order.told.max(order.seen);
  }

  /** An order does not work any more. */
  void ended(String venueOrderId) {
    orders.remove(venueOrderId);
  }

  void positions(Set<InstrumentId> open) {
    positions.clear();
    positions.addAll(open);
  }

  Set<InstrumentId> positions() {
    return Set.copyOf(positions);
  }

  /**
   * Whether orders work that may all go with this engine: no position is open, no order waits for a
   * trigger or only reduces, and none is another's.
   */
  boolean allMayGo() {
    return known
        && !orders.isEmpty()
        && positions.isEmpty()
        && orders.values().stream().noneMatch(order -> order.stays);
  }
}

package trader.simulator.krakenfutures;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Order;

/** The venue's names of orders and executions, drawn from the seed. */
final class Tickets {
  private final RandomGenerator random;
  private final Map<Long, Ticket> byOrder = new HashMap<>();
  private final Map<String, Long> byId = new HashMap<>();
  private final Map<String, String> fillIds = new HashMap<>();
  private @Nullable Ticket next;

  Tickets(RandomGenerator random) {
    this.random = random;
  }

  String newId() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** The next order that is accepted carries this ticket. */
  void expect(@Nullable Ticket ticket) {
    next = ticket;
  }

  /** Gives an accepted order its ticket; orders that the venue makes get one of their own. */
  Ticket accepted(Order order) {
    Ticket waiting = next;
    Ticket ticket =
        waiting == null || order.isLiquidation() ? new Ticket(newId(), null, "mkt", "") : waiting;
    if (!order.isLiquidation()) {
      next = null;
    }
    byOrder.put(order.id(), ticket);
    byId.put(ticket.id(), order.id());
    return ticket;
  }

  Ticket of(Order order) {
    Ticket ticket = byOrder.get(order.id());
    if (ticket == null) {
      throw new IllegalStateException("order " + order.id() + " has no ticket");
    }
    return ticket;
  }

  Optional<Long> order(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  String fill(Fill fill) {
    return fillIds.computeIfAbsent(fill.orderId() + "/" + fill.tradeId(), k -> newId());
  }
}

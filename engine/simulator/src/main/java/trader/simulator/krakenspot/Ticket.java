package trader.simulator.krakenspot;

import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderStatus;

/**
 * An order as the venue's protocol knows it: what was asked for, and the order of the matching
 * engine, which one that never got there does not have.
 */
final class Ticket {
  private final String txid;
  private final String account;
  private final long openedMicros;
  private OrderRequest request;
  private @Nullable Order order;
  private @Nullable String reason;
  private boolean expired;
  private long closedMicros;

  Ticket(String txid, String account, OrderRequest request, long openedMicros) {
    this.txid = txid;
    this.account = account;
    this.request = request;
    this.openedMicros = openedMicros;
  }

  String txid() {
    return txid;
  }

  String account() {
    return account;
  }

  OrderRequest request() {
    return request;
  }

  void request(OrderRequest amended) {
    request = amended;
  }

  @Nullable String clientId() {
    return request.clientId();
  }

  long openedMicros() {
    return openedMicros;
  }

  @Nullable Order order() {
    return order;
  }

  void order(Order accepted) {
    order = accepted;
  }

  /** Its end, and why. */
  void ends(@Nullable String why, boolean byTime, long nowMicros) {
    reason = why;
    expired = byTime;
    closedMicros = nowMicros;
  }

  @Nullable String reason() {
    return reason;
  }

  long closedMicros() {
    return closedMicros;
  }

  boolean isOpen() {
    Order known = order;
    return known != null && known.status().isOpen();
  }

  long volume() {
    Order known = order;
    return request.inQuote() && known != null ? known.quantity() : request.volume();
  }

  long executed() {
    return order == null ? 0 : order.executed();
  }

  /** What was paid or received for it. */
  long cost() {
    return order == null ? 0 : order.quoteExecuted();
  }

  long fee() {
    Order known = order;
    return known == null ? 0 : known.fills().stream().mapToLong(f -> f.commission()).sum();
  }

  /** Its word in answers of REST. */
  String status() {
    Order known = order;
    if (known != null && known.status().isOpen()) {
      return "open";
    }
    if (known != null && known.status() == OrderStatus.FILLED) {
      return "closed";
    }
    return expired ? "expired" : "canceled";
  }

  /** Its word in executions. */
  String streamStatus() {
    return switch (status()) {
      case "open" -> executed() > 0 ? "partially_filled" : "new";
      case "closed" -> "filled";
      default -> status();
    };
  }
}

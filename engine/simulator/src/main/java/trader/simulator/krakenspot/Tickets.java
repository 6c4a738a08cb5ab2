package trader.simulator.krakenspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Order;

/** All orders of the protocol, by the venue's ids and the clients'. */
final class Tickets {
  private final Map<String, Ticket> byTxid = new LinkedHashMap<>();
  private final Map<Order, Ticket> byOrder = new HashMap<>();
  private final Map<String, List<Fill>> fills = new HashMap<>();
  private final Map<Fill, Ticket> byFill = new HashMap<>();
  private long next = 1;
  private @Nullable Ticket awaited;

  /** Opens one for a request; the next order that the matching engine accepts is its own. */
  Ticket open(String account, OrderRequest request, long nowMicros) {
    Ticket ticket = new Ticket(Ids.order(next++), account, request, nowMicros);
    awaited = ticket;
    return ticket;
  }

  /** The matching engine did not accept it: there is no such order. */
  void drop() {
    awaited = null;
  }

  /** Keeps an order that the matching engine has accepted. */
  Ticket accepted(Order order) {
    Ticket ticket = awaited;
    if (ticket == null) {
      throw new IllegalStateException("an order that nobody asked for: " + order.id());
    }
    awaited = null;
    ticket.order(order);
    byOrder.put(order, ticket);
    byTxid.put(ticket.txid(), ticket);
    return ticket;
  }

  /** Keeps an order that ended before it got to the matching engine. */
  void keep(Ticket ticket) {
    awaited = null;
    byTxid.put(ticket.txid(), ticket);
  }

  Ticket of(Order order) {
    Ticket ticket = byOrder.get(order);
    if (ticket == null) {
      throw new IllegalStateException("no ticket of order " + order.id());
    }
    return ticket;
  }

  void filled(Ticket ticket, Fill fill) {
    fills.computeIfAbsent(ticket.account(), k -> new ArrayList<>()).add(fill);
    byFill.put(fill, ticket);
  }

  /** An account's executions, oldest first. */
  List<Fill> fills(String account) {
    return fills.getOrDefault(account, List.of());
  }

  Ticket of(Fill fill) {
    Ticket ticket = byFill.get(fill);
    if (ticket == null) {
      throw new IllegalStateException("no ticket of trade " + fill.tradeId());
    }
    return ticket;
  }

  Optional<Ticket> byTxid(String account, String txid) {
    return Optional.ofNullable(byTxid.get(txid)).filter(t -> t.account().equals(account));
  }

  /** All orders of an account, oldest first. */
  List<Ticket> all(String account) {
    return byTxid.values().stream().filter(t -> t.account().equals(account)).toList();
  }

  /** The open orders of an account, oldest first. */
  List<Ticket> open(String account) {
    return all(account).stream().filter(Ticket::isOpen).toList();
  }

  /** The open order of an account with a client's id. */
  Optional<Ticket> openByClientId(String account, String id) {
    return open(account).stream().filter(t -> id.equals(t.clientId())).findFirst();
  }

  /** The id of an execution. */
  String tradeId(Fill fill) {
    return Ids.trade(fill.orderId(), fill.tradeId());
  }
}

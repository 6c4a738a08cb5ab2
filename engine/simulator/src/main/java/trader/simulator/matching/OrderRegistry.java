package trader.simulator.matching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All orders ever accepted: by id, by the client's id, open or not, and all executions. */
public final class OrderRegistry {
  private record ClientKey(String account, String clientOrderId) {}

  private final TreeMap<Long, Order> byId = new TreeMap<>();
  private final Map<Long, Order> open = new LinkedHashMap<>();
  private final Map<ClientKey, Order> openByClientId = new HashMap<>();
  private final Map<ClientKey, Order> latestByClientId = new HashMap<>();
  private final Map<String, List<Fill>> fills = new HashMap<>();
  private final TreeMap<Long, OrderList> lists = new TreeMap<>();
  private final Set<Long> doneLists = new HashSet<>();
  private long nextOrderId = 1;
  private long nextListId = 1;

  Order create(NewOrder request, long nowMicros) {
    Order order = new Order(nextOrderId++, request, nowMicros);
    ClientKey key = new ClientKey(request.account(), request.clientOrderId());
    byId.put(order.id(), order);
    open.put(order.id(), order);
    openByClientId.put(key, order);
    latestByClientId.put(key, order);
    return order;
  }

  OrderList createList(String clientListId, List<Order> orders, long nowMicros) {
    Order any = orders.get(0);
    OrderList list =
        new OrderList(nextListId++, clientListId, any.symbol(), any.account(), orders, nowMicros);
    lists.put(list.id(), list);
    orders.forEach(o -> o.joins(list));
    return list;
  }

  boolean closeList(OrderList list) {
    return doneLists.add(list.id());
  }

  void closed(Order order) {
    open.remove(order.id());
    openByClientId.remove(new ClientKey(order.account(), order.clientOrderId()), order);
  }

  void filled(Order order, Fill fill) {
    fills.computeIfAbsent(order.account(), k -> new ArrayList<>()).add(fill);
  }

  boolean isOpen(String account, String clientOrderId) {
    return openByClientId.containsKey(new ClientKey(account, clientOrderId));
  }

  /** An account's order by the venue's id. */
  public Optional<Order> byId(String account, long id) {
    return Optional.ofNullable(byId.get(id)).filter(o -> o.account().equals(account));
  }

  /** An account's latest order with a client's id. */
  public Optional<Order> byClientId(String account, String clientOrderId) {
    return Optional.ofNullable(latestByClientId.get(new ClientKey(account, clientOrderId)));
  }

  /** An account's open orders, oldest first. */
  public List<Order> open(String account) {
    return open.values().stream().filter(o -> o.account().equals(account)).toList();
  }

  /** An account's orders from an id on, oldest first. */
  public List<Order> from(String account, long firstId) {
    return byId.tailMap(firstId, true).values().stream()
        .filter(o -> o.account().equals(account))
        .toList();
  }

  /** An account's executions, oldest first. */
  public List<Fill> fills(String account) {
    return Collections.unmodifiableList(fills.getOrDefault(account, List.of()));
  }

  /** An account's order list by the venue's id. */
  public Optional<OrderList> list(String account, long id) {
    return Optional.ofNullable(lists.get(id)).filter(l -> l.account().equals(account));
  }

  /** An account's order list by the client's id. */
  public Optional<OrderList> list(String account, String clientListId) {
    return lists(account).stream()
        .filter(l -> l.clientListId().equals(clientListId))
        .reduce((a, b) -> b);
  }

  /** An account's order lists, oldest first. */
  public List<OrderList> lists(String account) {
    return lists.values().stream().filter(l -> l.account().equals(account)).toList();
  }
}

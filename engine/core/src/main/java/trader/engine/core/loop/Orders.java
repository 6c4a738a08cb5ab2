package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState.Trigger;

/**
 * Every order that is not finished, and the latest finished ones, since a fill may come late. Owned
 * by the core's thread.
 */
final class Orders {
  private static final int FINISHED_KEPT = 500;
  private final Map<ClientOrderId, Order> all = new HashMap<>();
  private final Map<ClientOrderId, Order> open = new LinkedHashMap<>();
  private final Map<VenueId, ClientOrderId> byVenueId = new HashMap<>();
  private final Deque<ClientOrderId> finished = new ArrayDeque<>();
  private long changes;
  private Consumer<Order> watcher = _ -> {};

  /** Venues number the orders of each instrument for themselves. */
  private record VenueId(Account account, InstrumentId instrument, String id) {}

  /** Restores the orders of earlier sessions. */
  Orders(List<OrderRecord> records) {
    for (OrderRecord record : records) {
      Order order = new Order(record);
      add(order);
      order.venueOrderId().ifPresent(id -> byVenueId.put(venueId(order, id), order.id()));
    }
  }

  /** Shows every order to {@code newWatcher} whenever it was intended, moved or filled. */
  void watchedBy(Consumer<Order> newWatcher) {
    watcher = newWatcher;
  }

  /** How often an order has been intended, moved or filled so far. */
  long changes() {
    return changes;
  }

  /** Takes an intent. */
  Order intend(NewOrder intent) {
    Order order = new Order(intent);
    add(order);
    return order;
  }

  /** The order of that id. */
  Optional<Order> find(ClientOrderId id) {
    return Optional.ofNullable(all.get(id));
  }

  /** The order that an account's venue knows by that id. */
  Optional<Order> findByVenueId(Account account, InstrumentId instrument, String venueOrderId) {
    return Optional.ofNullable(byVenueId.get(new VenueId(account, instrument, venueOrderId)))
        .flatMap(this::find);
  }

  /** Orders that are not finished, oldest first. */
  Collection<Order> open() {
    return open.values();
  }

  /** Orders that are not finished and fit, oldest first. */
  List<Order> open(Predicate<NewOrder> fits) {
    List<Order> list = new ArrayList<>();
    for (Order order : open.values()) {
      if (fits.test(order.intent())) {
        list.add(order);
      }
    }
    return list;
  }

  /** Moves an order along its table; answers whether the table allows it. */
  boolean move(Order order, Trigger trigger) {
    boolean moved = order.move(trigger);
    index(order);
    return moved;
  }

  /** Takes the venue's word for what it changed a working order to; answers as {@link #move}. */
  boolean replace(
      Order order, BigDecimal qty, @Nullable BigDecimal price, @Nullable BigDecimal stopPrice) {
    boolean replaced = order.replaced(qty, price, stopPrice);
    index(order);
    return replaced;
  }

  /** Takes the venue's word that it has ended an order; answers whether the table allows it. */
  boolean end(Order order, Trigger trigger, BigDecimal executedQty) {
    boolean ended = order.endAs(trigger, executedQty);
    index(order);
    return ended;
  }

  /** Notes the venue's id for an order. */
  void knownAs(Order order, String venueOrderId) {
    order.knownAs(venueOrderId);
    if (!venueOrderId.isEmpty()) {
      byVenueId.put(venueId(order, venueOrderId), order.id());
    }
  }

  /** Books a fill; answers false for one that is booked already. */
  boolean fill(Order order, String tradeId, BigDecimal price, BigDecimal qty) {
    boolean booked = order.fill(tradeId, price, qty);
    index(order);
    return booked;
  }

  /** Takes the venue's word for an order whose fills are all booked. */
  void settle(Order order, VenueOrder venues) {
    knownAs(order, venues.venueOrderId());
    if (venues.status() == VenueOrder.Status.WORKING) {
      order.standsAs(venues);
    }
    move(
        order,
        switch (venues.status()) {
          case WORKING -> Trigger.ACCEPTED;
          case FILLED -> Trigger.ALL_FILLED;
          case CANCELLED -> Trigger.CANCELLED;
          case EXPIRED -> Trigger.EXPIRED;
          case REJECTED -> Trigger.REJECTED;
        });
  }

  /** The trigger that a venue's report without figures is. */
  static Optional<Trigger> triggerOf(VenueEvent report) {
    return switch (report) {
      case VenueEvent.Accepted _ -> Optional.of(Trigger.ACCEPTED);
      case VenueEvent.Rejected _ -> Optional.of(Trigger.REJECTED);
      case VenueEvent.ReplaceRejected _ -> Optional.of(Trigger.REPLACE_REFUSED);
      case VenueEvent.CancelRejected _ -> Optional.of(Trigger.CANCEL_REFUSED);
      case VenueEvent.OutcomeUnknown _ -> Optional.of(Trigger.NO_ANSWER);
      case VenueEvent.Cancelled _,
          VenueEvent.Expired _,
          VenueEvent.Filled _,
          VenueEvent.Listed _,
          VenueEvent.OrderFound _,
          VenueEvent.OrderNotFound _,
          VenueEvent.QueryFailed _,
          VenueEvent.AccountRead _,
          VenueEvent.AccountReadFailed _,
          VenueEvent.BalanceChanged _,
          VenueEvent.Triggered _,
          VenueEvent.Replaced _,
          VenueEvent.PositionChanged _,
          VenueEvent.FundingPaid _,
          VenueEvent.Liquidated _,
          VenueEvent.LinkStatus _,
          VenueEvent.CallFailed _ ->
          Optional.empty();
    };
  }

  /** What outlives the process: every open order and the latest finished ones. */
  List<OrderRecord> records() {
    List<OrderRecord> records = new ArrayList<>();
    for (ClientOrderId id : finished) {
      find(id).ifPresent(order -> records.add(order.record()));
    }
    for (Order order : open.values()) {
      records.add(order.record());
    }
    return records;
  }

  private void add(Order order) {
    all.put(order.id(), order);
    open.put(order.id(), order);
    index(order);
  }

  private void index(Order order) {
    changes++;
    if (order.state().finished()) {
      if (open.remove(order.id()) != null) {
        finished.addLast(order.id());
        if (finished.size() > FINISHED_KEPT) {
          forget(finished.removeFirst());
        }
      }
    } else if (open.putIfAbsent(order.id(), order) == null) {
      finished.remove(order.id());
    }
    watcher.accept(order);
  }

  private void forget(ClientOrderId id) {
    Order gone = all.remove(id);
    if (gone != null) {
      gone.venueOrderId().ifPresent(venues -> byVenueId.remove(venueId(gone, venues)));
    }
  }

  private static VenueId venueId(Order order, String id) {
    return new VenueId(order.intent().account(), order.intent().instrument(), id);
  }
}

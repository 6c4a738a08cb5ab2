package trader.engine.core.loop;

import java.util.Optional;
import trader.control.Alert;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState;

/**
 * Ends what is unknown, by the venue's word only: asks for each such order by its client order id
 * until the venue tells its fate, and takes "no such order" for an answer only once the order can
 * no longer be on its way.
 */
final class Resolver {
  private static final long ASK_AGAIN_MICROS = 250_000;
  private final Books books;
  private final Outbox outbox;
  private final Reconciler reconciler;

  Resolver(Books books, Outbox outbox, Reconciler reconciler) {
    this.books = books;
    this.outbox = outbox;
    this.reconciler = reconciler;
  }

  /** Asks for every unknown order whose time has come. */
  void proceed() {
    for (Order order : books.orders().open()) {
      if (order.state() == OrderState.UNKNOWN && outbox.atMicros() >= order.nextQueryMicros()) {
        order.queryNotBefore(outbox.atMicros() + ASK_AGAIN_MICROS);
        outbox.add(
            new Action.Query(order.intent().account(), order.intent().instrument(), order.id()));
      }
    }
  }

  /** The venue has it. Where it executed more than is booked, the fills are fetched first. */
  void found(VenueOrder venues) {
    Optional<Order> known = books.orders().find(venues.id());
    if (known.isEmpty()) {
      return;
    }
    Order order = known.get();
    Orders orders = books.orders();
    orders.knownAs(order, venues.venueOrderId());
    reconciler.bookFetched(order);
    if (venues.executedQty().compareTo(order.filledQty()) > 0) {
      reconciler.request(order.intent().account(), "fills of " + order.id() + " are missing");
      return;
    }
    if (!order.state().finished()) {
      orders.settle(order, venues);
    }
  }

  /** The venue has never had it. */
  void notFound(ClientOrderId id) {
    Optional<Order> known = books.orders().find(id);
    if (known.isEmpty() || known.get().state().finished()) {
      return;
    }
    Order order = known.get();
    long arrivesNoLaterThan =
        order.intent().intendedMicros() + books.settings().limits().unknownGraceMicros();
    if (outbox.atMicros() < arrivesNoLaterThan) {
      order.queryNotBefore(Math.min(arrivesNoLaterThan, outbox.atMicros() + ASK_AGAIN_MICROS));
      return;
    }
    if (!books.orders().move(order, OrderState.Trigger.NOT_FOUND)) {
      outbox.alert(
          Alert.Severity.CRITICAL,
          Reason.INVARIANT_VIOLATION,
          id.value(),
          "the venue says it has never had order "
              + id
              + ", which it had confirmed; look at the venue's own order history");
      return;
    }
    outbox.log(
        Action.Log.Level.WARN,
        "ORDER_LOST",
        "order=" + id + " reason=\"it never reached the venue, which the venue confirms\"");
  }
}

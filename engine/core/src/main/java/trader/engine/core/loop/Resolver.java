package trader.engine.core.loop;

import java.util.Optional;
import trader.control.Alert;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;

/**
 * Ends what is unknown, by the venue's word only: asks for each such order by its client order id
 * until the venue tells its fate, and takes "no such order" for an answer only once the order can
 * no longer be on its way.
 */
final class Resolver {
  private final Books books;
  private final Outbox outbox;
  private final Reconciler reconciler;
  private final Protector protector;

  Resolver(Books books, Outbox outbox, Reconciler reconciler, Protector protector) {
    this.books = books;
    this.outbox = outbox;
    this.reconciler = reconciler;
    this.protector = protector;
  }

  /** Takes what was never answered for unknown, and asks for what is unknown. */
  void proceed() {
    for (Order order : books.orders().open()) {
      if (overdue(order)) {
        books.orders().move(order, OrderState.Trigger.NO_ANSWER);
      }
      if (order.state() == OrderState.UNKNOWN
          && outbox.atMicros() >= order.nextQueryMicros()
          && books.linked(order.intent().account())) {
        order.queried(outbox.atMicros());
        outbox.add(
            new Action.Query(order.intent().account(), order.intent().instrument(), order.id()));
      }
    }
  }

  private boolean overdue(Order order) {
    long grace =
        switch (order.state()) {
          case PENDING, REPLACING, CANCELLING -> askedAfterMicros(order);
          case WORKING, UNKNOWN, FILLED, CANCELLED, EXPIRED, REJECTED, LOST -> Long.MAX_VALUE;
        };
    return outbox.atMicros() - order.sentMicros() >= grace;
  }

  /**
   * A position must not wait for its stop, nor for a sale that a stop makes way for or has made way
   * for.
   */
  private long askedAfterMicros(Order order) {
    return order.intent().type() == OrderType.MARKET
        ? books.settings().protection().lostMicros()
        : finalAfterMicros(order);
  }

  /** A stop may be sent twice; anything else must not be. */
  private long finalAfterMicros(Order order) {
    return order.intent().type() == OrderType.STOP_LOSS
        ? books.settings().protection().lostMicros()
        : books.settings().limits().unknownGraceMicros();
  }

  /** The venue has it. Where it executed more than is booked, the fills are fetched first. */
  void found(VenueOrder venues) {
    Optional<Order> known = books.orders().find(venues.id());
    if (known.isEmpty()) {
      return;
    }
    Order order = known.get();
    Orders orders = books.orders();
    reconciler.heard(order, venues);
    reconciler.bookFetched(order);
    if (venues.executedQty().compareTo(order.filledQty()) > 0) {
      reconciler.startOver(order.intent().account(), "fills of " + order.id() + " are missing");
      return;
    }
    if (!order.state().finished()) {
      orders.settle(order, venues);
      if (order.state().finished() && order.state() != OrderState.FILLED) {
        protector.ended(order, order.filledQty(), "the venue has it as " + order.state().text());
      }
    }
  }

  /**
   * The venue does not know it. Final once a submit can no longer arrive; until then whatever needs
   * to know goes by nothing of it having happened. For an order that the venue had confirmed, final
   * once it has said so for as long.
   */
  void notFound(ClientOrderId id) {
    Optional<Order> known = books.orders().find(id);
    if (known.isEmpty() || known.get().state() != OrderState.UNKNOWN) {
      return;
    }
    Order order = known.get();
    boolean confirmed = order.venueOrderId().isPresent();
    long since =
        confirmed ? order.missingSince(outbox.atMicros()) : order.intent().intendedMicros();
    long finalFrom = since + finalAfterMicros(order);
    if (outbox.atMicros() < finalFrom) {
      order.notThere();
      // Asking before then can tell nothing final, and takes calls that a comparison needs.
      order.askAt(finalFrom);
      return;
    }
    if (!books.orders().move(order, OrderState.Trigger.NOT_FOUND)) {
      return;
    }
    outbox.log(
        Action.Log.Level.WARN,
        "ORDER_LOST",
        "order="
            + id
            + " reason=\""
            + (confirmed
                ? "the venue had confirmed it and no longer knows it"
                : "it never reached the venue, which the venue confirms")
            + "\"");
    if (!confirmed) {
      protector.lost(order);
    }
    if (confirmed) {
      protector.ended(order, order.filledQty(), "the venue no longer knows it");
      outbox.alert(
          Alert.Severity.CRITICAL,
          Reason.INVARIANT_VIOLATION,
          id.value(),
          "the venue no longer knows order "
              + id
              + ", which it had confirmed; it is taken for gone and the account is compared;"
              + " look at the venue's own order history");
      reconciler.request(order.intent().account(), "the venue no longer knows " + id);
    }
  }
}

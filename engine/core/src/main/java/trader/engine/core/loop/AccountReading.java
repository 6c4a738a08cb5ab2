package trader.engine.core.loop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.Alert;
import trader.control.Reason;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.engine.core.Action;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderState.Trigger;

/**
 * Holds our orders against one reading of the live account: has each asked for of which the two do
 * not say the same, and books the fills and the funding that were missed.
 */
final class AccountReading {
  private final Books books;
  private final Outbox outbox;
  private final Reconciler.FillBooking booking;
  private final Set<ClientOrderId> asked = new HashSet<>();
  private final Set<ClientOrderId> absent = new HashSet<>();
  private List<PastFill> fills = List.of();
  private @Nullable AccountSnapshot read;

  /** Orders of which no answer had come and that the venue has, since they were last counted. */
  private int adopted;

  /** Fills that had been missed and were booked, since they were last counted. */
  private int applied;

  AccountReading(Books books, Outbox outbox, Reconciler.FillBooking booking) {
    this.books = books;
    this.outbox = outbox;
    this.booking = booking;
  }

  /** What was read. */
  AccountSnapshot account() {
    return Objects.requireNonNull(read);
  }

  /** How many missed fills were booked since this was last asked. */
  int takeApplied() {
    int count = applied;
    applied = 0;
    return count;
  }

  /** How many orders were adopted since this was last asked. */
  int takeAdopted() {
    int count = adopted;
    adopted = 0;
    return count;
  }

  /** Takes a reading, and has every order asked for that it leaves in doubt. */
  void take(AccountSnapshot account, Findings findings) {
    read = account;
    fills = account.fills();
    asked.clear();
    absent.clear();
    Set<ClientOrderId> listed = new HashSet<>();
    List<VenueOrder> foreign = new ArrayList<>();
    List<String> orphans = new ArrayList<>();
    for (VenueOrder venues : account.openOrders()) {
      listed.add(venues.id());
      Optional<Order> ours = books.orders().find(venues.id());
      if (ours.isPresent()) {
        known(ours.get(), venues, findings);
      } else if (venues.id().madeBy(books.settings().color().text().charAt(0))) {
        orphans.add(venues.id().value());
        findings.orphan();
      } else {
        foreign.add(venues);
        findings.foreignOrder();
      }
    }
    books.read(account.positions(), foreign);
    for (Order order : List.copyOf(books.orders().open())) {
      if (order.intent().account() == Account.LIVE && !listed.contains(order.id())) {
        missing(order);
      }
    }
    tellOrphans(orphans);
  }

  /**
   * Of one that is open here and not there: where the fills that were read complete it, that is
   * why.
   */
  private void missing(Order order) {
    bookFetched(order);
    if (order.state().finished()) {
      return;
    }
    if (order.state() == OrderState.WORKING) {
      absent.add(order.id());
    }
    ask(order, Trigger.NO_ANSWER);
  }

  /** The venue has told of an order; one of which no answer had come is adopted by that. */
  void heard(Order order, VenueOrder venues) {
    if (order.venueOrderId().isEmpty() && order.state() == OrderState.UNKNOWN) {
      adopted++;
      outbox.log(
          Action.Log.Level.WARN,
          "PENDING_ADOPTED",
          "order="
              + order.id()
              + " symbol="
              + order.intent().instrument()
              + " purpose="
              + order.intent().purpose().text()
              + " venue_order="
              + venues.venueOrderId()
              + " reason=\"no answer to it had come, and the venue has it\"");
    }
    books.orders().knownAs(order, venues.venueOrderId());
  }

  /** Books those of the fetched fills that belong to the order; the venue's id is known by now. */
  void bookFetched(Order order) {
    for (PastFill fill : fills) {
      if (fill.instrument().equals(order.intent().instrument())
          && order.venueOrderId().filter(fill.venueOrderId()::equals).isPresent()
          && booking.book(order, fill)) {
        applied++;
      }
    }
  }

  private void known(Order order, VenueOrder venues, Findings findings) {
    Orders orders = books.orders();
    heard(order, venues);
    if (venues.executedQty().compareTo(order.filledQty()) != 0) {
      findings.mismatch();
    }
    bookFetched(order);
    if (order.state().finished()) {
      ask(order, Trigger.FOUND_OPEN);
    } else if (venues.executedQty().compareTo(order.filledQty()) > 0) {
      ask(order, Trigger.NO_ANSWER);
    } else if (venues.executedQty().compareTo(order.filledQty()) == 0) {
      orders.settle(order, venues);
    }
  }

  /** Leaves it to the venue's word for this one order what it is. */
  private void ask(Order order, Trigger doubt) {
    books.orders().move(order, doubt);
    order.askSoon();
    asked.add(order.id());
  }

  /**
   * Whether the venue's word on an order is still awaited. That it does not know one is a word: the
   * order may come yet, and will be told of then as any other.
   */
  boolean asking() {
    asked.removeIf(id ->
        books
            .orders()
            .find(id)
            .map(order -> order.state() != OrderState.UNKNOWN || order.absent())
            .orElse(true));
    return !asked.isEmpty();
  }

  /** Books what was read and is not booked yet; every order is known by now. */
  void book() {
    for (PastFill fill : fills) {
      books
          .orders()
          .findByVenueId(Account.LIVE, fill.instrument(), fill.venueOrderId())
          .filter(order -> booking.book(order, fill))
          .ifPresent(_ -> applied++);
      books.portfolio().holding(Account.LIVE, fill.instrument()).compared(fill.tradeId());
    }
    for (PastFunding paid : account().funding()) {
      booking.fund(
          Account.LIVE, paid.instrument(), paid.amount(), paid.asset(), paid.venueMicros());
    }
    fills = List.of();
  }

  /** Counts what worked here, was not listed there, and has ended there. */
  void countGone(Findings findings) {
    for (ClientOrderId id : absent) {
      books
          .orders()
          .find(id)
          .filter(order -> order.state().finished() && order.state() != OrderState.FILLED)
          .ifPresent(_ -> findings.phantom());
    }
  }

  private void tellOrphans(List<String> orphans) {
    if (orphans.isEmpty()) {
      outbox.calm(Reason.RECONCILIATION, "orders");
      return;
    }
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.RECONCILIATION,
        "orders",
        "the venue has open orders that carry this engine's mark and that its journal does not"
            + " know: "
            + String.join(" ", orphans)
            + "; they are left alone; cancel them at the venue if they are not meant");
  }
}

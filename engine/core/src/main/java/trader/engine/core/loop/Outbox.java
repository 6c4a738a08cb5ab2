package trader.engine.core.loop;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.Alert;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.InstrumentRules;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.ProposedEntry;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/**
 * What the core wants done about the event at hand. Orders and cancels take effect on the books as
 * they are put here. While a journal is read back, the journal's own orders and cancels count, and
 * new ones are not made.
 */
final class Outbox {
  /** How the audit calls that the kill switch was thrown. */
  static final String KILLED = "kill switch";

  private static final int FIRING_KEPT = 100;
  private final Books books;
  private final boolean readingBack;
  private final LastHop lastHop;
  private final Map<String, Alert> firing = new LinkedHashMap<>();
  private List<Action> actions = new ArrayList<>();
  private long atMicros;

  Outbox(Books books, boolean readingBack) {
    this.books = books;
    this.readingBack = readingBack;
    this.lastHop = new LastHop(books);
  }

  void begin(long eventMicros) {
    atMicros = eventMicros;
    if (!actions.isEmpty()) {
      actions = new ArrayList<>();
    }
  }

  List<Action> take() {
    return actions.isEmpty() ? List.of() : actions;
  }

  long atMicros() {
    return atMicros;
  }

  Instant at() {
    return Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS);
  }

  /**
   * Makes and submits an order of the account that holds or will hold the position; null where
   * nothing may leave for it. In a perpetual all but entries are reduce-only.
   *
   * @param trace the decision or command that it comes from
   */
  @Nullable Order submit(
      Account account,
      trader.control.InstrumentId instrument,
      Side side,
      OrderType type,
      Purpose purpose,
      BigDecimal qty,
      @Nullable BigDecimal price,
      @Nullable BigDecimal stopPrice,
      @Nullable BigDecimal stopDistance,
      String strategy,
      String cause,
      String trace) {
    if (readingBack || books.barred(account) != null) {
      return null;
    }
    ClientOrderId id =
        ClientOrderId.derive(
            books.settings().color().text().charAt(0),
            books.settings().session(),
            books.nextOrderCount());
    NewOrder intent =
        new NewOrder(
            id,
            account,
            instrument,
            side,
            type,
            purpose,
            qty,
            price,
            stopPrice,
            stopDistance,
            strategy,
            cause,
            atMicros,
            purpose != Purpose.ENTRY
                && books.market(instrument).rules().filter(InstrumentRules::perpetual).isPresent(),
            false,
            trace);
    if (!lastHop.passes(intent, atMicros)) {
      return null;
    }
    actions.add(new Action.Submit(intent));
    return books.orders().intend(intent);
  }

  /** Lets entries of a decision be sent, up to that quantity together. */
  void decided(String trace, BigDecimal qty) {
    lastHop.decided(trace, qty);
  }

  /** What the last hop has found and must stop new risk, told once. */
  Optional<String> takeBreach() {
    return lastHop.takeBreach();
  }

  /** Proposes an entry to people. */
  void propose(ProposedEntry proposal) {
    if (!readingBack) {
      books.proposals().add(proposal);
      actions.add(new Action.Propose(proposal));
    }
  }

  /** Cancels an order, where that can be said to the venue now. */
  void cancel(Order order) {
    if (readingBack
        || books.barred(order.intent().account()) != null
        || !books.orders().move(order, OrderState.Trigger.CANCEL_SENT)) {
      return;
    }
    order.requestSent(atMicros);
    actions.add(
        new Action.Cancel(
            order.intent().account(),
            order.intent().instrument(),
            order.id(),
            order.venueOrderId().orElse(null)));
  }

  /**
   * Asks the venue to change what a working order works for, where that can be said to it now. The
   * order is as it was until the venue confirms. Entries are not changed: that needs a gate.
   *
   * @param qty the whole quantity, what is filled included
   */
  void replace(Order order, BigDecimal qty, @Nullable BigDecimal stopPrice) {
    if (readingBack
        || order.intent().purpose() == Purpose.ENTRY
        || books.barred(order.intent().account()) != null
        || !lastHop.counts(
            new PositionKey(order.intent().account(), order.intent().instrument()),
            order.intent().purpose(),
            atMicros)
        || !books.orders().move(order, OrderState.Trigger.REPLACE_SENT)) {
      return;
    }
    order.requestSent(atMicros);
    actions.add(
        new Action.Replace(
            order.intent().account(),
            order.intent().instrument(),
            order.id(),
            order.venueOrderId().orElse(null),
            qty,
            order.intent().price(),
            stopPrice));
  }

  /** Applies an order, change or cancel that the journal has. */
  void replayed(Action action) {
    switch (action) {
      case Action.Submit(NewOrder intent) -> {
        books.countedOrder();
        books.orders().intend(intent);
      }
      case Action.Propose(ProposedEntry proposal) -> books.proposals().add(proposal);
      case Action.Audit audit -> audited(audit);
      case Action.Replace replace -> asked(replace.order(), OrderState.Trigger.REPLACE_SENT);
      case Action.Cancel cancel -> asked(cancel.order(), OrderState.Trigger.CANCEL_SENT);
      case Action.Query _,
          Action.Reconcile _,
          Action.SetGate _,
          Action.Acknowledge _,
          Action.Raise _,
          Action.Log _,
          Action.Measure _,
          Action.Reconciled _ -> {
        // Nothing of these outlives the process.
      }
    }
  }

  /** The last hop is passed by a core that decides only: that it threw the switch stands here. */
  private void audited(Action.Audit audit) {
    if (audit.action().equals(KILLED)) {
      books.levers().kill(atMicros, audit.reason() + " " + audit.detail());
    }
  }

  private void asked(ClientOrderId id, OrderState.Trigger trigger) {
    books
        .orders()
        .find(id)
        .ifPresent(order -> {
          books.orders().move(order, trigger);
          order.requestSent(atMicros);
        });
  }

  void add(Action action) {
    actions.add(action);
  }

  void acknowledge(Acknowledgement acknowledgement) {
    actions.add(new Action.Acknowledge(acknowledgement));
  }

  void log(Action.Log.Level level, String pattern, String fields) {
    actions.add(new Action.Log(level, pattern, fields));
  }

  /** Raises an alert, once while it keeps firing with the same text. */
  void alert(Alert.Severity severity, Reason reason, String subject, String text) {
    Alert alert =
        new Alert(
            severity, reason, subject, text, "engine-" + books.settings().color().text(), at());
    Alert before = firing.put(alert.fingerprint(), alert);
    if (before != null && before.text().equals(text)) {
      return;
    }
    if (firing.size() > FIRING_KEPT) {
      firing.remove(firing.keySet().iterator().next());
    }
    actions.add(new Action.Raise(alert));
  }

  /** Ends an alert. */
  void calm(Reason reason, String subject) {
    if (!firing.isEmpty()) {
      firing.remove(reason.text() + ":" + subject);
    }
  }

  /** Ends every alert about a subject. */
  void calm(String subject) {
    firing.values().removeIf(alert -> alert.subject().equals(subject));
  }

  /** What fires now, newest last. */
  List<Alert> firing() {
    return List.copyOf(firing.values());
  }
}

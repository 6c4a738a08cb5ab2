package trader.engine.core.loop;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import trader.control.Acknowledgement;
import trader.control.Acknowledgement.Outcome;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.engine.core.Account;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState;

/**
 * Tells the desk what became of each change and request, and only what is so: a lowering is
 * acknowledged once the gate is closed, sends in flight have left, and the venue has answered for
 * each entry that had left before; a second acknowledgement follows where cancels were still open.
 */
final class Answers {
  private static final long SENT_PATIENCE_MICROS = 1_000_000;
  private static final long CANCEL_PATIENCE_MICROS = 3_000_000;
  private static final long CLOSE_PATIENCE_MICROS = 15_000_000;
  private final Books books;
  private final Outbox outbox;
  private final List<Change> changes = new ArrayList<>();
  private final List<Close> closes = new ArrayList<>();

  private static final class Change {
    private final String commandId;
    private final String subject;
    private final String value;
    private final Outcome outcome;
    private final String why;
    private final long gateChange;
    private final long sinceMicros;
    private final List<ClientOrderId> entries;
    private final boolean lowered;
    private boolean drained;
    private boolean told;
    private long gateMicros;

    Change(
        String commandId,
        String subject,
        String value,
        Outcome outcome,
        String why,
        long gateChange,
        long sinceMicros,
        List<ClientOrderId> entries,
        boolean lowered) {
      this.commandId = commandId;
      this.subject = subject;
      this.value = value;
      this.outcome = outcome;
      this.why = why;
      this.gateChange = gateChange;
      this.sinceMicros = sinceMicros;
      this.entries = entries;
      this.lowered = lowered;
    }
  }

  private record Close(
      String commandId, Account account, List<InstrumentId> instruments, long sinceMicros) {}

  Answers(Books books, Outbox outbox) {
    this.books = books;
    this.outbox = outbox;
  }

  boolean idle() {
    return changes.isEmpty() && closes.isEmpty();
  }

  /**
   * Will answer once the gate change of that number is in force.
   *
   * @param lowered whether the change asks for less, so that the time of closing means something
   */
  void afterGate(
      String commandId,
      String subject,
      String value,
      Outcome outcome,
      String why,
      long gateChange,
      boolean lowered) {
    List<ClientOrderId> entries = new ArrayList<>();
    for (Account account : Account.values()) {
      books.openEntries(account).forEach(entry -> entries.add(entry.id()));
    }
    changes.add(
        new Change(
            commandId,
            subject,
            value,
            outcome,
            why,
            gateChange,
            outbox.atMicros(),
            entries,
            lowered));
  }

  void gateDrained(long gateChange, long micros) {
    for (Change change : changes) {
      if (!change.drained && change.gateChange <= gateChange) {
        change.drained = true;
        change.gateMicros = micros;
      }
    }
  }

  /** Will answer once the positions are flat, or cannot be made so in time. */
  void afterClose(String commandId, Account account, List<InstrumentId> instruments) {
    closes.add(new Close(commandId, account, List.copyOf(instruments), outbox.atMicros()));
  }

  /** Answers at once. */
  void now(String commandId, String subject, String value, Outcome outcome, String why) {
    outbox.acknowledge(
        answer(commandId, subject, value, outcome, 0, List.of(), List.of(), List.of(), true, why));
  }

  /** Sends what has become true. */
  void proceed() {
    if (!changes.isEmpty()) {
      changes.removeIf(this::tell);
    }
    if (!closes.isEmpty()) {
      for (Iterator<Close> each = closes.iterator(); each.hasNext(); ) {
        if (tell(each.next())) {
          each.remove();
        }
      }
    }
  }

  private boolean tell(Change change) {
    if (!change.drained) {
      return false;
    }
    long waited = outbox.atMicros() - change.sinceMicros;
    boolean unanswered = any(change.entries, OrderState.PENDING);
    if (unanswered && waited < SENT_PATIENCE_MICROS) {
      return false;
    }
    boolean settled = unfinished(change.entries).isEmpty();
    boolean complete = settled || waited >= CANCEL_PATIENCE_MICROS;
    if (change.told && !complete) {
      return false;
    }
    change.told = true;
    outbox.acknowledge(
        answer(
            change.commandId,
            change.subject,
            change.value,
            change.outcome,
            change.lowered ? change.gateMicros : 0,
            ids(change.entries, OrderState.CANCELLED),
            ids(change.entries, OrderState.WORKING, OrderState.CANCELLING),
            ids(change.entries, OrderState.UNKNOWN, OrderState.PENDING),
            complete,
            change.why));
    return complete;
  }

  private boolean tell(Close close) {
    List<InstrumentId> held =
        close.instruments.stream().filter(id -> books.inPosition(close.account, id)).toList();
    boolean ordersLeft =
        close.instruments.stream()
            .anyMatch(id ->
                !books
                    .orders()
                    .open(intent ->
                        intent.account() == close.account && intent.instrument().equals(id))
                    .isEmpty());
    boolean flat = held.isEmpty() && !ordersLeft;
    if (!flat && outbox.atMicros() - close.sinceMicros < CLOSE_PATIENCE_MICROS) {
      return false;
    }
    now(
        close.commandId,
        "close",
        String.join(" ", close.instruments.stream().map(InstrumentId::toString).toList()),
        flat ? Outcome.APPLIED : Outcome.REFUSED,
        flat
            ? "flat: the venue has confirmed the sale, and no order of it is open"
            : "not flat after "
                + CLOSE_PATIENCE_MICROS / 1_000_000
                + " s: held "
                + held
                + (ordersLeft ? ", orders still open" : "")
                + "; look at /orders and /positions");
    return true;
  }

  private Acknowledgement answer(
      String commandId,
      String subject,
      String value,
      Outcome outcome,
      long gateMicros,
      List<String> cancelled,
      List<String> working,
      List<String> unknown,
      boolean complete,
      String why) {
    Account account = books.levers().account();
    GateLevel gate = books.levers().level(account, outbox.atMicros());
    return new Acknowledgement(
        commandId,
        subject,
        value,
        outcome,
        books.settings().color(),
        gate,
        books.levers().mode(),
        outbox.at(),
        gateMicros,
        cancelled,
        working,
        unknown,
        complete,
        why);
  }

  private boolean any(List<ClientOrderId> ids, OrderState state) {
    return !ids(ids, state).isEmpty();
  }

  private List<ClientOrderId> unfinished(List<ClientOrderId> ids) {
    return ids.stream()
        .filter(id -> books.orders().find(id).map(o -> !o.state().finished()).orElse(false))
        .toList();
  }

  private List<String> ids(List<ClientOrderId> ids, OrderState... states) {
    List<OrderState> wanted = List.of(states);
    return ids.stream()
        .map(books.orders()::find)
        .flatMap(Optional::stream)
        .filter(order -> wanted.contains(order.state()))
        .map(Order::id)
        .map(ClientOrderId::value)
        .toList();
  }
}

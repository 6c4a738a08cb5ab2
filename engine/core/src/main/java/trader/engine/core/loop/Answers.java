package trader.engine.core.loop;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.Acknowledgement.Outcome;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;

/**
 * Tells the desk what became of each change and request, and only what is so: a lowering is
 * acknowledged once the gate is closed, sends in flight have left, and the venue has answered for
 * each entry that had left before. Where cancels were still open then, a second acknowledgement
 * follows once the venue has answered for each.
 */
final class Answers {
  private static final long SENT_PATIENCE_MICROS = 1_000_000;
  private static final long CLOSE_PATIENCE_MICROS = 15_000_000;
  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final List<Change> changes = new ArrayList<>();
  private final List<Close> closes = new ArrayList<>();
  private final List<Approval> approvals = new ArrayList<>();

  private static final class Change {
    private final String commandId;
    private final String subject;
    private final String value;
    private final Outcome outcome;
    private final String why;
    private final long gateChange;
    private final long sinceMicros;
    private final boolean lowered;
    private List<ClientOrderId> entries = List.of();
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
        boolean lowered) {
      this.commandId = commandId;
      this.subject = subject;
      this.value = value;
      this.outcome = outcome;
      this.why = why;
      this.gateChange = gateChange;
      this.sinceMicros = sinceMicros;
      this.lowered = lowered;
    }
  }

  /** A position, or orders of one, that an operator wants gone. */
  record Target(Account account, InstrumentId instrument) {}

  private record Close(String commandId, List<Target> targets, long sinceMicros) {}

  private static final class Approval {
    private final String commandId;
    private final String subject;
    private final String value;
    private final ClientOrderId order;
    private final long sinceMicros;
    private boolean told;

    Approval(
        String commandId, String subject, String value, ClientOrderId order, long sinceMicros) {
      this.commandId = commandId;
      this.subject = subject;
      this.value = value;
      this.order = order;
      this.sinceMicros = sinceMicros;
    }
  }

  Answers(Books books, Outbox outbox, Exits exits) {
    this.books = books;
    this.outbox = outbox;
    this.exits = exits;
  }

  boolean idle() {
    return changes.isEmpty() && closes.isEmpty() && approvals.isEmpty();
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
    changes.add(
        new Change(
            commandId, subject, value, outcome, why, gateChange, outbox.atMicros(), lowered));
  }

  /** The gate change of that number goes out now, and {@code entries} must not live on under it. */
  void gateSet(long gateChange, List<ClientOrderId> entries) {
    for (Change change : changes) {
      if (change.gateChange == gateChange) {
        change.entries = entries;
      }
    }
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
  void afterClose(String commandId, List<Target> targets) {
    closes.add(new Close(commandId, targets, outbox.atMicros()));
  }

  /** Will answer once the venue has answered for the order that an approval led to. */
  void afterApproval(String commandId, String proposal, ClientOrderId order) {
    afterEntry(commandId, "approve", proposal, order);
  }

  /** Will answer once the venue has answered for an entry that a person has asked for. */
  void afterEntry(String commandId, String subject, String value, ClientOrderId order) {
    approvals.add(new Approval(commandId, subject, value, order, outbox.atMicros()));
  }

  /** Whether a gate change waits for sends in flight to leave. */
  boolean draining() {
    return changes.stream().anyMatch(change -> !change.drained);
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
    if (!approvals.isEmpty()) {
      approvals.removeIf(this::tell);
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
    boolean unanswered =
        any(change.entries, OrderState.PENDING)
            || (change.lowered && exitsOnTheirWay(change.sinceMicros));
    if (unanswered && waited < SENT_PATIENCE_MICROS) {
      return false;
    }
    boolean complete = unfinished(change.entries).isEmpty();
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

  private boolean tell(Approval approval) {
    Order order = books.orders().find(approval.order).orElse(null);
    OrderState state = order == null ? OrderState.LOST : order.state();
    boolean open = state == OrderState.PENDING || state == OrderState.UNKNOWN;
    if (open
        && (approval.told || outbox.atMicros() - approval.sinceMicros < SENT_PATIENCE_MICROS)) {
      return false;
    }
    approval.told = true;
    boolean refused = state == OrderState.REJECTED || state == OrderState.LOST;
    outbox.acknowledge(
        answer(
            approval.commandId,
            approval.subject,
            approval.value,
            refused ? Outcome.REFUSED : Outcome.APPLIED,
            0,
            List.of(),
            List.of(),
            open ? List.of(approval.order.value()) : List.of(),
            !open,
            order == null ? "order " + approval.order + " is not known any more" : words(order)));
    return !open;
  }

  private static String words(Order order) {
    return "order "
        + order.id()
        + " buys "
        + order.intent().qty().toPlainString()
        + " "
        + order.intent().instrument().symbol()
        + " at up to "
        + String.valueOf(order.intent().price())
        + ": "
        + switch (order.state()) {
          case PENDING, UNKNOWN -> "sent, and the venue has not answered yet; look at /orders";
          case WORKING, REPLACING, CANCELLING ->
              "the venue has it, " + order.filledQty().toPlainString() + " filled so far";
          case FILLED -> "filled";
          case CANCELLED, EXPIRED ->
              order.state().text() + " with " + order.filledQty().toPlainString() + " filled";
          case REJECTED, LOST ->
              order.state().text() + ", nothing was bought; the reason is in the log";
        };
  }

  private boolean tell(Close close) {
    List<Target> held =
        close.targets.stream()
            .filter(target -> books.inPosition(target.account, target.instrument))
            .toList();
    boolean ordersLeft =
        close.targets.stream()
            .anyMatch(target -> !books.open(target.account, target.instrument).isEmpty());
    boolean flat = held.isEmpty() && !ordersLeft;
    boolean underWay =
        close.targets.stream().anyMatch(target -> exits.exiting(target.account, target.instrument));
    boolean patient = outbox.atMicros() - close.sinceMicros < CLOSE_PATIENCE_MICROS;
    if (!flat && patient && (underWay || held.isEmpty())) {
      return false;
    }
    now(
        close.commandId,
        "close",
        words(close.targets),
        flat ? Outcome.APPLIED : Outcome.REFUSED,
        flat
            ? "flat: the venue has confirmed it, and no order of it is open"
            : "not flat after "
                + (outbox.atMicros() - close.sinceMicros) / 1_000
                + " ms: held "
                + words(held)
                + (ordersLeft ? ", orders still open" : "")
                + "; look at /alerts, /orders and /positions, then send it again");
    return true;
  }

  private static String words(List<Target> targets) {
    return String.join(
        " ", targets.stream().map(target -> target.instrument.toString()).distinct().toList());
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
        gate == GateLevel.OPEN ? 0 : gateMicros,
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

  /** A strategy's exit that left before the gate closed may still be on its way to the venue. */
  private boolean exitsOnTheirWay(long sinceMicros) {
    return books.orders().open().stream()
        .anyMatch(order ->
            order.intent().purpose() == Purpose.EXIT
                && order.state() == OrderState.PENDING
                && order.intent().intendedMicros() <= sinceMicros);
  }
}

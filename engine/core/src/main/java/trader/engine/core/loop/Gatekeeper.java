package trader.engine.core.loop;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.Acknowledgement.Outcome;
import trader.control.GateLevel;
import trader.engine.core.Action;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState;

/** Puts the levers' levels into force, and ends the entries that must not live on under them. */
final class Gatekeeper {
  private static final Account[] ACCOUNTS = Account.values();
  private final Books books;
  private final Outbox outbox;
  private final Answers answers;
  private final Set<ClientOrderId> unwanted = new LinkedHashSet<>();
  private final Set<ClientOrderId> approved = new LinkedHashSet<>();
  private long gateChanges;
  private long ticket;
  private boolean mustSet;

  /**
   * @param startMicros gate changes are numbered from here on, so that a core that began anew never
   *     takes the answer to an earlier one's change for its own
   */
  Gatekeeper(Books books, Outbox outbox, Answers answers, long startMicros) {
    this.books = books;
    this.outbox = outbox;
    this.answers = answers;
    this.gateChanges = startMicros;
  }

  /** The event at hand accounts for the early lowering of that ticket; 0 for none. */
  void accountFor(long newTicket) {
    ticket = Math.max(ticket, newTicket);
    mustSet |= newTicket > 0;
  }

  /**
   * Will answer once the gate is as the event at hand leaves it.
   *
   * @param lowered whether the change asks for less, so that the time of closing means something
   */
  void answerOnceSet(
      String commandId,
      String subject,
      String value,
      Outcome outcome,
      String why,
      boolean lowered) {
    mustSet = true;
    answers.afterGate(commandId, subject, value, outcome, why, gateChanges + 1, lowered);
  }

  /**
   * Opens the gate for the one entry that {@code send} puts, which a person has approved, and sets
   * it back right behind it. An early lowering that is not accounted for yet still holds it.
   */
  @Nullable Order letThrough(Account account, Supplier<@Nullable Order> send) {
    GateLevel live = books.gate(Account.LIVE);
    GateLevel paper = books.gate(Account.PAPER);
    set(
        account == Account.LIVE ? GateLevel.OPEN : live,
        account == Account.PAPER ? GateLevel.OPEN : paper);
    Order order = send.get();
    set(live, paper);
    if (order != null) {
      approved.add(order.id());
    }
    return order;
  }

  private void set(GateLevel live, GateLevel paper) {
    gateChanges++;
    outbox.add(new Action.SetGate(gateChanges, live, paper, ticket));
  }

  /** Ends the entries that work now, whatever the gate lets through. */
  void endEntries() {
    for (Account account : ACCOUNTS) {
      books.openEntries(account).forEach(entry -> unwanted.add(entry.id()));
    }
  }

  /** Sets the gate where it has to change or an answer waits for it; cancels what is barred. */
  void enforce() {
    GateLevel live = books.levers().level(Account.LIVE, outbox.atMicros());
    GateLevel paper = books.levers().level(Account.PAPER, outbox.atMicros());
    boolean set = mustSet || live != books.gate(Account.LIVE) || paper != books.gate(Account.PAPER);
    books.gateSet(live, paper);
    List<Order> doomed = doomedEntries();
    if (set) {
      mustSet = false;
      set(live, paper);
      answers.gateSet(gateChanges, doomed.stream().map(Order::id).toList());
    }
    for (Order entry : doomed) {
      if (entry.state() == OrderState.WORKING) {
        outbox.cancel(entry);
      }
    }
  }

  private List<Order> doomedEntries() {
    unwanted.removeIf(this::over);
    approved.removeIf(this::over);
    List<Order> doomed = new ArrayList<>();
    for (Account account : ACCOUNTS) {
      boolean barred = books.gate(account) != GateLevel.OPEN;
      for (Order entry : books.openEntries(account)) {
        if ((barred && !admitted(account, entry)) || unwanted.contains(entry.id())) {
          doomed.add(entry);
        }
      }
    }
    return doomed;
  }

  private boolean over(ClientOrderId id) {
    return books.orders().find(id).map(order -> order.state().finished()).orElse(true);
  }

  private boolean admitted(Account account, Order entry) {
    return approved.contains(entry.id())
        && books.narrowestForApproved(account, outbox.atMicros()).allows() == GateLevel.OPEN;
  }
}

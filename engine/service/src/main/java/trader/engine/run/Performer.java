package trader.engine.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import trader.control.Account;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.venues.Venue;

/**
 * Does what the core wants done: orders through the gate to their venue, and then, once nothing has
 * to leave any more, what only tells. The same in earnest and rehearsed.
 */
final class Performer {
  private final Gates gates;
  private final EngineLoop.Effects effects;
  private final Consumer<Action.Log> log;
  private final Origin origin;
  private final Map<Account, Venue> venues = new EnumMap<>(Account.class);

  /** What only tells: writing a log line takes longer than writing an order. */
  private final List<Runnable> tellings = new ArrayList<>();

  /** Where the actions come from, which hears what comes of them. */
  interface Origin {
    /** The time, microseconds since the epoch. */
    long micros();

    /** Takes an event after the one at hand. */
    void accept(Event event);

    /** Takes an event later, stamped when it is taken; any thread. */
    void post(LongFunction<Event> event);

    /** Shows the state that an acknowledgement speaks of. */
    void showState();
  }

  Performer(Gates gates, EngineLoop.Effects effects, Consumer<Action.Log> log, Origin origin) {
    this.gates = gates;
    this.effects = effects;
    this.log = log;
    this.origin = origin;
  }

  /** Adds a venue to which orders of its account go. */
  void use(Venue venue) {
    venues.put(venue.account(), venue);
  }

  void perform(Action action) {
    switch (action) {
      case Action.Submit submit -> submit(submit);
      case Action.Propose _ -> {
        // The state shows it, and its alert announces it.
      }
      case Action.Cancel cancel -> venue(cancel.account()).cancel(cancel);
      case Action.Replace replace -> venue(replace.account()).replace(replace);
      case Action.Query query -> venue(query.account()).query(query);
      case Action.Reconcile reconcile -> venue(reconcile.account()).reconcile(reconcile);
      case Action.SetGate set ->
          gates.set(
              set,
              micros -> origin.post(at -> new ControlEvent.GateDrained(at, set.change(), micros)));
      case Action.Acknowledge acknowledge -> {
        effects.acknowledge(acknowledge);
        tellings.add(origin::showState);
      }
      case Action.Raise raise -> effects.raise(raise);
      case Action.Log line -> tellings.add(() -> log.accept(line));
      case Action.Audit audit -> effects.audit(audit);
      case Action.Measure measure -> effects.measured(measure);
      case Action.Reconciled reconciled -> effects.reconciled(reconciled.report());
    }
  }

  /** Says what was kept back while something had to leave, in its order. */
  void tell() {
    for (Runnable telling : tellings) {
      telling.run();
    }
    tellings.clear();
  }

  /** The gate is asked here, at the last instruction before the bytes leave. */
  private void submit(Action.Submit submit) {
    NewOrder order = submit.order();
    if (!gates.enter(order.account(), order.purpose())) {
      tellings.add(() -> effects.ordered(order, EngineLoop.Effects.GateAnswer.STOPPED));
      origin.accept(
          new VenueEvent.Rejected(
              origin.micros(), order.id(), "gate", "the gate closed before it was sent"));
      return;
    }
    venue(order.account()).submit(submit, () -> gates.leave(order.account(), order.purpose()));
    tellings.add(() -> effects.ordered(order, EngineLoop.Effects.GateAnswer.SENT));
  }

  private Venue venue(Account account) {
    Venue venue = venues.get(account);
    if (venue == null) {
      throw new IllegalStateException("no venue serves the " + account.text() + " account");
    }
    return venue;
  }
}

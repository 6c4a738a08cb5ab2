package trader.engine.run;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Account;
import trader.control.EngineState;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.Bar;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.ReconciliationReport;
import trader.engine.core.VenueEvent;
import trader.engine.core.loop.Core;
import trader.engine.core.loop.StateView;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.strategy.StrategyFactory;
import trader.engine.journal.JournalWriter;
import trader.venues.EventSink;
import trader.venues.Venue;

/**
 * Owns the core: writes each event to the journal, asks the core, writes what it wants to the
 * journal, and then does it. Everything here happens on one thread, the engine's event loop; {@link
 * #post} brings events there from others.
 *
 * <p>A fault inside the core closes the gates for good: an engine that does not know what it does
 * must not trade.
 */
public final class EngineLoop implements EventSink {
  private static final Logger LOG = LoggerFactory.getLogger(EngineLoop.class);
  private final Core core;
  private final ControlEvent.CoreSettings settings;
  private final JournalWriter journal;
  private final Gates gates;
  private final EngineClock clock;
  private final Executor loop;
  private final Effects effects;
  private final StateView.ProcessFacts facts;
  private final Performer performer;
  private Consumer<Event> observer = _ -> {};
  private final Map<Object, Event> standing = new LinkedHashMap<>();
  private final Deque<Event> waiting = new ArrayDeque<>();

  private boolean busy;
  private boolean rolling;
  private boolean closed;
  private volatile @Nullable Failure failure;
  private @Nullable EngineState lastShown;
  private long eventCount;

  /** What the loop does besides sending orders. */
  public interface Effects {
    /** Tells the desk. */
    void acknowledge(Action.Acknowledge acknowledge);

    /** Shows the state that an acknowledgement speaks of, without waiting for the next beat. */
    void changed(EngineState state);

    /** Tells people. */
    void raise(Action.Raise raise);

    /** Keeps an account of it. */
    void audit(Action.Audit audit);

    /** Counts or times something. */
    void measured(Action.Measure measure);

    /** A comparison with the venue is done. */
    void reconciled(ReconciliationReport report);

    /** A market event has been processed. */
    void marketSeen(MarketEvent event);

    /** An order is handed to its venue. */
    void ordered(NewOrder order, GateAnswer answer);

    /** What the gate said to an order. */
    enum GateAnswer {
      /** It went out. */
      SENT,
      /** The gate had closed after the core decided. */
      STOPPED
    }
  }

  private final class Home implements Performer.Origin {
    @Override
    public long micros() {
      return clock.micros();
    }

    @Override
    public void accept(Event event) {
      EngineLoop.this.accept(event);
    }

    @Override
    public void post(LongFunction<Event> event) {
      EngineLoop.this.post(event);
    }

    @Override
    public void showState() {
      effects.changed(state());
    }
  }

  /** Begins a session: its first event makes the core. */
  public EngineLoop(
      ControlEvent.Configured first,
      StrategyFactory strategies,
      JournalWriter journal,
      Gates gates,
      EngineClock clock,
      Executor loop,
      Effects effects,
      StateView.ProcessFacts facts) {
    this.core = Core.deciding(first, strategies);
    this.settings = first.settings();
    this.journal = journal;
    this.gates = gates;
    this.clock = clock;
    this.loop = loop;
    this.effects = effects;
    this.facts = facts;
    this.performer = new Performer(gates, effects, EngineLoop::log, new Home());
  }

  /** Adds a venue to which orders of its account go. */
  public void use(Venue venue) {
    performer.use(venue);
  }

  /** Shows every event to {@code observer} before the core gets it. */
  public void observedBy(Consumer<Event> newObserver) {
    observer = newObserver;
  }

  /** Brings an event to the loop from any thread; it is stamped when it arrives there. */
  public void post(LongFunction<Event> event) {
    loop.execute(() -> accept(event.apply(clock.micros())));
  }

  /** Runs on the loop and answers there, for what must see the core between two events. */
  public void onLoop(Runnable task) {
    loop.execute(task);
  }

  /**
   * Everything that is shown to people; to be called on the loop. After a fault the last state is
   * shown with its gate closed, and its time stands still.
   */
  public EngineState state() {
    Failure fault = failure;
    EngineState shown = fault == null || lastShown == null ? core.state(facts) : lastShown;
    lastShown = shown;
    return fault == null ? shown : fault.shownOver(shown);
  }

  /** Whether a fault has closed the engine for good. */
  public boolean failed() {
    return failure != null;
  }

  /** When the live account last agreed with the venue's, microseconds since the epoch; 0: never. */
  public long comparedMicros() {
    return core.comparedMicros();
  }

  /** Live positions and working entries at their prices, in the quote asset. */
  BigDecimal deployed() {
    return core.deployed(Account.LIVE);
  }

  /** How many events have been processed. */
  public long eventCount() {
    return eventCount;
  }

  @Override
  public void accept(Event event) {
    if (busy) {
      waiting.addLast(event);
      return;
    }
    busy = true;
    try {
      for (Event next = event; next != null; next = waiting.pollFirst()) {
        process(next);
      }
    } finally {
      busy = false;
    }
  }

  private void process(Event event) {
    if (closed || failed()) {
      return;
    }
    try {
      remember(event);
      journal.write(event);
      observer.accept(event);
      List<Action> actions = core.on(event);
      for (Action action : actions) {
        journal.write(action);
      }
      journal.publish();
      for (Action action : actions) {
        performer.perform(action);
      }
      eventCount++;
      performer.tell();
      if (event instanceof MarketEvent market) {
        effects.marketSeen(market);
      }
      if (event instanceof ControlEvent.Tick && !rolling) {
        rollWhereWorth();
      }
    } catch (Throwable fault) {
      // Also an Error: whatever went wrong, what the core believes can no longer be trusted.
      fail(event, fault);
    }
  }

  private void fail(Event event, Throwable fault) {
    gates.closeForGood();
    Failure told =
        new Failure(Instant.EPOCH.plus(clock.micros(), ChronoUnit.MICROS), String.valueOf(fault));
    failure = told;
    LOG.error(
        "INVARIANT_VIOLATION the engine failed on {} and has closed its gate for good; stops stay"
            + " at the venue; look at the error below, then restart the engine",
        event,
        fault);
    try {
      performer.tell();
      effects.raise(new Action.Raise(told.alert("engine-" + settings.color().text())));
    } catch (RuntimeException e) {
      LOG.error("nobody could be told of the fault but this log", e);
    }
  }

  private static void log(Action.Log log) {
    switch (log.level()) {
      case INFO -> LOG.info("{} {}", log.pattern(), log.fields());
      case WARN -> LOG.warn("{} {}", log.pattern(), log.fields());
      case ERROR -> LOG.error("{} {}", log.pattern(), log.fields());
    }
  }

  /** Keeps what a core that begins anew at a checkpoint has to be told again. */
  private void remember(Event event) {
    switch (event) {
      case VenueEvent.Listed listed -> standing.put(listed.rules().instrument(), listed);
      case VenueEvent.LinkStatus link -> standing.put(link.account(), link);
      case MarketEvent.FeedStatus feed -> standing.put(feed.instrument() + " feed", feed);
      case ControlEvent.ControlRead _, ControlEvent.ControlLost _ -> standing.put("control", event);
      case ControlEvent.Audited audited -> standing.put("audit", audited);
      default -> {
        // Nothing else stands until it is replaced.
      }
    }
  }

  private void rollWhereWorth() {
    if (journal.mustRoll() || (journal.worthRolling() && core.quiescent())) {
      rolling = true;
      roll();
      rolling = false;
    }
  }

  /**
   * Begins a new segment that can be read without those before it. The core itself begins anew from
   * the checkpoint, so that a replay from here does exactly what the engine does.
   */
  private void roll() {
    long at = clock.micros();
    Checkpoint checkpoint = core.checkpoint();
    Map<InstrumentId, List<Bar>> bars = new LinkedHashMap<>();
    settings.instruments().forEach(id -> bars.put(id, List.copyOf(core.recentBars(id))));
    journal.roll();
    process(new ControlEvent.Configured(at, settings));
    process(new ControlEvent.Restored(at, checkpoint));
    for (Event event : List.copyOf(standing.values())) {
      process(restamped(event, at));
    }
    bars.forEach((id, past) -> past.forEach(bar -> process(new MarketEvent.PastBar(at, id, bar))));
  }

  /** Begins the session in the journal: what the core is, and what earlier sessions left. */
  public void begin(ControlEvent.Configured first, ControlEvent.Restored restored) {
    accept(first);
    accept(restored);
  }

  private static Event restamped(Event event, long at) {
    return switch (event) {
      case VenueEvent.Listed(long _, var rules) -> new VenueEvent.Listed(at, rules);
      case VenueEvent.LinkStatus(long _, var account, var up, var why) ->
          new VenueEvent.LinkStatus(at, account, up, why);
      case MarketEvent.FeedStatus(long _, var id, var up, var why) ->
          new MarketEvent.FeedStatus(at, id, up, why);
      case ControlEvent.ControlRead(long _, var seen, var _, var levers) ->
          new ControlEvent.ControlRead(at, seen, 0, levers);
      case ControlEvent.ControlLost(long _, var since, var why) ->
          new ControlEvent.ControlLost(at, since, why);
      case ControlEvent.Audited(long _, int violations, var why) ->
          new ControlEvent.Audited(at, violations, why);
      default -> throw new IllegalStateException("not a standing event: " + event);
    };
  }

  /** Ends the journal; what still happens after that, such as lost connections, is not taken. */
  public void close(Supplier<String> why) {
    closed = true;
    LOG.info("ENGINE_STOPPED reason=\"{}\" events={}", why.get(), eventCount);
    journal.close();
  }
}

package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Lever;
import trader.engine.core.Action;
import trader.engine.core.Bar;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.market.Market;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;
import trader.engine.core.strategy.StrategyFactory;

/**
 * The engine's mind: takes one event after the other and answers each with what is to be done. The
 * same events give the same actions, bit for bit, live, on paper, in a backtest and in a replay.
 *
 * <p>Not safe for use by several threads; one thread owns it.
 */
public final class Core {
  private static final Set<Purpose> RESTING = EnumSet.of(Purpose.STOP, Purpose.TAKE_PROFIT);
  private final StrategyFactory strategies;
  private final boolean readingBack;
  private final @Nullable Consumer<Checkpoint.OrderRecord> follower;
  private Parts parts;

  /** Everything that a {@link ControlEvent.Restored} makes anew. */
  private record Parts(
      Books books,
      Outbox outbox,
      Executions executions,
      Exits exits,
      Protector protector,
      Entries entries,
      Trader trader,
      Reconciler reconciler,
      Resolver resolver,
      Answers answers,
      Controls controls,
      Conditions conditions,
      Approvals approvals,
      Imports imports,
      ManualOrders manualOrders,
      VenuePositions positions,
      Reports reports) {}

  private Core(
      StrategyFactory strategies,
      boolean readingBack,
      @Nullable Consumer<Checkpoint.OrderRecord> follower,
      ControlEvent.Configured first) {
    this.strategies = strategies;
    this.readingBack = readingBack;
    this.follower = follower;
    this.parts = assemble(first.settings(), Checkpoint.none(), first.atMicros());
  }

  /** A core that decides. */
  public static Core deciding(ControlEvent.Configured first, StrategyFactory strategies) {
    return new Core(strategies, false, null, first);
  }

  /** A core that reads a journal back: it makes no orders of its own, see {@link #replayed}. */
  public static Core readingBack(ControlEvent.Configured first) {
    return new Core(NoStrategy::new, true, null, first);
  }

  /**
   * A core that reads a journal back and shows each order to {@code follower} whenever the books
   * have it anew; those that a {@link ControlEvent.Restored} brings are in the checkpoint only.
   */
  public static Core following(
      ControlEvent.Configured first, Consumer<Checkpoint.OrderRecord> follower) {
    return new Core(NoStrategy::new, true, follower, first);
  }

  /** Takes an event; the answer belongs to the caller. Events never go back in time. */
  public List<Action> on(Event event) {
    parts.outbox.begin(event.atMicros());
    switch (event) {
      case MarketEvent market -> onMarket(market);
      case VenueEvent venue -> {
        parts.reports.take(venue);
        housekeeping();
      }
      case ControlEvent control -> {
        onControl(control);
        housekeeping();
      }
    }
    return parts.outbox.take();
  }

  /** Applies an action that the journal has, to a core that reads back. */
  public void replayed(Action action) {
    parts.outbox.replayed(action);
  }

  /** What must outlive the process. */
  public Checkpoint checkpoint() {
    return parts.books.checkpoint(parts.trader.runningBars());
  }

  /** When the live account last agreed with the venue's, microseconds since the epoch; 0: never. */
  public long comparedMicros() {
    return parts.reconciler.comparedMicros();
  }

  /** What is held and what it cost, sorted. */
  public List<Checkpoint.PositionRecord> positions() {
    return parts.books.portfolio().positionRecords();
  }

  /**
   * Whether nothing is under way that a core which begins anew at a checkpoint would lose or
   * disturb: only stops and take-profits are open, and they work.
   */
  public boolean quiescent() {
    return parts.exits.idle()
        && parts.answers.idle()
        && parts.reconciler.idle()
        && parts.trader.idle()
        && parts.books.proposals().pending().isEmpty()
        && !parts.books.levers().holds(Lever.STOPPING)
        && parts.books.orders().open().stream()
            .allMatch(order ->
                order.state() == OrderState.WORKING && RESTING.contains(order.intent().purpose()));
  }

  /** Positions and working entries of an account at their prices, in the quote asset. */
  public BigDecimal deployed(Account account) {
    return parts.entries.deployed(account);
  }

  /** The latest closed bars of an instrument, oldest first, by which a strategy is warmed up. */
  public Collection<Bar> recentBars(InstrumentId instrument) {
    return parts.trader.recentBars(instrument);
  }

  /** What the gate of an account should be now. */
  public GateLevel gate(Account account) {
    return parts.books.levers().level(account, parts.outbox.atMicros());
  }

  /** Everything that is shown to people, as of the last event. */
  public EngineState state(StateView.ProcessFacts process) {
    return StateView.of(
        parts.books, parts.outbox, parts.executions, parts.entries.refusals(), process);
  }

  private Parts assemble(ControlEvent.CoreSettings settings, Checkpoint checkpoint, long atMicros) {
    Books books = new Books(settings, checkpoint, atMicros);
    Consumer<Checkpoint.OrderRecord> told = follower;
    if (told != null) {
      books.orders().watchedBy(order -> told.accept(order.record()));
    }
    Outbox outbox = new Outbox(books, readingBack);
    Executions executions = new Executions();
    FillBooks fills = new FillBooks(books, outbox, executions);
    Exits exits = new Exits(books, outbox);
    Protector protector = new Protector(books, outbox, exits);
    Reconciler reconciler = new Reconciler(books, outbox, fills);
    Resolver resolver = new Resolver(books, outbox, reconciler, protector);
    VenuePositions positions = new VenuePositions(books, outbox, fills, reconciler);
    Answers answers = new Answers(books, outbox, exits);
    Gatekeeper gatekeeper = new Gatekeeper(books, outbox, answers, atMicros);
    Weighing weighing = new Weighing(books, outbox, exits);
    Entries entries = new Entries(books, outbox, weighing, gatekeeper, answers);
    Trader trader = new Trader(books, outbox, exits, entries, strategies, checkpoint);
    KillSwitch killSwitch = new KillSwitch(books, outbox, gatekeeper);
    return new Parts(
        books,
        outbox,
        executions,
        exits,
        protector,
        entries,
        trader,
        reconciler,
        resolver,
        answers,
        new Controls(books, outbox, exits, protector, answers, reconciler, gatekeeper, killSwitch),
        new Conditions(books, outbox, trader, killSwitch, atMicros),
        new Approvals(books, outbox, entries, answers),
        new Imports(books, outbox, answers),
        new ManualOrders(
            books,
            outbox,
            new OperatorEntries(books, entries, weighing, gatekeeper, answers),
            exits,
            answers),
        positions,
        new Reports(books, outbox, executions, fills, reconciler, resolver, protector, positions));
  }

  private void onMarket(MarketEvent event) {
    Market market = parts.books.market(event.instrument());
    switch (event) {
      case MarketEvent.Trade trade -> {
        market.trade(trade);
        boolean toBeSeenTo = parts.trader.trade(trade);
        boolean tripped = parts.books.holdsAnything() && parts.conditions.drawdown();
        if (toBeSeenTo || tripped) {
          housekeeping();
        }
      }
      case MarketEvent.Quote quote -> market.quote(quote);
      case MarketEvent.PastBar past -> {
        market.past(past.bar());
        if (parts.trader.past(past)) {
          housekeeping();
        }
      }
      case MarketEvent.FeedStatus status -> {
        market.feed(status.up());
        parts.trader.feed(status);
        parts.conditions.watch();
        housekeeping();
      }
    }
  }

  private void onControl(ControlEvent event) {
    Controls controls = parts.controls;
    switch (event) {
      case ControlEvent.Configured configured ->
          begin(configured.settings(), Checkpoint.none(), configured.atMicros());
      case ControlEvent.Restored restored ->
          begin(parts.books.settings(), restored.checkpoint(), restored.atMicros());
      case ControlEvent.ControlRead reading -> controls.read(reading);
      case ControlEvent.ControlLost lost -> controls.lost(lost);
      case ControlEvent.Killed killed -> controls.killed(killed);
      case ControlEvent.GateDrained drained ->
          parts.answers.gateDrained(drained.change(), drained.micros());
      case ControlEvent.CloseRequested close -> controls.close(close);
      case ControlEvent.ReconcileRequested request -> controls.reconcile(request);
      case ControlEvent.ImportPosition request -> parts.imports.take(request);
      case ControlEvent.OrderRequested request -> parts.manualOrders.take(request);
      case ControlEvent.ApproveRequested approval -> parts.approvals.approve(approval);
      case ControlEvent.RejectRequested rejection -> parts.approvals.reject(rejection);
      case ControlEvent.Stopping stopping ->
          parts
              .books
              .levers()
              .narrow(Lever.STOPPING, "yes", GateLevel.CLOSED, stopping.atMicros(), stopping.why());
      case ControlEvent.Audited audit -> controls.audited(audit);
      case ControlEvent.ExposureRead read ->
          parts.books.otherEngines().take(read.engines(), parts.outbox);
      case ControlEvent.Escalated escalation -> controls.escalated(escalation);
      case ControlEvent.Tick _ -> parts.conditions.watch();
    }
  }

  private void begin(ControlEvent.CoreSettings settings, Checkpoint checkpoint, long atMicros) {
    parts = assemble(settings, checkpoint, atMicros);
    parts.outbox.begin(atMicros);
    if (parts.books.fresh()) {
      parts.controls.restored(parts.books.restored());
    }
  }

  /** Order matters: what is known first, then what protects, then the gate, then what is told. */
  private void housekeeping() {
    parts.resolver.proceed();
    parts.positions.proceed();
    parts.reconciler.proceed();
    parts.exits.proceed();
    parts.protector.proceed();
    parts.controls.enforce();
    parts.approvals.proceed();
    parts.answers.proceed();
  }
}

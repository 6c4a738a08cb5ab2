package trader.engine.core.kit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.Alert;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.ControlEvent.CoreSettings;
import trader.engine.core.Event;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.loop.Core;
import trader.engine.core.loop.StateView;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.engine.core.strategy.StrategyFactory;

/**
 * A core between a desk, a market and a venue for each account, driven step by step: keeps its
 * journal, does what it wants, and holds every action against what must always be true.
 */
public final class CoreRig {
  private static final long TICK = 50 * CoreKit.MILLI;
  private static final StateView.ProcessFacts PROCESS =
      new StateView.ProcessFacts("a model", false, true, 1, Instant.EPOCH);
  private final CoreSettings settings;
  private final Map<Account, ModelVenue> venues;
  private final Map<Account, GateLevel> gates = new EnumMap<>(Account.class);
  private final DeskModel desk = new DeskModel();
  private final List<JournalRecord> journal = new ArrayList<>();
  private final List<Action> actions = new ArrayList<>();
  private final List<Event> later = new ArrayList<>();
  private final Core core;
  private Checks checks;
  private long now;
  private long nextTick;
  private long trades = 1;
  private boolean ticking = true;
  private long crashMicros = Long.MAX_VALUE;
  private RandomGenerator crash = new Random(1);

  /** The process was killed. */
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A rig at noon, nothing connected, with what an earlier session left. */
  public CoreRig(
      CoreSettings settings, Checkpoint left, StrategyFactory strategies, BigDecimal cash) {
    this(settings, left, strategies, venues(settings, cash, new Random(1)), CoreKit.NOON);
  }

  /** A rig at a time of one's own, between venues that may have a past. */
  public CoreRig(
      CoreSettings settings,
      Checkpoint left,
      StrategyFactory strategies,
      Map<Account, ModelVenue> venues,
      long startMicros) {
    this(settings, left, strategies, venues, startMicros, Checks.strict());
  }

  /** A rig that is held against checks of one's own from its first event on. */
  public CoreRig(
      CoreSettings settings,
      Checkpoint left,
      StrategyFactory strategies,
      Map<Account, ModelVenue> venues,
      long startMicros,
      Checks checks) {
    this.checks = checks;
    this.settings = settings;
    this.now = startMicros;
    this.nextTick = startMicros + TICK;
    this.venues = venues;
    gates.put(Account.LIVE, GateLevel.CLOSED);
    gates.put(Account.PAPER, GateLevel.CLOSED);
    ControlEvent.Configured first = new ControlEvent.Configured(now, settings);
    this.core = Core.deciding(first, strategies);
    journal.add(new JournalRecord.Happened(first));
    feed(new ControlEvent.Restored(now, left));
  }

  /** New venues of both accounts, whose faults are drawn from {@code random}. */
  public static Map<Account, ModelVenue> venues(
      CoreSettings settings, BigDecimal cash, RandomGenerator random) {
    List<InstrumentRules> rules = settings.instruments().stream().map(CoreKit::rules).toList();
    Map<Account, ModelVenue> venues = new EnumMap<>(Account.class);
    venues.put(Account.LIVE, new ModelVenue(Account.LIVE, rules, cash, Faults.none(random)));
    venues.put(
        Account.PAPER,
        new ModelVenue(Account.PAPER, rules, settings.paperCash(), Faults.none(random)));
    return venues;
  }

  /** A rig that trades: connected, listed, warmed up, reconciled, every lever granted open. */
  public static CoreRig trading(CoreSettings settings, StrategyFactory strategies) {
    CoreRig rig = new CoreRig(settings, Checkpoint.none(), strategies, CoreKit.dec("10000"));
    rig.connect("100");
    rig.grantAll();
    rig.advance(CoreKit.SECOND);
    return rig;
  }

  /** Lists and connects everything, with past bars and first prices. */
  public void connect(String price) {
    for (InstrumentId instrument : settings.instruments()) {
      feed(new VenueEvent.Listed(now, CoreKit.rules(instrument)));
      CoreKit.pastBars(now - now % CoreKit.BAR, 20, CoreKit.dec(price))
          .forEach(bar -> feed(new MarketEvent.PastBar(now, instrument, bar)));
      feed(new MarketEvent.FeedStatus(now, instrument, true, "connected"));
      trade(instrument, CoreKit.dec(price));
    }
    venues.values().forEach(venue -> venue.linkUp(now));
  }

  /** Opens every lever by grants, and has them read. */
  public void grantAll() {
    desk.grant(ControlLever.MODE, "auto", now);
    desk.grant(ControlLever.COLOR, settings.color().text(), now);
    desk.grant(ControlLever.CAPITAL, "100", now);
    read();
  }

  /** The control keys. */
  public DeskModel desk() {
    return desk;
  }

  /** The venue of the live account. */
  public ModelVenue venue() {
    return venue(Account.LIVE);
  }

  /** The venue of an account. */
  public ModelVenue venue(Account account) {
    return java.util.Objects.requireNonNull(venues.get(account));
  }

  /** The core. */
  public Core core() {
    return core;
  }

  /** What the core is made of. */
  public CoreSettings settings() {
    return settings;
  }

  /** The time, microseconds since the epoch. */
  public long now() {
    return now;
  }

  /** Every record so far, as a journal would have it. */
  public List<JournalRecord> journal() {
    return journal;
  }

  /** Every action so far. */
  public List<Action> actions() {
    return actions;
  }

  /** Every action of a type so far. */
  public <T extends Action> List<T> actions(Class<T> type) {
    return actions.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Forgets the actions so far, so that a test sees what follows. */
  public void forget() {
    actions.clear();
  }

  /** Orders that the core has submitted for a purpose since the last {@link #forget}. */
  public List<NewOrder> submitted(Purpose purpose) {
    return actions(Action.Submit.class).stream()
        .map(Action.Submit::order)
        .filter(order -> order.purpose() == purpose)
        .toList();
  }

  /** Acknowledgements since the last {@link #forget}. */
  public List<Acknowledgement> acknowledgements() {
    return actions(Action.Acknowledge.class).stream()
        .map(Action.Acknowledge::acknowledgement)
        .toList();
  }

  /** Alerts of a reason raised since the last {@link #forget}. */
  public List<Alert> alerts(Reason reason) {
    return actions(Action.Raise.class).stream()
        .map(Action.Raise::alert)
        .filter(alert -> alert.reason() == reason)
        .toList();
  }

  /** Log lines of a pattern since the last {@link #forget}. */
  public List<Action.Log> logs(String pattern) {
    return actions(Action.Log.class).stream().filter(log -> log.pattern().equals(pattern)).toList();
  }

  /** The level that the core last put into force for the live account. */
  public GateLevel gate() {
    return gate(Account.LIVE);
  }

  /** The level that the core last put into force. */
  public GateLevel gate(Account account) {
    return java.util.Objects.requireNonNull(gates.get(account));
  }

  /** What people are shown. */
  public EngineState state() {
    return core.state(PROCESS);
  }

  /** What is held at an account, by the core's books. */
  public BigDecimal held(Account account, InstrumentId instrument) {
    return core.checkpoint().positions().stream()
        .filter(position -> position.account() == account)
        .filter(position -> position.instrument().equals(instrument))
        .map(Checkpoint.PositionRecord::qty)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  /** What is held live of the one instrument. */
  public BigDecimal held() {
    return held(Account.LIVE, CoreKit.BTC);
  }

  /** The order's record in the core's books. */
  public Optional<Checkpoint.OrderRecord> order(NewOrder intent) {
    return core.checkpoint().orders().stream()
        .filter(record -> record.order().id().equals(intent.id()))
        .findFirst();
  }

  /** What actions are held against. */
  public Checks checks() {
    return checks;
  }

  /** Holds later actions against these checks. */
  public void checks(Checks other) {
    checks = other;
  }

  /** Ticks stop or go on: without them only what a test feeds happens. */
  public void ticking(boolean on) {
    ticking = on;
    nextTick = now + TICK;
  }

  /** The core reads the control keys. */
  public List<Action> read() {
    return read(0);
  }

  /** The core reads the control keys, a lowering having been put into force early. */
  public List<Action> read(long ticket) {
    return feed(new ControlEvent.ControlRead(now, now, ticket, desk.reading()));
  }

  /** A trade of the one instrument, now. */
  public List<Action> trade(String price) {
    return trade(CoreKit.BTC, CoreKit.dec(price));
  }

  /** A trade, now. */
  public List<Action> trade(InstrumentId instrument, BigDecimal price) {
    venues.values().forEach(venue -> venue.price(instrument, price, now));
    return feed(
        new MarketEvent.Trade(now, instrument, now, trades++, price, BigDecimal.ONE, false));
  }

  /** Lets the running bar close at {@code price}: the first trade of the next one comes. */
  public List<Action> bar(String price) {
    return bar(CoreKit.BTC, price);
  }

  /** Lets the running bar of an instrument close. */
  public List<Action> bar(InstrumentId instrument, String price) {
    advanceTo(now - now % CoreKit.BAR + CoreKit.BAR);
    return trade(instrument, CoreKit.dec(price));
  }

  /** Lets time pass: ticks come, and what is on its way arrives. */
  public void advance(long micros) {
    advanceTo(now + micros);
  }

  /** Gives the core an event, keeps the journal, and does what it wants. */
  public List<Action> feed(Event event) {
    List<Action> wanted = core.on(event);
    journal.add(new JournalRecord.Happened(event));
    if (now >= crashMicros && !wanted.isEmpty()) {
      die(wanted);
    }
    wanted.forEach(action -> journal.add(new JournalRecord.Wanted(action)));
    actions.addAll(wanted);
    for (Action action : wanted) {
      perform(action);
    }
    checks.after(this, event);
    while (!later.isEmpty()) {
      feed(later.removeFirst());
    }
    return wanted;
  }

  /**
   * From then on the first event that wants anything kills the process, somewhere in the middle.
   */
  public void killAt(long micros, RandomGenerator random) {
    crashMicros = micros;
    crash = random;
  }

  private void die(List<Action> wanted) {
    int journaled = crash.nextInt(wanted.size() + 1);
    wanted.subList(0, journaled).forEach(action -> journal.add(new JournalRecord.Wanted(action)));
    if (journaled == wanted.size()) {
      wanted.subList(0, crash.nextInt(journaled + 1)).forEach(this::perform);
    }
    throw new Killed();
  }

  private void advanceTo(long until) {
    while (true) {
      ModelVenue first =
          venue(Account.LIVE).nextMicros() <= venue(Account.PAPER).nextMicros()
              ? venue(Account.LIVE)
              : venue(Account.PAPER);
      long tick = ticking ? nextTick : Long.MAX_VALUE;
      long next = Math.min(first.nextMicros(), tick);
      if (next > until) {
        now = Math.max(now, until);
        return;
      }
      now = Math.max(now, next);
      if (first.nextMicros() <= tick) {
        feed(first.take());
      } else {
        nextTick += TICK;
        feed(new ControlEvent.Tick(now));
      }
    }
  }

  private void perform(Action action) {
    switch (action) {
      case Action.Submit submit -> {
        checks.submitted(this, submit.order());
        venue(submit.order().account()).perform(submit, now);
      }
      case Action.Cancel cancel -> venue(cancel.account()).perform(cancel, now);
      case Action.Replace replace -> venue(replace.account()).perform(replace, now);
      case Action.Query query -> venue(query.account()).perform(query, now);
      case Action.Reconcile reconcile -> venue(reconcile.account()).perform(reconcile, now);
      case Action.SetGate set -> {
        gates.put(Account.LIVE, set.live());
        gates.put(Account.PAPER, set.paper());
        if (ticking) {
          later.add(new ControlEvent.GateDrained(now, set.change(), 20));
        }
      }
      case Action.Propose _,
          Action.Acknowledge _,
          Action.Raise _,
          Action.Log _,
          Action.Measure _,
          Action.Reconciled _,
          Action.Audit _ -> {
        // Read by tests where they concern them.
      }
    }
  }
}

package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.Alert;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.LeverState;
import trader.control.Mode;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.Bar;
import trader.engine.core.Checkpoint;
import trader.engine.core.Checkpoint.RunningBar;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.market.Market;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.ProposedEntry;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.engine.core.risk.Rails;
import trader.engine.core.risk.Refusal;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;
import trader.engine.core.strategy.StrategyFactory;

/** Turns trades into bars, bars into decisions, and decisions into orders within the rails. */
final class Trader {
  private static final Set<Purpose> WORKED_FOR =
      EnumSet.of(Purpose.ENTRY, Purpose.EXIT, Purpose.CLOSE);
  private static final String OPERATOR = "operator";

  /** How far below its price the stop of an operator's entry belongs. */
  private static final BigDecimal OPERATORS_STOP_FRACTION = new BigDecimal("0.02");

  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final Gatekeeper gatekeeper;
  private final Answers answers;
  private final Rails rails;
  private final Map<InstrumentId, StrategyDesk> desks = new LinkedHashMap<>();
  private long refusals;

  /** What an approval led to. */
  sealed interface Approved {
    /** An order, not answered yet. */
    record Sent(Order order) implements Approved {}

    /** Nothing was sent. */
    record Refused(Refusal refusal) implements Approved {}
  }

  /** How much an entry is to be. */
  private interface Sizing {
    BigDecimal qty(Rails.Room room, BigDecimal price, InstrumentRules rules);
  }

  /** What the rails leave of an entry. */
  private sealed interface Weighed {
    /** An entry of that quantity and limit price. */
    record Fits(BigDecimal qty, BigDecimal price) implements Weighed {}

    /** Nothing. */
    record Not(Refusal refusal) implements Weighed {}
  }

  Trader(
      Books books,
      Outbox outbox,
      Exits exits,
      Gatekeeper gatekeeper,
      Answers answers,
      StrategyFactory strategies,
      Checkpoint checkpoint) {
    this.books = books;
    this.outbox = outbox;
    this.exits = exits;
    this.gatekeeper = gatekeeper;
    this.answers = answers;
    this.rails = new Rails(books.settings().limits());
    for (InstrumentId instrument : books.settings().instruments()) {
      desks.put(
          instrument,
          new StrategyDesk(
              instrument, strategies.create(instrument), books.settings().barMicros()));
    }
    for (RunningBar running : checkpoint.bars()) {
      StrategyDesk desk = desks.get(running.instrument());
      if (desk != null && running.bar().intervalMicros() == books.settings().barMicros()) {
        desk.restore(running, !books.fresh());
      }
    }
  }

  /** Orders that the rails or the gate refused. */
  long refusals() {
    return refusals;
  }

  /** The latest closed bars of an instrument, oldest first. */
  Collection<Bar> recentBars(InstrumentId instrument) {
    StrategyDesk desk = desks.get(instrument);
    return desk == null ? List.of() : desk.recent();
  }

  /** The bars that are being built. */
  List<RunningBar> runningBars() {
    return desks.values().stream().map(StrategyDesk::running).flatMap(Optional::stream).toList();
  }

  /** Whether no bar that is over waits to be decided on. */
  boolean idle() {
    return desks.values().stream().allMatch(StrategyDesk::settled);
  }

  /** Which strategies want more bars before they decide, in words; empty where none does. */
  Optional<String> warmingUp() {
    List<String> words =
        desks.values().stream()
            .filter(desk -> !desk.ready())
            .map(desk ->
                desk.instrument()
                    + " has "
                    + desk.warmedUp()
                    + " of "
                    + desk.strategy().warmUpBars()
                    + " bars")
            .toList();
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
  }

  /** The stream of trades went up or down. */
  void feed(MarketEvent.FeedStatus status) {
    StrategyDesk desk = desks.get(status.instrument());
    if (desk != null) {
      desk.feed(status.up(), status.atMicros());
    }
  }

  /** Takes a bar of the past; answers whether something may be decided by it. */
  boolean past(MarketEvent.PastBar past) {
    StrategyDesk desk = desks.get(past.instrument());
    return desk != null && onBar(desk, desk.past(past.bar(), past.atMicros()));
  }

  /** Takes a trade; answers whether it closed a bar, which is when something may be decided. */
  boolean trade(MarketEvent.Trade trade) {
    StrategyDesk desk = desks.get(trade.instrument());
    return desk != null && onBar(desk, desk.trade(trade));
  }

  private boolean onBar(StrategyDesk desk, @Nullable Bar bar) {
    if (bar == null) {
      return false;
    }
    InstrumentId instrument = desk.instrument();
    Strategy strategy = desk.strategy();
    Account account = books.levers().account();
    if (!desk.ready()) {
      desk.warmUp(bar);
      trace(desk, bar, "warming up", "", desk.warmedUp() + "/" + strategy.warmUpBars());
      return true;
    }
    boolean inPosition = books.inPosition(account, instrument);
    desk.keep(bar);
    cancelStaleEntries(account, instrument);
    Decision decision = strategy.onBar(bar, inPosition);
    String trace = Long.toString(outbox.atMicros(), 36) + "-" + instrument.symbol();
    switch (decision) {
      case Decision.Hold(String why) -> trace(desk, bar, "hold", trace, why);
      case Decision.Enter(BigDecimal stopDistance, String why) -> {
        trace(desk, bar, "enter", trace, why);
        if (!inPosition) {
          enter(account, instrument, strategy.name(), stopDistance, why, trace);
        }
      }
      case Decision.Exit(String why) -> {
        trace(desk, bar, "exit", trace, why);
        if (inPosition) {
          exit(account, instrument, strategy.name(), why, trace);
        }
      }
    }
    return true;
  }

  /** An entry that the market has run away from is not chased. */
  private void cancelStaleEntries(Account account, InstrumentId instrument) {
    for (Order entry : books.openEntries(account)) {
      if (entry.intent().instrument().equals(instrument) && entry.state() == OrderState.WORKING) {
        outbox.cancel(entry);
      }
    }
  }

  private void enter(
      Account account,
      InstrumentId instrument,
      String strategy,
      BigDecimal stopDistance,
      String why,
      String trace) {
    boolean manual = books.levers().mode() == Mode.MANUAL;
    Optional<ProposedEntry> waiting = books.proposals().of(instrument);
    if (manual && waiting.isPresent()) {
      refuse(instrument, new Refusal.NotReady(waiting.get().id() + " waits for a person already"));
      return;
    }
    switch (weigh(account, instrument, stopDistance, manual)) {
      case Weighed.Not(Refusal refusal) -> refuse(instrument, refusal);
      case Weighed.Fits fits when manual ->
          propose(account, instrument, strategy, fits, stopDistance, why);
      case Weighed.Fits fits ->
          submit(account, instrument, strategy, fits.qty, fits.price, stopDistance, why, trace);
    }
  }

  /** Orders what a person has approved, at most what was proposed, within every rail of now. */
  Approved approved(ProposedEntry proposal, String by) {
    Account account = proposal.account();
    if (answers.draining()) {
      return refused(proposal, new Refusal.NotReady("the gate is just being set"));
    }
    switch (weigh(account, proposal.instrument(), proposal.stopDistance(), true)) {
      case Weighed.Not(Refusal refusal) -> {
        return refused(proposal, refusal);
      }
      case Weighed.Fits fits -> {
        BigDecimal collar = books.settings().limits().priceCollar();
        BigDecimal moved = fits.price.subtract(proposal.price()).abs();
        if (moved.compareTo(proposal.price().multiply(collar)) > 0) {
          return refused(proposal, new Refusal.OutsideCollar(proposal.price(), fits.price, collar));
        }
        Order order =
            gatekeeper.letThrough(
                account,
                () ->
                    submit(
                        account,
                        proposal.instrument(),
                        proposal.strategy(),
                        fits.qty.min(proposal.qty()),
                        fits.price,
                        proposal.stopDistance(),
                        proposal.cause() + "; " + by,
                        proposal.id()));
        return order == null
            ? refused(proposal, new Refusal.NotReady("nothing may leave for the venue now"))
            : new Approved.Sent(order);
      }
    }
  }

  private Approved refused(ProposedEntry proposal, Refusal refusal) {
    refuse(proposal.instrument(), refusal);
    return new Approved.Refused(refusal);
  }

  /** What became of an order that an operator asked for. */
  sealed interface Ordered {
    /** It is sent, and not answered yet. */
    record Sent(Order order) implements Ordered {}

    /** It waits for a person. */
    record Proposed(ProposedEntry proposal) implements Ordered {}

    /** Nothing was sent. */
    record Refused(Refusal refusal) implements Ordered {}
  }

  /**
   * Buys what an operator has asked for, so much and no less, within every rail of now.
   *
   * @param qtyAt the quantity at a price, in the base asset
   * @param toApprove whether it is only proposed
   */
  Ordered ordered(
      Account account,
      InstrumentId instrument,
      UnaryOperator<BigDecimal> qtyAt,
      boolean toApprove,
      String cause,
      String trace) {
    boolean manual = books.levers().mode() == Mode.MANUAL;
    Optional<String> obstacle = obstacle(account, instrument, toApprove && !manual);
    if (obstacle.isPresent()) {
      return notOrdered(instrument, new Refusal.NotReady(obstacle.get()));
    }
    Sizing asked = (_, price, rules) -> rules.floorQty(qtyAt.apply(price));
    switch (weigh(account, instrument, asked, manual)) {
      case Weighed.Not(Refusal refusal) -> {
        return notOrdered(instrument, refusal);
      }
      case Weighed.Fits fits -> {
        BigDecimal stopDistance = fits.price.multiply(OPERATORS_STOP_FRACTION);
        if (toApprove) {
          propose(account, instrument, OPERATOR, fits, stopDistance, cause);
          return new Ordered.Proposed(books.proposals().of(instrument).orElseThrow());
        }
        Supplier<@Nullable Order> send =
            () ->
                submit(
                    account,
                    instrument,
                    OPERATOR,
                    fits.qty,
                    fits.price,
                    stopDistance,
                    cause,
                    trace);
        Order order = manual ? gatekeeper.letThrough(account, send) : send.get();
        return order == null
            ? notOrdered(instrument, new Refusal.NotReady("nothing may leave for the venue now"))
            : new Ordered.Sent(order);
      }
    }
  }

  private Optional<String> obstacle(
      Account account, InstrumentId instrument, boolean approvedByNobody) {
    if (answers.draining()) {
      return Optional.of("the gate is just being set");
    }
    if (books.inPosition(account, instrument)) {
      return Optional.of("the position is open already");
    }
    if (approvedByNobody) {
      return Optional.of(
          "at a real exchange an order waits for a person's approval, which the mode manual has: "
              + "/mode manual, then send it again");
    }
    return books
        .proposals()
        .of(instrument)
        .map(waiting -> waiting.id() + " waits for a person already");
  }

  private Ordered notOrdered(InstrumentId instrument, Refusal refusal) {
    refuse(instrument, refusal);
    return new Ordered.Refused(refusal);
  }

  /**
   * The entry that keeps within every rail at the prices of the moment.
   *
   * @param manual whether it is for a person to approve, so that the mode does not bar it
   */
  private Weighed weigh(
      Account account, InstrumentId instrument, BigDecimal stopDistance, boolean manual) {
    Sizing byRisk =
        (room, price, rules) ->
            stopDistance.signum() > 0
                ? rails.size(room, price, stopDistance, rules)
                : BigDecimal.ZERO;
    return weigh(account, instrument, byRisk, manual);
  }

  private Weighed weigh(Account account, InstrumentId instrument, Sizing sizing, boolean manual) {
    Market market = books.market(instrument);
    Optional<InstrumentRules> rules = market.rules();
    if (rules.isEmpty() || !rules.get().trading() || !market.hasPrice()) {
      return not("the venue does not take orders for it now");
    }
    if (manual || books.levers().level(account, outbox.atMicros()) != GateLevel.OPEN) {
      LeverState narrowest =
          manual
              ? books.narrowestForApproved(account, outbox.atMicros())
              : books.levers().narrowest(account, outbox.atMicros());
      if (narrowest.allows() != GateLevel.OPEN) {
        return new Weighed.Not(new Refusal.Gate(narrowest));
      }
    }
    if (books.gate(account) != (manual ? GateLevel.REDUCE_ONLY : GateLevel.OPEN)) {
      return not("the gate is about to open");
    }
    if (!books.open(account, instrument, WORKED_FOR).isEmpty()
        || exits.exiting(account, instrument)) {
      return not("another order of this position is not finished");
    }
    if (rules.get().perpetual() && books.foreignPosition(account, instrument).signum() != 0) {
      return not(
          "the account has a position of "
              + books.foreignPosition(account, instrument).toPlainString()
              + " in it that is not this engine's; import or close it first");
    }
    if (manual && books.inPosition(account, instrument)) {
      return not("the position is open already");
    }
    Optional<String> unknown = unknownElsewhere(account);
    if (unknown.isPresent()) {
      return not(unknown.get());
    }
    BigDecimal price = rules.get().floorPrice(market.ask());
    if (price.signum() <= 0) {
      return not("its price is below the venue's tick size");
    }
    Rails.Room room = room(account);
    BigDecimal qty = sizing.qty(room, price, rules.get());
    return rails
        .check(room, qty, price, market.last(), rules.get(), outbox.atMicros())
        .<Weighed>map(Weighed.Not::new)
        .orElseGet(() -> new Weighed.Fits(qty, price));
  }

  private static Weighed not(String why) {
    return new Weighed.Not(new Refusal.NotReady(why));
  }

  private @Nullable Order submit(
      Account account,
      InstrumentId instrument,
      String strategy,
      BigDecimal qty,
      BigDecimal price,
      BigDecimal stopDistance,
      String why,
      String trace) {
    outbox.decided(trace, qty);
    Order order =
        outbox.submit(
            account,
            instrument,
            Side.BUY,
            OrderType.LIMIT,
            Purpose.ENTRY,
            qty,
            price,
            null,
            stopDistance,
            strategy,
            why,
            trace);
    rails.sent(outbox.atMicros());
    return order;
  }

  private void propose(
      Account account,
      InstrumentId instrument,
      String strategy,
      Weighed.Fits fits,
      BigDecimal stopDistance,
      String why) {
    long lasts = books.settings().limits().proposalMicros();
    ProposedEntry proposal =
        new ProposedEntry(
            ProposedEntry.deriveId(
                books.settings().color().text().charAt(0),
                books.settings().session(),
                books.proposals().count()),
            account,
            instrument,
            fits.qty,
            fits.price,
            stopDistance,
            strategy,
            why,
            outbox.atMicros(),
            outbox.atMicros() + lasts);
    outbox.propose(proposal);
    outbox.log(
        Action.Log.Level.INFO,
        "PROPOSED",
        "proposal="
            + proposal.id()
            + " symbol="
            + instrument
            + " qty="
            + fits.qty.toPlainString()
            + " price="
            + fits.price.toPlainString()
            + " "
            + why);
    outbox.alert(
        Alert.Severity.INFO,
        Reason.PROPOSAL,
        proposal.id(),
        strategy
            + " proposes to buy "
            + fits.qty.toPlainString()
            + " "
            + instrument.symbol()
            + " at "
            + fits.price.toPlainString()
            + " with a stop at "
            + fits.price.subtract(stopDistance).toPlainString()
            + " ("
            + why
            + "); /approve "
            + proposal.id()
            + " within "
            + lasts / 1_000_000
            + " s, or /reject "
            + proposal.id());
  }

  private void exit(
      Account account, InstrumentId instrument, String strategy, String why, String trace) {
    if (books.levers().level(account, outbox.atMicros()) == GateLevel.CLOSED) {
      refuse(instrument, new Refusal.Gate(books.levers().narrowest(account, outbox.atMicros())));
      return;
    }
    exits.start(account, instrument, Purpose.EXIT, strategy, why, trace);
  }

  /** Only what is live adds up with what other engines have deployed, and only under a limit. */
  private Optional<String> unknownElsewhere(Account account) {
    return together(account) ? books.otherEngines().unknown() : Optional.empty();
  }

  private boolean together(Account account) {
    return account == Account.LIVE && books.settings().limits().maxTotalExposure() != null;
  }

  /** Positions and working entries at their prices. */
  BigDecimal deployed(Account account) {
    return books.portfolio().exposure(account, books.markets()).add(claimed(account));
  }

  private Rails.Room room(Account account) {
    BigDecimal claimed = claimed(account);
    return new Rails.Room(
        books.equity(account),
        books.portfolio().freeCash(account, books.markets()).subtract(claimed),
        books.portfolio().exposure(account, books.markets()).add(claimed),
        books.levers().capitalPercent(),
        together(account) ? books.otherEngines().all() : List.of());
  }

  private BigDecimal claimed(Account account) {
    BigDecimal claimed = BigDecimal.ZERO;
    for (Order entry : books.openEntries(account)) {
      BigDecimal price = entry.intent().price();
      claimed =
          claimed.add(
              entry
                  .openQty()
                  .multiply(
                      price == null ? books.market(entry.intent().instrument()).last() : price));
    }
    return claimed;
  }

  private void refuse(InstrumentId instrument, Refusal refusal) {
    refusals++;
    outbox.log(
        Action.Log.Level.INFO,
        "ORDER_REFUSED",
        "symbol=" + instrument + " reason=\"" + refusal.text() + "\"");
  }

  private void trace(StrategyDesk desk, Bar bar, String decision, String trace, String why) {
    outbox.log(
        Action.Log.Level.INFO,
        "DECISION_TRACE",
        "symbol="
            + desk.instrument()
            + " strategy="
            + desk.strategy().name()
            + " decision=\""
            + decision
            + "\" close="
            + bar.close().toPlainString()
            + (trace.isEmpty() ? "" : " trace=" + trace)
            + " "
            + why);
  }
}

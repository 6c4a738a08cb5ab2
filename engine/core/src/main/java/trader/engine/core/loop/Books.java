package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Lever;
import trader.control.LeverState;
import trader.control.Mode;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.Checkpoint;
import trader.engine.core.Checkpoint.RunningBar;
import trader.engine.core.ControlEvent.CoreSettings;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueOrder;
import trader.engine.core.levers.Levers;
import trader.engine.core.market.Market;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.engine.core.portfolio.Holding;
import trader.engine.core.portfolio.Ledger;
import trader.engine.core.portfolio.Portfolio;

/** All that one engine knows, in one place; the deciding parts read it, the core changes it. */
final class Books {
  private static final int COMMANDS_KEPT = 1_000;
  private final CoreSettings settings;
  private final Map<InstrumentId, Market> markets = new LinkedHashMap<>();
  private final Levers levers;
  private final Orders orders;
  private final RestoredPositions restored;
  private final Portfolio portfolio;
  private final Proposals proposals;
  private final OtherEngines otherEngines;
  private final Set<String> seenCommands;
  private final Map<Account, GateLevel> gates = new EnumMap<>(Account.class);
  private final boolean fresh;
  private final Map<InstrumentId, VenuePosition> lastRead = new LinkedHashMap<>();
  private List<VenueOrder> foreignOrders = List.of();
  private Checkpoint.Starts starts;
  private long orderCount;

  Books(CoreSettings settings, Checkpoint checkpoint, long atMicros) {
    this.settings = settings;
    this.levers = new Levers(settings, checkpoint.levers(), atMicros);
    this.orders = new Orders(checkpoint.orders());
    this.restored = new RestoredPositions(checkpoint.positions());
    this.portfolio = new Portfolio(restored.records(), checkpoint.ledgers(), settings.paperCash());
    this.proposals = new Proposals(checkpoint, settings);
    this.otherEngines = new OtherEngines(checkpoint.elsewhere(), settings.session());
    this.starts = checkpoint.starts();
    this.seenCommands = new LinkedHashSet<>(checkpoint.seenCommands());
    this.fresh = checkpoint.session() != settings.session();
    this.orderCount = fresh ? 0 : checkpoint.orderCount();
    gateSet(GateLevel.CLOSED, GateLevel.CLOSED);
    settings.instruments().forEach(id -> markets.put(id, new Market(id)));
  }

  /** Whether the session begins here; otherwise it only begins anew at its own checkpoint. */
  boolean fresh() {
    return fresh;
  }

  CoreSettings settings() {
    return settings;
  }

  Levers levers() {
    return levers;
  }

  Orders orders() {
    return orders;
  }

  Portfolio portfolio() {
    return portfolio;
  }

  /** What was found of the positions that earlier sessions left. */
  RestoredPositions restored() {
    return restored;
  }

  Proposals proposals() {
    return proposals;
  }

  OtherEngines otherEngines() {
    return otherEngines;
  }

  /**
   * Counts a start by what its first comparison with the venue found; later ones of the session
   * change nothing. Answers how many starts in a row have adopted orders that were on their way.
   */
  int started(boolean adopted) {
    if (starts.session() != settings.session()) {
      starts = new Checkpoint.Starts(settings.session(), adopted ? starts.adopting() + 1 : 0);
    }
    return starts.adopting();
  }

  Map<InstrumentId, Market> markets() {
    return markets;
  }

  Market market(InstrumentId instrument) {
    return markets.computeIfAbsent(instrument, Market::new);
  }

  /** The number of the next client order id; each is given out once. */
  long nextOrderCount() {
    return orderCount++;
  }

  /** Keeps the count ahead of an order that is known to exist. */
  void countedOrder() {
    orderCount++;
  }

  /** Notes a command; answers false for one that was noted before. */
  boolean firstTime(String commandId) {
    if (!seenCommands.add(commandId)) {
      return false;
    }
    if (seenCommands.size() > COMMANDS_KEPT) {
      seenCommands.remove(seenCommands.iterator().next());
    }
    return true;
  }

  BigDecimal equity(Account account) {
    return portfolio.equity(account, markets);
  }

  /** The part of a position in a perpetual that is not ours, negative for a short. */
  BigDecimal foreignPosition(Account account, InstrumentId instrument) {
    return portfolio.ledger(account).foreign(instrument.toString());
  }

  /** Notes what was read of the live account and is not ours, or not only. */
  void read(List<VenuePosition> positions, List<VenueOrder> notOurs) {
    lastRead.clear();
    positions.forEach(position -> lastRead.put(position.instrument(), position));
    foreignOrders = List.copyOf(notOurs);
  }

  /** The position in a perpetual as it was last read; empty where it was flat or never read. */
  Optional<VenuePosition> lastRead(InstrumentId instrument) {
    return Optional.ofNullable(lastRead.get(instrument));
  }

  /** Open orders at the venue that are not ours, as last read. */
  List<VenueOrder> foreignOrders() {
    return foreignOrders;
  }

  /** Unfinished orders of an account and instrument that serve one of the purposes. */
  List<Order> open(Account account, InstrumentId instrument, Set<Purpose> purposes) {
    return orders.open(intent ->
        intent.account() == account
            && intent.instrument().equals(instrument)
            && purposes.contains(intent.purpose()));
  }

  /** Unfinished orders of an account and instrument. */
  List<Order> open(Account account, InstrumentId instrument) {
    return orders.open(
        intent -> intent.account() == account && intent.instrument().equals(instrument));
  }

  /** Unfinished entries of an account. */
  List<Order> openEntries(Account account) {
    return orders.open(intent -> intent.account() == account && intent.purpose() == Purpose.ENTRY);
  }

  /** Whether any account holds anything whose worth moves with the market. */
  boolean holdsAnything() {
    return portfolio.holdsAnything();
  }

  /** Whether the connection to an account's venue is up; the paper account needs none. */
  boolean linked(Account account) {
    return account == Account.PAPER || !levers.holds(Lever.VENUE_LINK);
  }

  /** Why nothing of ours may leave for an account's venue now; null where it may. */
  @Nullable String barred(Account account) {
    if (account == Account.LIVE && settings.dryRunBlocks()) {
      return "dry run forbids the live account";
    }
    return linked(account) ? null : "the connection to the venue is down";
  }

  /** Notes the levels that were last put into force. */
  void gateSet(GateLevel live, GateLevel paper) {
    gates.put(Account.LIVE, live);
    gates.put(Account.PAPER, paper);
  }

  /** The level that was last put into force for an account. */
  GateLevel gate(Account account) {
    return Objects.requireNonNull(gates.get(account));
  }

  /**
   * The lever that bars most what a person has approved: in mode manual the mode does not bar it.
   */
  LeverState narrowestForApproved(Account account, long atMicros) {
    LeverState narrowest = null;
    for (LeverState lever : levers.table(account, atMicros)) {
      boolean exempt = lever.name() == Lever.MODE && levers.mode() == Mode.MANUAL;
      if (!exempt && (narrowest == null || lever.allows().compareTo(narrowest.allows()) < 0)) {
        narrowest = lever;
      }
    }
    return Objects.requireNonNull(narrowest);
  }

  /** Whether the account is being compared with the venue's, so that what it holds may differ. */
  boolean reconciling(Account account) {
    return account == Account.LIVE && levers.holds(Lever.RECONCILING);
  }

  /**
   * Takes an account's equity of the moment to its ledger. Answers null where the equity is not
   * known: the account was never read, or something that it holds has no price yet.
   */
  @Nullable BigDecimal mark(Account account, long atMicros) {
    Ledger ledger = portfolio.ledger(account);
    if (!ledger.funded() || !portfolio.priced(account, markets)) {
      return null;
    }
    BigDecimal equity = equity(account);
    ledger.mark(equity, atMicros);
    return equity;
  }

  /** Whether the account holds a position, not only a rest too small to sell. */
  boolean inPosition(Account account, InstrumentId instrument) {
    Holding holding = portfolio.holding(account, instrument);
    if (holding.qty().signum() == 0) {
      return false;
    }
    Market market = market(instrument);
    Optional<InstrumentRules> rules = market.rules();
    BigDecimal price = market.hasPrice() ? market.last() : holding.averagePrice();
    return rules.isEmpty() || holding.isPosition(rules.get(), price);
  }

  /** Accounts and instruments where something is held or an order is open. */
  List<Holding> busyHoldings() {
    List<Holding> busy = new ArrayList<>();
    for (Account account : Account.values()) {
      for (Holding holding : portfolio.holdings(account)) {
        if (holding.qty().signum() != 0) {
          busy.add(holding);
        }
      }
    }
    for (Order order : orders.open()) {
      NewOrder intent = order.intent();
      Holding holding = portfolio.holding(intent.account(), intent.instrument());
      if (!busy.contains(holding)) {
        busy.add(holding);
      }
    }
    return busy;
  }

  Checkpoint checkpoint(List<RunningBar> bars) {
    return new Checkpoint(
        settings.session(),
        orderCount,
        levers.records(),
        orders.records(),
        portfolio.positionRecords(),
        portfolio.ledgerRecords(),
        bars,
        proposals.records(),
        proposals.count(),
        List.copyOf(seenCommands),
        starts,
        otherEngines.record());
  }
}

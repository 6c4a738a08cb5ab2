package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;
import trader.engine.core.market.Market;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.engine.core.portfolio.Holding;

/**
 * Sees that every position has stops at the venue for all of its quantity and no more, from its
 * first fill on, that none outlives its position, and that a stop which is triggered and not filled
 * in its time is followed by a sale at the market.
 *
 * <p>Where the venue amends orders or has reduce-only ones, one stop follows the position: it is
 * amended, or the next is placed before the last is cancelled. A spot stop locks what it protects,
 * so there what is missing gets a stop of its own.
 */
final class Protector {
  /** Fills of one order come in bursts; one stop for all of them is better than one for each. */
  private static final long BURST_MICROS = 50_000;

  /** Where an entry did not say how far its stop belongs, e.g. one that was adopted. */
  private static final BigDecimal DEFAULT_STOP_FRACTION = new BigDecimal("0.02");

  private static final Set<Purpose> SALES = EnumSet.of(Purpose.STOP, Purpose.EXIT, Purpose.CLOSE);
  private static final Set<Purpose> ENTRIES = EnumSet.of(Purpose.ENTRY);
  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final StopBudget budget;
  private final Gaps gaps;
  private final Triggers triggers;
  private final TakeProfits takeProfits;

  Protector(Books books, Outbox outbox, Exits exits) {
    this.books = books;
    this.outbox = outbox;
    this.exits = exits;
    this.budget = new StopBudget(books.settings().protection());
    this.gaps = new Gaps(outbox);
    this.triggers = new Triggers(books.settings().protection().triggeredMicros());
    this.takeProfits = new TakeProfits(books, outbox, exits);
  }

  /** Places what is missing and cancels what is too much. */
  void proceed() {
    for (Holding holding : books.busyHoldings()) {
      Market market = books.market(holding.instrument());
      Optional<InstrumentRules> rules = market.rules();
      if (rules.isPresent()) {
        BigDecimal price = market.hasPrice() ? market.last() : holding.averagePrice();
        protect(holding, price, market, rules.get());
      }
    }
    triggers.forget(books.orders());
  }

  /** The venue says that a stop was triggered. */
  void triggered(Order order) {
    if (order.intent().purpose() == Purpose.STOP) {
      triggers.triggered(order, outbox.atMicros());
    }
  }

  /** An order was refused: where the market is beyond a stop already, the position is sold now. */
  void refused(Order order, VenueEvent.Rejected rejected) {
    if (order.intent().purpose() == Purpose.TAKE_PROFIT) {
      takeProfits.refused(order, rejected);
    }
    if (order.intent().purpose() != Purpose.STOP
        || !books.inPosition(order.intent().account(), order.intent().instrument())) {
      return;
    }
    notKept(order, rejected.why());
    if (rejected.wouldTrigger()) {
      sell(order, "the market was beyond the stop before it could be placed");
    }
  }

  /** The venue would not change a stop: what is missing is placed besides it, ever more slowly. */
  void notReplaced(Order order, String why) {
    if (order.intent().purpose() == Purpose.STOP && !order.state().finished()) {
      budget.notKept(key(order), why, outbox.atMicros());
    }
  }

  /**
   * The venue has no stop any more that we had not asked to cancel. One that was executed in part
   * had triggered: the rest of the position is sold now.
   */
  void ended(Order order, BigDecimal executedQty, String why) {
    if (order.intent().purpose() != Purpose.STOP
        || order.cancelAsked()
        || !books.inPosition(order.intent().account(), order.intent().instrument())) {
      return;
    }
    if (executedQty.signum() == 0 && sold(order)) {
      // The sale that ends the position may have ended its stop, too.
      return;
    }
    notKept(order, why);
    if (executedQty.signum() > 0) {
      sell(order, "the stop triggered and was not filled in whole");
    }
  }

  /** A stop never reached the venue: that counts as one that was not kept. */
  void lost(Order order) {
    if (order.intent().type() == OrderType.STOP_LOSS
        && books.inPosition(order.intent().account(), order.intent().instrument())) {
      notKept(order, "it never reached the venue");
    }
  }

  private boolean sold(Order stop) {
    return books.open(stop.intent().account(), stop.intent().instrument(), SALES).stream()
        .anyMatch(sale -> sale.intent().type() == OrderType.MARKET);
  }

  private void sell(Order stop, String why) {
    exits.start(
        stop.intent().account(),
        stop.intent().instrument(),
        Purpose.STOP,
        stop.intent().strategy(),
        why,
        stop.intent().trace());
  }

  private void notKept(Order stop, String why) {
    budget.notKept(key(stop), why, outbox.atMicros());
    gaps.missing(key(stop));
  }

  private static PositionKey key(Order order) {
    return new PositionKey(order.intent().account(), order.intent().instrument());
  }

  /** What must stop new risk, told once. */
  Optional<String> takeBreach() {
    return budget.takeBreach();
  }

  private void protect(Holding holding, BigDecimal price, Market market, InstrumentRules rules) {
    PositionKey key = new PositionKey(holding.account(), holding.instrument());
    List<Order> sales =
        books.open(key.account(), key.instrument(), SALES).stream()
            .filter(sale -> !sale.absentSale())
            .toList();
    boolean exiting = exits.ending(key.account(), key.instrument());
    if (!holding.isPosition(rules, price)) {
      if (!exiting) {
        cancelBeyond(sales, BigDecimal.ZERO);
        takeProfits.end(key);
      }
      gaps.closed(key, false);
      return;
    }
    BigDecimal sellable = holding.sellable(rules);
    BigDecimal bare = sellable.subtract(kept(sales));
    boolean whole = !rules.tradable(bare, price);
    if (!whole) {
      gaps.open(key, bare, exiting, budget.repairs(key, outbox.atMicros()));
    }
    if (exiting) {
      closeGap(key, whole);
      return;
    }
    if (triggers.overdue(sales, market, outbox.atMicros())) {
      exits.start(
          key.account(),
          key.instrument(),
          Purpose.STOP,
          holding.strategy(),
          "the stop was triggered and has not been filled in "
              + books.settings().protection().triggeredMicros() / 1_000
              + " ms",
          holding.trace());
      return;
    }
    place(holding, key, sales, sellable, rules);
    // What was cancelled just now protects no longer.
    boolean stays = !rules.tradable(sellable.subtract(kept(sales)), price);
    closeGap(key, stays);
    if (stays) {
      takeProfits.proceed(key, holding, distance(holding), rules);
    }
  }

  private void closeGap(PositionKey key, boolean whole) {
    if (whole) {
      gaps.closed(key, true);
    }
  }

  private static BigDecimal kept(List<Order> sales) {
    BigDecimal kept = BigDecimal.ZERO;
    for (Order sale : sales) {
      boolean works = sale.state() == OrderState.WORKING || sale.state() == OrderState.REPLACING;
      if (sale.intent().type() == OrderType.STOP_LOSS && works) {
        kept = kept.add(sale.openQty());
      }
    }
    return kept;
  }

  private void place(
      Holding holding,
      PositionKey key,
      List<Order> sales,
      BigDecimal sellable,
      InstrumentRules rules) {
    if (rules.amends() && changing(sales)) {
      // What it protects by now only the venue knows: a stop besides it could be too much.
      return;
    }
    boolean small = sellable.compareTo(rules.maxQty()) <= 0;
    boolean amends = rules.amends() && budget.untroubled(key, outbox.atMicros());
    if (small && rules.perpetual()) {
      follow(holding, key, sales, sellable, amends, rules);
    } else if (small
        && amends
        && sales.size() == 1
        && sales.getFirst().state() == OrderState.WORKING) {
      follow(holding, key, sales, sellable, true, rules);
    } else {
      pieces(holding, key, sales, sellable, rules);
    }
  }

  private static boolean changing(List<Order> sales) {
    return sales.stream()
        .map(Order::state)
        .anyMatch(state -> state == OrderState.REPLACING || state == OrderState.UNKNOWN);
  }

  /** One stop for the position: amended where that goes, else the next before the last is gone. */
  private void follow(
      Holding holding,
      PositionKey key,
      List<Order> sales,
      BigDecimal sellable,
      boolean amends,
      InstrumentRules rules) {
    @Nullable Order right = null;
    @Nullable Order working = null;
    for (Order sale : sales) {
      if (sale.intent().type() != OrderType.STOP_LOSS) {
        // A sale of an exit that was given up is not over yet.
        return;
      }
      switch (sale.state()) {
        case PENDING, REPLACING, UNKNOWN -> {
          return;
        }
        case WORKING -> {
          working = sale;
          right = sale.openQty().compareTo(sellable) == 0 ? sale : right;
        }
        case CANCELLING, FILLED, CANCELLED, EXPIRED, REJECTED, LOST -> {
          // Counts no more.
        }
      }
    }
    if (right != null) {
      for (Order sale : sales) {
        if (sale != right && sale.state() == OrderState.WORKING) {
          outbox.cancel(sale);
        }
      }
    } else if (working != null && amends) {
      if (mayPlace(key)) {
        outbox.replace(working, working.filledQty().add(sellable), trigger(holding, rules));
      }
    } else if (mayPlace(key)) {
      submit(holding, key, sellable, rules);
    }
  }

  /** A stop for what has none; the newest go first where the position has become smaller. */
  private void pieces(
      Holding holding,
      PositionKey key,
      List<Order> sales,
      BigDecimal sellable,
      InstrumentRules rules) {
    BigDecimal open = BigDecimal.ZERO;
    for (Order sale : sales) {
      open = open.add(sale.openQty());
    }
    if (open.compareTo(sellable) > 0) {
      cancelBeyond(sales, sellable);
    } else if (!burst(key) && mayPlace(key)) {
      submit(holding, key, sellable.subtract(open).min(rules.maxQty()), rules);
    }
  }

  /** Cancels stops, the newest first, until what is open is not more than {@code most}. */
  private void cancelBeyond(List<Order> sales, BigDecimal most) {
    BigDecimal open = BigDecimal.ZERO;
    for (Order sale : sales) {
      open = open.add(sale.openQty());
    }
    for (Order sale : sales.reversed()) {
      if (open.compareTo(most) <= 0) {
        return;
      }
      if (sale.intent().purpose() == Purpose.STOP) {
        if (sale.state() == OrderState.WORKING) {
          outbox.cancel(sale);
        }
        open = open.subtract(sale.openQty());
      }
    }
  }

  private boolean burst(PositionKey key) {
    return !books.open(key.account(), key.instrument(), ENTRIES).isEmpty()
        && outbox.atMicros() - gaps.since(key) < BURST_MICROS;
  }

  private boolean mayPlace(PositionKey key) {
    return books.barred(key.account()) == null
        && !books.reconciling(key.account())
        && budget.mayTry(key, outbox.atMicros());
  }

  private void submit(Holding holding, PositionKey key, BigDecimal missing, InstrumentRules rules) {
    BigDecimal qty = rules.floorQty(missing);
    BigDecimal trigger = trigger(holding, rules);
    if (rules.tradable(qty, trigger)) {
      outbox.submit(
          key.account(),
          key.instrument(),
          Side.SELL,
          OrderType.STOP_LOSS,
          Purpose.STOP,
          qty,
          null,
          trigger,
          null,
          holding.strategy(),
          "protects the position",
          holding.trace());
    }
  }

  private static BigDecimal distance(Holding holding) {
    return holding
        .stopDistance()
        .orElseGet(() -> holding.entryPrice().multiply(DEFAULT_STOP_FRACTION));
  }

  private static BigDecimal trigger(Holding holding, InstrumentRules rules) {
    return rules.floorPrice(holding.entryPrice().subtract(distance(holding))).max(rules.tickSize());
  }
}

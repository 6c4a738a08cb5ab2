package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.Bar;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.market.BarBuilder;
import trader.engine.core.market.Market;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
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
  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final Rails rails;
  private final Map<InstrumentId, Desk> desks = new HashMap<>();
  private long refusals;

  /** A strategy and the bars of its instrument. */
  private static final class Desk {
    private final Strategy strategy;
    private final BarBuilder bars;
    private final Deque<Bar> recent = new ArrayDeque<>();
    private int warmedUp;
    private long newestMicros = Long.MIN_VALUE;

    Desk(Strategy strategy, long barMicros) {
      this.strategy = strategy;
      this.bars = new BarBuilder(barMicros);
    }

    boolean isNewer(Bar bar) {
      return bar.openMicros() > newestMicros;
    }

    void keep(Bar bar) {
      newestMicros = bar.openMicros();
      recent.addLast(bar);
      warmedUp++;
      if (recent.size() > strategy.warmUpBars()) {
        recent.removeFirst();
      }
    }

    boolean ready() {
      return warmedUp >= strategy.warmUpBars();
    }
  }

  Trader(Books books, Outbox outbox, Exits exits, StrategyFactory strategies) {
    this.books = books;
    this.outbox = outbox;
    this.exits = exits;
    this.rails = new Rails(books.settings().limits());
    for (InstrumentId instrument : books.settings().instruments()) {
      desks.put(instrument, new Desk(strategies.create(instrument), books.settings().barMicros()));
    }
  }

  /** Orders that the rails or the gate refused. */
  long refusals() {
    return refusals;
  }

  /** The latest closed bars of an instrument, oldest first. */
  Collection<Bar> recentBars(InstrumentId instrument) {
    Desk desk = desks.get(instrument);
    return desk == null ? List.of() : List.copyOf(desk.recent);
  }

  void past(InstrumentId instrument, Bar bar) {
    Desk desk = desks.get(instrument);
    if (desk != null && desk.isNewer(bar)) {
      desk.strategy.warmUp(bar);
      desk.keep(bar);
    }
  }

  /** Takes a trade; answers whether it closed a bar, which is when something may be decided. */
  boolean trade(MarketEvent.Trade trade) {
    Desk desk = desks.get(trade.instrument());
    if (desk == null) {
      return false;
    }
    Bar closed = desk.bars.add(trade.venueMicros(), trade.price(), trade.qty());
    if (closed == null || !desk.isNewer(closed)) {
      return false;
    }
    onBar(trade.instrument(), desk, closed);
    return true;
  }

  private void onBar(InstrumentId instrument, Desk desk, Bar bar) {
    Account account = books.levers().account();
    boolean ready = desk.ready();
    boolean inPosition = books.inPosition(account, instrument);
    desk.keep(bar);
    if (!ready) {
      desk.strategy.warmUp(bar);
      trace(instrument, desk, bar, "warming up", desk.warmedUp + "/" + desk.strategy.warmUpBars());
      return;
    }
    cancelStaleEntries(account, instrument);
    Decision decision = desk.strategy.onBar(bar, inPosition);
    switch (decision) {
      case Decision.Hold(String why) -> trace(instrument, desk, bar, "hold", why);
      case Decision.Enter(BigDecimal stopDistance, String why) -> {
        trace(instrument, desk, bar, "enter", why);
        if (!inPosition) {
          enter(account, instrument, desk.strategy.name(), stopDistance, why);
        }
      }
      case Decision.Exit(String why) -> {
        trace(instrument, desk, bar, "exit", why);
        if (inPosition) {
          exit(account, instrument, desk.strategy.name(), why);
        }
      }
    }
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
      String why) {
    Market market = books.market(instrument);
    Optional<InstrumentRules> rules = market.rules();
    if (rules.isEmpty() || !rules.get().trading()) {
      refuse(instrument, new Refusal.NotReady("the venue does not take orders for it now"));
      return;
    }
    if (books.levers().level(account, outbox.atMicros()) != GateLevel.OPEN) {
      refuse(instrument, new Refusal.Gate(books.levers().narrowest(account, outbox.atMicros())));
      return;
    }
    if (books.gate(account) != GateLevel.OPEN) {
      refuse(instrument, new Refusal.NotReady("the gate is about to open"));
      return;
    }
    if (!books.open(account, instrument, WORKED_FOR).isEmpty()
        || exits.exiting(account, instrument)) {
      refuse(instrument, new Refusal.NotReady("another order of this position is not finished"));
      return;
    }
    BigDecimal price = rules.get().floorPrice(market.ask());
    if (price.signum() <= 0) {
      refuse(instrument, new Refusal.NotReady("its price is below the venue's tick size"));
      return;
    }
    Rails.Room room = room(account);
    BigDecimal qty =
        stopDistance.signum() > 0
            ? rails.size(room, price, stopDistance, rules.get())
            : BigDecimal.ZERO;
    Optional<Refusal> refusal =
        rails.check(room, qty, price, market.last(), rules.get(), outbox.atMicros());
    if (refusal.isPresent()) {
      refuse(instrument, refusal.get());
      return;
    }
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
        why);
    rails.sent(outbox.atMicros());
  }

  private void exit(Account account, InstrumentId instrument, String strategy, String why) {
    if (books.levers().level(account, outbox.atMicros()) == GateLevel.CLOSED) {
      refuse(instrument, new Refusal.Gate(books.levers().narrowest(account, outbox.atMicros())));
      return;
    }
    exits.start(account, instrument, Purpose.EXIT, strategy, why);
  }

  private Rails.Room room(Account account) {
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
    return new Rails.Room(
        books.equity(account),
        books.portfolio().ledger(account).cash().subtract(claimed),
        books.portfolio().exposure(account, books.markets()).add(claimed),
        books.levers().capitalPercent());
  }

  private void refuse(InstrumentId instrument, Refusal refusal) {
    refusals++;
    outbox.log(
        Action.Log.Level.INFO,
        "ORDER_REFUSED",
        "symbol=" + instrument + " reason=\"" + refusal.text() + "\"");
  }

  private void trace(
      InstrumentId instrument, Desk desk, Bar bar, String decision, @Nullable String why) {
    outbox.log(
        Action.Log.Level.INFO,
        "DECISION_TRACE",
        "symbol="
            + instrument
            + " strategy="
            + desk.strategy.name()
            + " decision=\""
            + decision
            + "\" close="
            + bar.close().toPlainString()
            + " "
            + why);
  }
}

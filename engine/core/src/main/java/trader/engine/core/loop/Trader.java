package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.Bar;
import trader.engine.core.Checkpoint;
import trader.engine.core.Checkpoint.RunningBar;
import trader.engine.core.MarketEvent;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;
import trader.engine.core.risk.Refusal;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;
import trader.engine.core.strategy.StrategyFactory;

/** Turns trades into bars, bars into decisions, and decisions into entries and exits. */
final class Trader {
  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final Entries entries;
  private final Map<InstrumentId, StrategyDesk> desks = new LinkedHashMap<>();

  Trader(
      Books books,
      Outbox outbox,
      Exits exits,
      Entries entries,
      StrategyFactory strategies,
      Checkpoint checkpoint) {
    this.books = books;
    this.outbox = outbox;
    this.exits = exits;
    this.entries = entries;
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

  /**
   * Takes a trade; answers whether it closed a bar by which something is to be seen to. An entry
   * waits for nothing: it is to leave at once.
   */
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
          entries.enter(account, instrument, strategy.name(), stopDistance, why, trace);
          return false;
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

  private void exit(
      Account account, InstrumentId instrument, String strategy, String why, String trace) {
    if (books.levers().level(account, outbox.atMicros()) == GateLevel.CLOSED) {
      entries.refuse(
          instrument, new Refusal.Gate(books.levers().narrowest(account, outbox.atMicros())));
      return;
    }
    exits.start(account, instrument, Purpose.EXIT, strategy, why, trace);
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

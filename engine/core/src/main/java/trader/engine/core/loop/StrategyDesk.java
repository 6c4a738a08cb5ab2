package trader.engine.core.loop;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.core.Bar;
import trader.engine.core.Checkpoint.RunningBar;
import trader.engine.core.MarketEvent;
import trader.engine.core.market.BarBuilder;
import trader.engine.core.strategy.Strategy;

/**
 * A strategy and the bars of its instrument. A bar of which trades may have been missed waits, once
 * it is over, for the venue's own bar of that time, and is taken as it is where that does not come.
 */
final class StrategyDesk {
  private static final long PATIENCE_MICROS = 2_000_000;
  private static final long DOWN = Long.MAX_VALUE;
  private final InstrumentId instrument;
  private final Strategy strategy;
  private final BarBuilder bars;
  private final Deque<Bar> recent = new ArrayDeque<>();
  private int warmedUp;
  private long newestMicros = Long.MIN_VALUE;
  private long flowingSinceMicros = DOWN;
  private @Nullable Bar partial;
  private long partialSinceMicros;

  StrategyDesk(InstrumentId instrument, Strategy strategy, long barMicros) {
    this.instrument = instrument;
    this.strategy = strategy;
    this.bars = new BarBuilder(barMicros);
  }

  /**
   * Goes on with the bar that was being built.
   *
   * @param seamless whether no trade has been missed since
   */
  void restore(RunningBar running, boolean seamless) {
    bars.restore(running.bar());
    flowingSinceMicros = seamless ? running.flowingSinceMicros() : DOWN;
  }

  InstrumentId instrument() {
    return instrument;
  }

  Strategy strategy() {
    return strategy;
  }

  /** The latest closed bars, oldest first. */
  Collection<Bar> recent() {
    return List.copyOf(recent);
  }

  /** What outlives the process; empty where no bar has begun. */
  Optional<RunningBar> running() {
    Bar running = bars.running();
    return running == null
        ? Optional.empty()
        : Optional.of(new RunningBar(instrument, running, flowingSinceMicros));
  }

  /** How many bars the strategy has taken. */
  int warmedUp() {
    return warmedUp;
  }

  boolean ready() {
    return warmedUp >= strategy.warmUpBars();
  }

  /** Whether no bar waits for the venue's own. */
  boolean settled() {
    return partial == null;
  }

  /** The stream of trades went up or down. */
  void feed(boolean up, long atMicros) {
    if (!up) {
      flowingSinceMicros = DOWN;
    } else if (flowingSinceMicros == DOWN) {
      flowingSinceMicros = atMicros;
    }
  }

  /** Takes a trade; answers the bar that is to be decided on now, null for none. */
  @Nullable Bar trade(MarketEvent.Trade trade) {
    feed(true, trade.atMicros());
    Bar closed = bars.add(trade.venueMicros(), trade.price(), trade.qty());
    Bar waiting = partial;
    if (waiting != null
        && (closed != null || trade.atMicros() - partialSinceMicros >= PATIENCE_MICROS)) {
      partial = null;
      if (closed == null) {
        return newer(waiting);
      }
      warmUp(waiting);
    }
    if (closed == null || newer(closed) == null) {
      return null;
    }
    if (closed.openMicros() >= flowingSinceMicros) {
      return closed;
    }
    partial = closed;
    partialSinceMicros = trade.atMicros();
    return null;
  }

  /**
   * Takes the venue's bar of the past, in place of one of the same time that is not whole here.
   * Answers it where it is to be decided on now, null where it only warms up.
   */
  @Nullable Bar past(Bar bar, long atMicros) {
    Bar waiting = partial;
    boolean replaces = waiting != null && waiting.openMicros() == bar.openMicros();
    if (replaces) {
      partial = null;
    } else if (bars.runs(bar.openMicros())) {
      bars.drop();
      replaces = true;
    }
    if (newer(bar) == null) {
      return null;
    }
    boolean recentEnough = atMicros - bar.closeMicros() < bar.intervalMicros();
    if (replaces && recentEnough) {
      return bar;
    }
    warmUp(bar);
    return null;
  }

  /** Gives the strategy a bar that it does not decide on. */
  void warmUp(Bar bar) {
    if (newer(bar) != null) {
      strategy.warmUp(bar);
      keep(bar);
    }
  }

  /** Notes a bar that the strategy has taken. */
  void keep(Bar bar) {
    newestMicros = bar.openMicros();
    recent.addLast(bar);
    warmedUp++;
    if (recent.size() > strategy.warmUpBars()) {
      recent.removeFirst();
    }
  }

  private @Nullable Bar newer(Bar bar) {
    return bar.openMicros() > newestMicros ? bar : null;
  }
}

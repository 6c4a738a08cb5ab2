package trader.engine.run;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Account;
import trader.engine.core.ControlEvent;
import trader.engine.core.strategy.StrategyFactory;
import trader.engine.system.CompilerThreads;
import trader.engine.system.SystemPriority;

/**
 * Rehearses orders beside the loop, which it shares nothing with but the compiled code, until that
 * is compiled; then keeps it warm on the loop.
 */
final class Warming implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Warming.class);

  /** Enough for the runtime's optimizing compiler to have had its turn, also on one processor. */
  private static final int REHEARSED_ORDERS = 30_000;

  /** How long after that it may still compile before it has to make way for everything else. */
  private static final Duration COMPILED = Duration.ofSeconds(5);

  private final ControlEvent.CoreSettings core;
  private final StrategyFactory strategies;
  private final EngineVenues venues;
  private final EventLoop eventLoop;
  private final EngineClock clock;
  private volatile @Nullable Warmth warmth;

  /** Begins with {@link #rehearse}. */
  Warming(
      ControlEvent.CoreSettings core,
      StrategyFactory strategies,
      EngineVenues venues,
      EventLoop eventLoop,
      EngineClock clock) {
    this.core = core;
    this.strategies = strategies;
    this.venues = venues;
    this.eventLoop = eventLoop;
    this.clock = clock;
  }

  /** Answers at once; rehearses on a thread of its own. */
  void rehearse() {
    SystemPriority.niceThreads("rehearsal")
        .newThread(() -> {
          // The live account last: what is compiled then is what it needs.
          for (Account account : List.of(Account.PAPER, Account.LIVE)) {
            Rehearsal rehearsal = new Rehearsal(account, core, strategies);
            int orders = rehearsal.run(REHEARSED_ORDERS);
            LOG.info("REHEARSED account={} orders={}", account.text(), orders);
            if (account == Account.LIVE && !eventLoop.isShuttingDown()) {
              eventLoop.execute(() -> keepWarm(rehearsal));
              var _ =
                  eventLoop.schedule(
                      CompilerThreads::makeIdle, COMPILED.toMillis(), TimeUnit.MILLISECONDS);
            }
          }
        })
        .start();
  }

  private void keepWarm(Rehearsal rehearsal) {
    venues
        .live()
        .ifPresent(venue -> {
          Warmth kept = new Warmth(eventLoop, clock, rehearsal, venue, core.barMicros());
          warmth = kept;
          kept.step();
        });
  }

  @Override
  public void close() {
    Warmth kept = warmth;
    if (kept != null) {
      kept.close();
    }
  }
}

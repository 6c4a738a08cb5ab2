package trader.engine.core.strategy;

import trader.control.InstrumentId;

/** Makes the strategy of an instrument afresh, so that a replay starts as the engine did. */
@FunctionalInterface
public interface StrategyFactory {

  /** A new strategy, not warmed up. */
  Strategy create(InstrumentId instrument);
}

package trader.engine.core.strategy;

import trader.engine.core.Bar;

/**
 * Decides on closed bars of one instrument. Deterministic: the same bars and calls give the same
 * decisions, bit for bit. Called on the core's thread only.
 */
public interface Strategy {

  /** The name under which its orders and positions are kept, e.g. {@code trend}. */
  String name();

  /** Takes a bar of the past, oldest first, before the first call of {@link #onBar}. */
  void warmUp(Bar bar);

  /** How many past bars it wants before it decides anything. */
  int warmUpBars();

  /** Decides on a bar that has just closed, knowing whether a position is open. */
  Decision onBar(Bar bar, boolean inPosition);
}

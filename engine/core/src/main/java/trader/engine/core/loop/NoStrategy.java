package trader.engine.core.loop;

import trader.control.InstrumentId;
import trader.engine.core.Bar;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;

/** Decides nothing; stands in while a journal is read back. */
record NoStrategy(InstrumentId instrument) implements Strategy {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public void warmUp(Bar bar) {
    // It keeps nothing of a bar.
  }

  @Override
  public int warmUpBars() {
    return 1;
  }

  @Override
  public Decision onBar(Bar bar, boolean inPosition) {
    return new Decision.Hold("");
  }
}

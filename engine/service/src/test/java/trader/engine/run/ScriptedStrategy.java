package trader.engine.run;

import java.math.BigDecimal;
import java.util.function.Supplier;
import trader.engine.core.Bar;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;

/** Decides what a test says. */
final class ScriptedStrategy implements Strategy {
  static final Decision HOLD = new Decision.Hold("scripted");
  static final Decision ENTER = new Decision.Enter(new BigDecimal("100"), "scripted");
  private final Supplier<Decision> script;

  ScriptedStrategy(Supplier<Decision> script) {
    this.script = script;
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public void warmUp(Bar bar) {
    // It needs no past.
  }

  @Override
  public int warmUpBars() {
    return 0;
  }

  @Override
  public Decision onBar(Bar bar, boolean inPosition) {
    return script.get();
  }
}

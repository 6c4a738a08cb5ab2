package trader.engine.core.kit;

import java.util.ArrayDeque;
import java.util.Deque;
import trader.engine.core.Bar;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;

/** Decides what a test has put in line, one decision a bar, and holds where nothing is in line. */
public final class ScriptedStrategy implements Strategy {
  private final Deque<Decision> script = new ArrayDeque<>();
  private int bars;

  /** Will buy on the next bar without a decision, with a stop that far below. */
  public void enter(String stopDistance) {
    script.addLast(new Decision.Enter(CoreKit.dec(stopDistance), "scripted=enter"));
  }

  /** Will sell on the next bar without a decision. */
  public void exit() {
    script.addLast(new Decision.Exit("scripted=exit"));
  }

  /** How many bars it has decided on. */
  public int bars() {
    return bars;
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public void warmUp(Bar bar) {
    // Its decisions depend on no bar.
  }

  @Override
  public int warmUpBars() {
    return 3;
  }

  @Override
  public Decision onBar(Bar bar, boolean inPosition) {
    bars++;
    Decision next = script.pollFirst();
    return next == null ? new Decision.Hold("scripted=hold") : next;
  }
}

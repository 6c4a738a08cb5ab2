package trader.app.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import trader.engine.core.Bar;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;

/**
 * Enters on every bar without a position and exits on every bar with one, so that as many orders
 * flow as the venue confirms. Names the bar as the cause of each, so that a decision is told from
 * its repetition. Worth nothing as a strategy.
 */
final class BusyStrategy implements Strategy {
  private static final BigDecimal STOP_FRACTION = new BigDecimal("0.01");

  @Override
  public String name() {
    return "busy";
  }

  @Override
  public void warmUp(Bar bar) {
    // It knows nothing of the past.
  }

  @Override
  public int warmUpBars() {
    return 1;
  }

  @Override
  public Decision onBar(Bar bar, boolean inPosition) {
    String cause = "bar=" + bar.openMicros();
    return inPosition
        ? new Decision.Exit(cause)
        : new Decision.Enter(
            bar.close().multiply(STOP_FRACTION).setScale(2, RoundingMode.HALF_EVEN), cause);
  }
}

package trader.engine.core.kit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import trader.engine.core.Bar;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;

/**
 * Trades often: buys when a bar closes above the slow average of the closes and sells when one
 * closes below it.
 */
public final class SwingStrategy implements Strategy {
  private static final BigDecimal WEIGHT = new BigDecimal("0.25");
  private BigDecimal average = BigDecimal.ZERO;

  @Override
  public String name() {
    return "swing";
  }

  @Override
  public void warmUp(Bar bar) {
    average =
        average.signum() == 0
            ? bar.close()
            : average
                .add(bar.close().subtract(average).multiply(WEIGHT))
                .setScale(8, RoundingMode.HALF_EVEN);
  }

  @Override
  public int warmUpBars() {
    return 5;
  }

  @Override
  public Decision onBar(Bar bar, boolean inPosition) {
    warmUp(bar);
    int side = bar.close().compareTo(average);
    String trace = "average=" + average.toPlainString();
    if (side > 0 && !inPosition) {
      return new Decision.Enter(bar.close().multiply(new BigDecimal("0.004")), trace);
    }
    return side < 0 && inPosition ? new Decision.Exit(trace) : new Decision.Hold(trace);
  }
}

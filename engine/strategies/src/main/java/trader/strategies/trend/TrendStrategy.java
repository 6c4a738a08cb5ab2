package trader.strategies.trend;

import java.math.BigDecimal;
import java.math.RoundingMode;
import trader.engine.core.Bar;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;
import trader.engine.core.strategy.StrategyFactory;

/**
 * Holds an instrument while its fast moving average is above its slow one: enters when the close is
 * above both, exits when the averages cross back, and asks for a stop some average true ranges
 * below the entry. After a position has ended it waits until the averages have crossed anew.
 *
 * <p>Long only. Bars that are not newer than the last one are ignored, so that history which is
 * read again does no harm.
 */
public final class TrendStrategy implements Strategy {
  /** The name of this strategy on orders and positions. */
  public static final String NAME = "trend";

  /** Decimals of figures that leave the strategy; the finest price steps of venues have eight. */
  private static final int SCALE = 8;

  private final TrendParameters parameters;
  private final TrendIndicators indicators;
  private long lastOpenMicros = Long.MIN_VALUE;
  private int bars;
  private boolean waitsForCross;

  /** A strategy that has seen no bar yet. */
  public TrendStrategy(TrendParameters parameters) {
    this.parameters = parameters;
    this.indicators = new TrendIndicators(parameters);
  }

  /** Makes one strategy of these parameters for each instrument. */
  public static StrategyFactory factory(TrendParameters parameters) {
    return instrument -> new TrendStrategy(parameters);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void warmUp(Bar bar) {
    if (take(bar)) {
      noteCross();
    }
  }

  @Override
  public int warmUpBars() {
    return parameters.settlingBars();
  }

  @Override
  public Decision onBar(Bar bar, boolean inPosition) {
    if (!take(bar)) {
      return new Decision.Hold("bar=old open_us=" + bar.openMicros());
    }
    if (inPosition) {
      waitsForCross = true;
    }
    noteCross();
    if (bars < warmUpBars()) {
      return new Decision.Hold("bars=" + bars + " wanted=" + warmUpBars());
    }
    String trace = trace(waitsForCross && !inPosition);
    if (inPosition) {
      return indicators.down() ? new Decision.Exit(trace) : new Decision.Hold(trace);
    }
    if (waitsForCross || !indicators.up() || !indicators.closeAboveSlow()) {
      return new Decision.Hold(trace);
    }
    BigDecimal stopDistance = figure(indicators.atr() * parameters.stopAtrMultiple());
    // A market that does not move gives no distance to size a position by.
    return stopDistance.signum() > 0
        ? new Decision.Enter(stopDistance, trace)
        : new Decision.Hold(trace);
  }

  private boolean take(Bar bar) {
    if (bar.openMicros() <= lastOpenMicros) {
      return false;
    }
    lastOpenMicros = bar.openMicros();
    bars++;
    indicators.add(bar);
    return true;
  }

  /** Averages that are not crossed upwards now will have to cross anew. */
  private void noteCross() {
    if (!indicators.up()) {
      waitsForCross = false;
    }
  }

  private String trace(boolean waits) {
    return "ema_fast="
        + figure(indicators.fast()).toPlainString()
        + " ema_slow="
        + figure(indicators.slow()).toPlainString()
        + " atr="
        + figure(indicators.atr()).toPlainString()
        + (waits ? " waits_for=cross" : "");
  }

  private static BigDecimal figure(double value) {
    return BigDecimal.valueOf(value).setScale(SCALE, RoundingMode.HALF_EVEN);
  }
}

package trader.redis;

import java.math.BigDecimal;
import java.time.Instant;
import trader.control.EngineState;

/**
 * What a desk was worth at one moment.
 *
 * @param equity in the quote currency
 * @param pnlToday net profit of the UTC day in the quote currency
 * @param drawdownPct percent below the equity peak, zero or negative
 */
public record EquitySample(
    Instant at, BigDecimal equity, BigDecimal pnlToday, BigDecimal drawdownPct) {

  /** What the engine said that it is worth. */
  public static EquitySample of(EngineState state) {
    return new EquitySample(
        state.asOf(), state.equityUsd(), state.pnlToday(), state.risk().drawdown());
  }

  /** The minute in which it was taken, counted from the epoch. */
  public long minute() {
    return at.getEpochSecond() / 60;
  }
}

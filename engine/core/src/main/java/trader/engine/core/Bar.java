package trader.engine.core;

import java.math.BigDecimal;

/**
 * Prices of one closed interval.
 *
 * @param openMicros start of the interval, microseconds since the epoch
 * @param intervalMicros its length
 * @param volume traded quantity in the base asset
 */
public record Bar(
    long openMicros,
    long intervalMicros,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    BigDecimal close,
    BigDecimal volume) {

  /** Start of the next interval, microseconds since the epoch. */
  public long closeMicros() {
    return openMicros + intervalMicros;
  }
}

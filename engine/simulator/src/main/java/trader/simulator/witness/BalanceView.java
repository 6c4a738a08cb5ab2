package trader.simulator.witness;

import java.math.BigDecimal;

/**
 * What an account holds of one asset.
 *
 * @param asset which
 * @param free what it may spend
 * @param locked what stands in open orders
 */
public record BalanceView(String asset, BigDecimal free, BigDecimal locked) {
  /** Free and locked together. */
  public BigDecimal total() {
    return free.add(locked);
  }
}

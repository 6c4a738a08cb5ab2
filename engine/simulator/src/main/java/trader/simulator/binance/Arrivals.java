package trader.simulator.binance;

import java.util.function.LongSupplier;
import trader.simulator.witness.Witness;

/** Notes what arrives, before anything is decided about it. */
final class Arrivals {
  private final Witness witness;
  private final VenueClock clock;
  private final LongSupplier nanoTime;

  Arrivals(Witness witness, VenueClock clock, LongSupplier nanoTime) {
    this.witness = witness;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  void note(String endpoint, boolean isOrder, Params params) {
    if (isOrder) {
      witness.order(nanoTime.getAsLong(), clock.wallMicros(), endpoint, params.asMap());
    }
    witness.request(endpoint);
  }
}

package trader.simulator.net;

import java.util.Map;
import java.util.function.LongSupplier;
import trader.simulator.witness.Witness;

/** Notes what arrives, before anything is decided about it. */
public final class Arrivals {
  private final Witness witness;
  private final VenueClock clock;
  private final LongSupplier nanoTime;

  /** {@code nanoTime} is the process's monotonic clock. */
  public Arrivals(Witness witness, VenueClock clock, LongSupplier nanoTime) {
    this.witness = witness;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Notes a request, and a new order with its parameters. */
  public void note(String endpoint, boolean isOrder, Map<String, String> params) {
    if (isOrder) {
      witness.order(nanoTime.getAsLong(), clock.wallMicros(), endpoint, params);
    }
    witness.request(endpoint);
    witness.received(endpoint, params);
  }
}

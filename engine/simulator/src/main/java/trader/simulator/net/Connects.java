package trader.simulator.net;

import java.util.Optional;
import java.util.OptionalInt;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;

/** Which faults keep a WebSocket connection from being made. */
public final class Connects {
  private static final int UNAVAILABLE = 503;

  private Connects() {}

  /** The HTTP status that refuses a connection to a path, empty where no fault does. */
  public static OptionalInt refusal(FaultPlan faults, VenueClock clock, String path) {
    if (faults.isEmpty()) {
      return OptionalInt.empty();
    }
    long now = clock.wallMicros();
    if (faults.acting(FaultKind.MAINTENANCE, now)) {
      return OptionalInt.of(UNAVAILABLE);
    }
    Optional<Fault> refused = faults.hit(FaultKind.REFUSE_CONNECT, path, now);
    return refused
        .map(fault -> OptionalInt.of((int) fault.number("status", UNAVAILABLE)))
        .orElseGet(OptionalInt::empty);
  }
}

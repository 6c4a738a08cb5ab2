package trader.venues;

import io.netty.channel.EventLoop;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What an adapter works with; given by the composition root.
 *
 * @param loop the engine's one event loop: sockets live on it, and events are delivered on it
 * @param sink where events go
 * @param nowMicros the time, microseconds since the epoch; never falls
 * @param random spreads reconnects in time
 */
public record VenueRuntime(
    EventLoop loop,
    EventSink sink,
    LongSupplier nowMicros,
    RandomGenerator random,
    VenueMetrics metrics) {

  /** Microseconds since the epoch. */
  public long now() {
    return nowMicros.getAsLong();
  }
}

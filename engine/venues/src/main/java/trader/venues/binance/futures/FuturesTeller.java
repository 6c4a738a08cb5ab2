package trader.venues.binance.futures;

import java.util.function.Consumer;
import java.util.function.LongFunction;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.venues.VenueRuntime;

/** Tells what the answers to calls about orders mean. */
final class FuturesTeller {
  private final VenueRuntime runtime;
  private final Consumer<VenueEvent> heard;

  FuturesTeller(VenueRuntime runtime, Consumer<VenueEvent> heard) {
    this.runtime = runtime;
    this.heard = heard;
  }

  /** The time by which events are stamped, microseconds since the epoch. */
  long now() {
    return runtime.now();
  }

  void tell(VenueEvent event) {
    heard.accept(event);
  }

  /** Tells it in a task of its own, for who is still asking. */
  void later(LongFunction<VenueEvent> event) {
    runtime.loop().execute(() -> tell(event.apply(now())));
  }

  void unknown(ClientOrderId order, String why) {
    tell(new VenueEvent.OutcomeUnknown(now(), order, why));
  }
}

package trader.venues;

import trader.engine.core.Event;

/** Where adapters bring what happened. Called only on the engine's event loop. */
@FunctionalInterface
public interface EventSink {

  /** Takes one event; the core has processed it when this returns. */
  void accept(Event event);
}

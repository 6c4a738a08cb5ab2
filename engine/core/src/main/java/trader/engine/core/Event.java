package trader.engine.core;

/** Something that happened to the core. Events are totally ordered; the order is journaled. */
public sealed interface Event permits MarketEvent, VenueEvent, ControlEvent {

  /** When it reached this process, microseconds since the epoch; never before the one before it. */
  long atMicros();
}

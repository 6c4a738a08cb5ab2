package trader.venues;

import trader.engine.core.orders.ClientOrderId;

/** What an adapter counts and measures. Called on the engine's event loop, so it must be quick. */
public interface VenueMetrics {

  /** Counts nothing. */
  VenueMetrics NONE = new VenueMetrics() {};

  /** A frame of market data has reached this process; nothing has been done with it yet. */
  default void frameReceived() {}

  /** The bytes of an order have been handed to the operating system. */
  default void orderWritten(ClientOrderId order) {}

  /** The venue answered a call, be it with a refusal, {@code micros} after it was made. */
  default void callAnswered(String call, long micros) {}

  /** A call failed: the venue's error code, an HTTP status, or {@code timeout}. */
  default void callFailed(String call, String code) {}

  /** How much of its limit of requests the venue says is used in this minute. */
  default void usedWeight(int weight) {}

  /** How many unfilled orders the venue counts in an interval such as {@code 10S} or {@code 1D}. */
  default void usedOrders(String interval, int count) {}

  /** A connection, {@code market} or {@code orders}, was lost and will be made again. */
  default void reconnecting(String connection) {}

  /** How far the venue's clock is ahead of ours, in microseconds. */
  default void clockOffset(long micros) {}
}

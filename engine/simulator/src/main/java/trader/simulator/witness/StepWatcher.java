package trader.simulator.witness;

import java.util.Map;

/**
 * Hears of every step of a request and of an order where the wire meets the venue, on the venue's
 * thread, which waits for it: what it does happens exactly there. Faults come between the steps: a
 * request that one loses is received and nothing more.
 */
public interface StepWatcher {
  /**
   * A request has been read, and nothing has been done with it.
   *
   * @param parameters of a new order, under the names of a {@link ReceivedOrder}'s parts where the
   *     venue's own are not kept; empty where the venue reads a request later
   */
  default void received(String endpoint, Map<String, String> parameters) {}

  /** An order has come so far; neither answer nor report has left. */
  default void moved(Step step, OrderView order) {}

  /** The answer to a request, a good one or a bad one, has been handed to the system. */
  default void answered(String endpoint) {}

  /** All reports that waited have been handed to the system. */
  default void reported() {}
}

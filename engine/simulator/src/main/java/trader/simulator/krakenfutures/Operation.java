package trader.simulator.krakenfutures;

import java.util.function.ToIntFunction;
import trader.simulator.net.Json;

/**
 * One thing that clients can ask for.
 *
 * @param endpoint method and path
 * @param access who may, and from which pool it is paid
 * @param cost what it costs
 * @param isOrder whether it is a new order
 * @param handler writes the answer
 */
record Operation(
    String endpoint, Access access, ToIntFunction<Params> cost, boolean isOrder, Handler handler) {

  /** Who may ask, what the answer is wrapped in, and which pool pays. */
  enum Access {
    /** Anybody, wrapped, free. */
    PUBLIC,
    /** Anybody, not wrapped, free. */
    CHARTS,
    /** By signature, wrapped, from the pool of ten seconds. */
    PRIVATE,
    /** By signature, not wrapped, from the pool of ten minutes. */
    HISTORY
  }

  /** Does what is asked and writes the members of the answer. */
  @FunctionalInterface
  interface Handler {
    void answer(Call call, Json out);
  }

  /**
   * A call.
   *
   * @param account whose, or empty
   */
  record Call(Params params, String account) {}

  static Operation open(String endpoint, Handler handler) {
    return new Operation(endpoint, Access.PUBLIC, p -> 0, false, handler);
  }

  static Operation signed(String endpoint, int cost, Handler handler) {
    return new Operation(endpoint, Access.PRIVATE, p -> cost, false, handler);
  }

  static Operation signed(String endpoint, ToIntFunction<Params> cost, Handler handler) {
    return new Operation(endpoint, Access.PRIVATE, cost, false, handler);
  }

  Operation asOrder() {
    return new Operation(endpoint, access, cost, true, handler);
  }
}

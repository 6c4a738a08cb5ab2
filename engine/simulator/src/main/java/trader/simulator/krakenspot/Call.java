package trader.simulator.krakenspot;

/**
 * One kind of REST call.
 *
 * @param cost what it adds to the counter of its key
 * @param handler answers it with a JSON result
 */
record Call(int cost, Handler handler) {

  /** Does what is asked; the account is empty for public calls. */
  @FunctionalInterface
  interface Handler {
    /** The result as JSON. */
    CharSequence answer(String account, Form form);
  }

  static Call costing(int cost, Handler handler) {
    return new Call(cost, handler);
  }
}

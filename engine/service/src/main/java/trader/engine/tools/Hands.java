package trader.engine.tools;

import trader.control.EngineState;

/** An engine that does what a tool asks: the running one, or one that the tool starts for it. */
interface Hands extends AutoCloseable {

  /**
   * What the engine answered.
   *
   * @param done whether it confirmed that it is so
   */
  record Answered(boolean done, boolean confirmed, String said) {}

  /**
   * What became of a comparison with the venue.
   *
   * @param account whether there is an account at the venue that could be compared
   * @param foreignPositions how many positions in perpetuals there are not this engine's
   * @param foreignOrders how many open orders there are not this engine's
   */
  record Compared(
      boolean done, boolean account, int foreignPositions, int foreignOrders, String said) {

    /** One that was not done. */
    static Compared not(String why) {
      return new Compared(false, true, 0, 0, why);
    }

    /** There is nothing at a venue to compare with. */
    static Compared nothing(String why) {
      return new Compared(true, false, 0, 0, why);
    }
  }

  /** Who acts, for a reader, e.g. {@code the engine at http://127.0.0.1:8003}. */
  String who();

  /** The state as it is now. Throws {@link IllegalStateException} where there is none. */
  EngineState state();

  /** Closes the position in a symbol, or {@code all}. */
  Answered close(String symbol, String reason);

  /** Takes a position that is not ours into the books, and protects it. */
  Answered importPosition(String symbol, String reason);

  /** Compares the account with the venue's. */
  Compared reconcile();

  @Override
  void close();
}

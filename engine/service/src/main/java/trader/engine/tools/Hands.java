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

  /** Who acts, for a reader, e.g. {@code the engine at http://127.0.0.1:8003}. */
  String who();

  /** The state as it is now. Throws {@link IllegalStateException} where there is none. */
  EngineState state();

  /** Closes the position in a symbol, or {@code all}. */
  Answered close(String symbol, String reason);

  /** Takes a position that is not ours into the books, and protects it. */
  Answered importPosition(String symbol, String reason);

  /** Compares the account with the venue's. */
  Answered reconcile();

  @Override
  void close();
}

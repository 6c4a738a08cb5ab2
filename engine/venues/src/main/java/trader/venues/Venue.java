package trader.venues;

import trader.control.Account;
import trader.engine.core.Action;

/**
 * One account at one venue. Every method returns at once; what comes of it arrives as events at the
 * {@link EventSink}. Called only on the engine's event loop.
 */
public interface Venue extends AutoCloseable {

  /** Which account orders for this venue carry. */
  Account account();

  /**
   * Puts the order's bytes on the wire before it returns where the connection allows it, and calls
   * {@code sent} exactly once: when the bytes have left this process, or when it is certain that
   * they never will.
   */
  void submit(Action.Submit order, Runnable sent);

  /**
   * Does what sending an order takes, short of sending anything, so that its code is in the
   * processor's caches when an order comes.
   */
  default void rehearse() {}

  /** Asks to cancel. */
  void cancel(Action.Cancel cancel);

  /** Asks to change a working order in place; only where the rules say that the venue amends. */
  void replace(Action.Replace replace);

  /** Asks for one order by its client order id. */
  void query(Action.Query query);

  /** Reads the whole account. */
  void reconcile(Action.Reconcile reconcile);

  /** Connects, and keeps connected until closed. */
  void start();

  @Override
  void close();
}

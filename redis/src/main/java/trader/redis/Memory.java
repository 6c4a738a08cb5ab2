package trader.redis;

import java.time.Duration;
import java.util.Optional;

/**
 * Small things that services have to know again after a restart, or that only one of them may do.
 * Names are the service's own; see {@link Keys} for the keys that they become. Every method throws
 * {@link StoreUnavailableException} where Redis does not answer.
 */
public interface Memory {

  /** Keeps the value under that name until it is replaced. */
  void remember(String name, String value);

  /** What was kept under that name last; empty where nothing was, or it was forgotten. */
  Optional<String> recall(String name);

  /** Keeps nothing under that name any more. */
  void forget(String name);

  /**
   * Takes the lease for {@code ttl}, or renews it where {@code holder} has it; answers whether
   * {@code holder} has it now. A lease that nobody renews is free after its time.
   */
  boolean lease(String name, String holder, Duration ttl);

  /** Gives the lease up where {@code holder} has it. */
  void release(String name, String holder);

  /**
   * Whether that name is used for the first time within {@code ttl}; one caller only is told so.
   */
  boolean firstUse(String name, Duration ttl);

  /**
   * Counts one more under that name and answers how many there are since the first of them; the
   * count ends {@code window} after its first.
   */
  long tally(String name, Duration window);

  /** Ends the count under that name. */
  void endTally(String name);
}

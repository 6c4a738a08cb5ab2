package trader.simulator.binancefutures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trader.simulator.matching.Order;

/**
 * The dead man's switches: a timer an account and symbol, whose end cancels the open orders of that
 * symbol. Conditional orders that still wait are in a list of their own and stay, unless a test
 * wants the venue to be the one of which it is feared that they go too.
 */
final class Countdowns {
  private record Key(String account, String symbol) {}

  private final FuturesVenue venue;
  private final Map<Key, Long> deadlines = new LinkedHashMap<>();
  private boolean stripsConditional;

  Countdowns(FuturesVenue venue) {
    this.venue = venue;
  }

  void stripConditional(boolean strips) {
    stripsConditional = strips;
  }

  /** Replaces the running timer; 0 stops it. */
  void set(String account, String symbol, long millis) {
    Key key = new Key(account, symbol);
    if (millis == 0) {
      deadlines.remove(key);
    } else {
      deadlines.put(key, venue.clock().micros() + millis * 1_000);
    }
  }

  /** Whether a timer of the account runs for the symbol. */
  boolean isRunning(String account, String symbol) {
    return deadlines.containsKey(new Key(account, symbol));
  }

  void onTick() {
    if (deadlines.isEmpty()) {
      return;
    }
    long now = venue.clock().micros();
    for (Map.Entry<Key, Long> entry : List.copyOf(deadlines.entrySet())) {
      if (entry.getValue() <= now) {
        deadlines.remove(entry.getKey());
        cancelAll(entry.getKey());
      }
    }
  }

  private void cancelAll(Key key) {
    for (Order order : venue.exchange().orders().open(key.account())) {
      boolean waits = Algos.isWaiting(order);
      if (order.symbol().equals(key.symbol()) && (!waits || stripsConditional)) {
        venue.exchange().cancel(order, venue.newId(), venue.clock().transactionMicros());
      }
    }
  }
}
